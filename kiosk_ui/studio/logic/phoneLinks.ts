/** Phones that send pictures: a link for each slot, and what has come over it so far (C-08). */
import { reactive } from 'vue'
import type { LocalText, NewLinkShown, Upload, UploadLink } from '../../contract/types'
import type { Slot } from '../../shared/transfer'

export interface PhoneLink {
  link: UploadLink
  secret: string
  uploads: Upload[]
}

export interface PhoneLinksParts {
  make(label: LocalText): Promise<NewLinkShown>
  link(id: string): Promise<UploadLink>
  uploads(): Promise<Upload[]>
  arrived(upload: Upload): void
  later(ms: number, then: () => void): void
  now(): number
}

const ASK_EVERY_MS = 2_500
/** What was sent in the last second may still be looked at. */
const AFTERWARDS_MS = 120_000

export class PhoneLinks {
  readonly list: PhoneLink[] = reactive([])
  private readonly parts: PhoneLinksParts
  private readonly slots = new Map<string, Slot | undefined>()
  private readonly landed = new Set<string>()
  private watching = false

  constructor(parts: PhoneLinksParts) {
    this.parts = parts
  }

  /** Make a link; what comes over it lands in the slot, or only in the library. */
  async make(label: LocalText, slot?: Slot): Promise<PhoneLink> {
    const { link, secret } = await this.parts.make(label)
    this.slots.set(link.id, slot)
    this.list.push({ link, secret, uploads: [] })
    this.watch()
    return this.list.at(-1) as PhoneLink
  }

  /** Hear that a phone has opened a link. */
  async hearLink(id: string): Promise<void> {
    const known = this.list.find((one) => one.link.id === id)
    if (known) known.link = await this.parts.link(id).catch(() => known.link)
  }

  /** Hear that a phone has sent something. */
  async hear(linkId: string | null): Promise<void> {
    if (this.list.some((one) => one.link.id === linkId)) await this.look()
  }

  isOver(one: PhoneLink): boolean {
    return one.link.expires_at <= this.parts.now()
  }

  private watch(): void {
    if (this.watching || this.list.length === 0) return
    this.watching = true
    this.parts.later(ASK_EVERY_MS, () => {
      this.watching = false
      void this.look().finally(() => { this.watch() })
    })
  }

  private async look(): Promise<void> {
    const uploads = await this.parts.uploads().catch(() => null)
    for (const one of uploads ? [...this.list] : []) {
      one.uploads = (uploads ?? []).filter((upload) => upload.link_id === one.link.id)
      for (const upload of one.uploads) this.land(one, upload)
      if (this.parts.now() > one.link.expires_at + AFTERWARDS_MS) this.list.splice(this.list.indexOf(one), 1)
    }
  }

  private land(one: PhoneLink, upload: Upload): void {
    if (upload.state !== 'done' || this.landed.has(upload.id)) return
    this.landed.add(upload.id)
    this.parts.arrived(upload)
    this.slots.get(one.link.id)?.take(upload.asset_ids)
  }
}

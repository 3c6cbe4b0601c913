/** Interactions on their way: kept first, sent in arrays, forgotten only when the server has said what became of them. */
import type { Interaction, Receipt } from '../../contract/types'
import { isProblem } from '../../shared/problem'
import type { Kept } from './kept'

const SEND_EVERY_MS = 500
const SEND_AT = 10
const BATCH = 500
const WAIT_AFTER_FAILURE_MS = 2_000
/** A browser finishes at most 64 kB of requests after the page has gone. */
const LAST_WORDS_BYTES = 60_000

export interface OutboxParts {
  kept: Pick<Kept, 'addInteraction' | 'removeInteractions' | 'listInteractions'>
  send(interactions: Interaction[]): Promise<Receipt>
  /** Send while the page goes away. */
  sendLast(interactions: Interaction[]): Promise<Receipt>
  isOnline(): boolean
  /** Hears how many wait. */
  onWaiting(count: number): void
  /** Hears that the oldest were dropped because too many waited. */
  onDropped(count: number): void
  /** How many may wait, and how many of the oldest go when one more comes. */
  limit?: number
  dropAtOnce?: number
}

/** The interactions that wait, oldest first. */
export class Outbox {
  private readonly parts: OutboxParts
  private readonly waiting = new Map<string, Interaction>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private sending = false
  private batch = BATCH
  private notBefore = 0
  /** True when the last write to IndexedDB failed: what waits would not survive a reload. */
  isForgetful = false

  constructor(parts: OutboxParts) {
    this.parts = parts
  }

  /** Take up what waited when the page was last open, and begin to send. */
  async start(): Promise<void> {
    const since = [...this.waiting]
    const before = await this.parts.kept.listInteractions().catch(() => { this.isForgetful = true; return [] })
    this.waiting.clear()
    for (const interaction of before) this.waiting.set(interaction.id, interaction)
    for (const [id, interaction] of since) this.waiting.set(id, interaction)
    this.bound()
    this.parts.onWaiting(this.waiting.size)
    this.plan()
  }

  /** Keep an interaction, then have it sent within half a second; ten that wait are sent at once. */
  add(interaction: Interaction): void {
    this.waiting.set(interaction.id, interaction)
    this.bound()
    this.parts.onWaiting(this.waiting.size)
    this.parts.kept.addInteraction(interaction)
      .then(() => { this.isForgetful = false }, () => { this.isForgetful = true })
      .then(() => { if (this.waiting.size >= SEND_AT) void this.flush() }, () => undefined)
    this.plan()
  }

  /** Send now what waits, at most one array at a time. */
  async flush(): Promise<void> {
    if (this.sending || this.waiting.size === 0 || !this.parts.isOnline() || performance.now() < this.notBefore) return
    this.sending = true
    const sent = [...this.waiting.values()].slice(0, this.batch)
    try {
      this.settle(await this.parts.send(sent))
      this.batch = BATCH
    } catch (failure) {
      this.retreat(failure, sent)
    }
    this.sending = false
    if (this.waiting.size >= SEND_AT) void this.flush()
  }

  /** Give the browser the oldest that fit, because the page is going; they stay kept until acknowledged. */
  async sayLast(): Promise<void> {
    const parting: Interaction[] = []
    let bytes = 0
    for (const interaction of this.waiting.values()) {
      bytes += new TextEncoder().encode(JSON.stringify(interaction)).length + 1
      if (bytes > LAST_WORDS_BYTES || parting.length >= BATCH) break
      parting.push(interaction)
    }
    if (parting.length === 0) return
    await this.parts.sendLast(parting).then((receipt) => { this.settle(receipt) }, () => undefined)
  }

  stop(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private plan(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      void this.flush().finally(() => { if (this.waiting.size > 0) this.plan() })
    }, SEND_EVERY_MS)
  }

  private settle(receipt: Receipt): void {
    this.forget([...receipt.accepted, ...receipt.refused.map((refusal) => refusal.id)])
  }

  private forget(ids: string[]): void {
    for (const id of ids) this.waiting.delete(id)
    if (ids.length === 0) return
    // If this fails they are sent again after a reload, and the server counts them once.
    this.parts.kept.removeInteractions(ids).catch(() => { this.isForgetful = true })
    this.parts.onWaiting(this.waiting.size)
  }

  /** After a failure: an array that the server cannot take is halved until the one that it cannot take is alone. */
  private retreat(failure: unknown, sent: Interaction[]): void {
    if (!isProblem(failure, 413) && !isProblem(failure, 422)) {
      this.notBefore = performance.now() + WAIT_AFTER_FAILURE_MS * (0.5 + Math.random() / 2)
    } else if (sent.length === 1) {
      this.forget(sent.map((interaction) => interaction.id))
      this.batch = BATCH
    } else {
      this.batch = Math.ceil(sent.length / 2)
    }
  }

  private bound(): void {
    const { limit = 50_000, dropAtOnce = 500 } = this.parts
    if (this.waiting.size <= limit) return
    const oldest = [...this.waiting.keys()].slice(0, this.waiting.size - limit + dropAtOnce)
    this.forget(oldest)
    this.parts.onDropped(oldest.length)
  }
}

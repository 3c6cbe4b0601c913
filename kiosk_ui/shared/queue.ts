/** Files on their way into the hall: two at once, each for itself, paused and continued, retried until they are there (C-02, C-03). */
import { reactive } from 'vue'
import type { Upload } from '../contract/types'
import { Following } from './following'
import { Pace } from './pace'
import { fitsPlace } from './places'
import { Sender, type SenderParts } from './sender'
import { foundTransfer, isEnded, isRunning, newTransfer, printOf, type Offer, type Slot, type Transfer } from './transfer'

export interface QueueParts extends Omit<SenderParts, 'moved' | 'turn' | 'follow'> {
  look(uploadId: string): Promise<Upload>
  /** Have the hall forget an upload. */
  end(uploadId: string): Promise<unknown>
  now(): number
  preview(file: File): string
  forget(preview: string): void
  /** Told of every file that the hall has taken. */
  arrived(upload: Upload): void
}

/** Two at a time: one more would only share the same line. */
const AT_ONCE = 2

export class Queue {
  readonly list: Transfer[] = reactive([])
  protected readonly parts: QueueParts
  private readonly senders = new Map<number, Sender>()
  private readonly slots = new Map<number, Slot[]>()
  private readonly following: Following
  private readonly pace = new Pace()
  private next = 1

  constructor(parts: QueueParts) {
    this.parts = parts
    this.following = new Following(this.list, {
      look: parts.look, later: parts.later,
      settled: (transfer, upload) => { this.settle(transfer, upload) },
      gone: (transfer) => { this.remove(transfer) },
      released: (transfer) => { transfer.phase = this.senders.has(transfer.id) ? 'waiting' : 'leftover'; this.advance() },
    })
  }

  /** Whether bytes are moving or will by themselves: closing the page would stop them. */
  get isMoving(): boolean {
    return this.list.some(isRunning)
  }

  /** How much of all is sent, 0…1, and how many seconds the rest takes, where anybody can know. */
  measure(): { part: number; secondsLeft: number | null } {
    const counted = this.list.filter((one) => one.phase !== 'refused')
    const bytes = counted.reduce((sum, one) => sum + one.bytes, 0)
    const sent = counted.reduce((sum, one) => sum + (isEnded(one) ? one.bytes : one.sent), 0)
    return { part: bytes === 0 ? 1 : sent / bytes, secondsLeft: this.pace.secondsFor(bytes - sent) }
  }

  /** Queue files; `slot` is told what they became. A file that is on its way already is not sent twice. */
  add(offers: Iterable<Offer>, slot?: Slot): number[] {
    const ids = [...offers].map((offer) => this.enqueue(offer, slot))
    this.advance()
    return ids
  }

  /** Count which of these the hall does not have yet, and which are still on their way. */
  countComing(ids: number[]): number {
    return this.list.filter((one) => ids.includes(one.id) && !isEnded(one)).length
  }

  /** Show what earlier pages have begun and what became of it; what is shown already stays. */
  restore(uploads: Upload[]): void {
    const known = new Set(this.list.map((one) => one.uploadId))
    const news = uploads.filter((one) => !known.has(one.id) && one.state !== 'done' && (one.state !== 'receiving' || one.offset > 0))
    this.list.push(...news.map((upload) => foundTransfer(this.next++, upload)))
    this.following.watch()
  }

  /** Follow an upload that the hall has begun by itself, such as a page of a document. */
  follow(upload: Upload, slot?: Slot): void {
    this.list.push(foundTransfer(this.next, upload))
    this.want(this.next++, slot)
    this.following.look(upload.id)
  }

  /** Go on with a leftover: false when this is another file. */
  goOn(id: number, file: File): boolean {
    const transfer = this.find(id)
    const offer = { file, album: transfer?.album ?? '' }
    if (!transfer || !fitsPlace(offer, transfer, this.parts.places)) return false
    this.attach(transfer, offer)
    this.advance()
    return true
  }

  pause(id: number): void {
    const transfer = this.find(id)
    if (!transfer || !isRunning(transfer)) return
    this.senders.get(id)?.stop()
    transfer.phase = 'paused'
    this.advance()
  }

  /** Continue after a pause, or try again. */
  go(id: number): void {
    const transfer = this.find(id)
    if (!transfer || !this.senders.has(id) || !(transfer.phase === 'paused' || (transfer.phase === 'refused' && transfer.mayRetry))) return
    Object.assign(transfer, { phase: 'waiting', reason: null })
    this.advance()
  }

  pauseAll(): void {
    for (const transfer of this.list.filter(isRunning)) {
      this.senders.get(transfer.id)?.stop()
      transfer.phase = 'paused'
    }
  }

  goAll(): void {
    for (const transfer of this.list.filter((one) => one.phase === 'paused')) this.go(transfer.id)
  }

  /** Stop an upload, or clear one that has ended; the hall forgets what is unfinished or was refused. */
  cancel(id: number): void {
    const transfer = this.find(id)
    if (!transfer) return
    this.remove(transfer)
    if (transfer.uploadId === null || transfer.phase === 'done' || transfer.phase === 'checking') return
    this.parts.places.forget(transfer.uploadId)
    void this.parts.end(transfer.uploadId).catch(() => undefined)
  }

  /** Clear what has ended. */
  clear(): void {
    for (const transfer of this.list.filter(isEnded)) this.cancel(transfer.id)
  }

  /** The network or the session is back: go on at once. */
  resume(): void {
    for (const transfer of this.list) if (transfer.phase === 'lost') this.senders.get(transfer.id)?.begin()
    this.following.look()
    this.advance()
  }

  /** Hear that the hall has news of an upload. */
  hear(uploadId: string): void {
    this.following.look(uploadId)
  }

  protected find(id: number): Transfer | undefined {
    return this.list.find((transfer) => transfer.id === id)
  }

  /** List who waits for what a file becomes. */
  protected slotsOf(id: number): Slot[] {
    return this.slots.get(id) ?? []
  }

  private want(id: number, slot?: Slot): void {
    if (slot) this.slots.set(id, [...this.slotsOf(id), slot])
  }

  private enqueue(offer: Offer, slot?: Slot): number {
    const transfer = this.findSame(offer) ?? this.list.find((one) => one.phase === 'leftover' && fitsPlace(offer, one, this.parts.places)) ?? this.push(offer)
    if (!this.senders.has(transfer.id)) this.attach(transfer, offer)
    this.want(transfer.id, slot)
    return transfer.id
  }

  private findSame(offer: Offer): Transfer | undefined {
    return this.list.find((one) => {
      const sender = this.senders.get(one.id)
      return sender !== undefined && !isEnded(one) && printOf(sender.offer) === printOf(offer)
    })
  }

  private push(offer: Offer): Transfer {
    const id = this.next++
    const fresh = newTransfer(id, offer, this.parts.preview(offer.file))
    this.list.push({ ...fresh, uploadId: this.parts.places.recall(printOf(offer)) })
    // The list's own, so that changes are seen.
    return this.find(id) ?? fresh
  }

  private attach(transfer: Transfer, offer: Offer): void {
    this.senders.set(transfer.id, new Sender(transfer, offer, {
      ...this.parts,
      moved: () => { this.pace.note(this.parts.now(), this.list.reduce((sum, one) => sum + one.sent, 0)) },
      turn: () => { this.advance() },
      follow: () => { this.following.look(transfer.phase === 'checking' ? transfer.uploadId ?? '' : '') },
    }))
    transfer.phase = 'waiting'
  }

  private advance(): void {
    const busy = this.list.filter((one) => one.phase === 'sending' || one.phase === 'lost').length
    const waiting = this.list.filter((one) => one.phase === 'waiting')
    for (const transfer of waiting.slice(0, Math.max(0, AT_ONCE - busy))) this.senders.get(transfer.id)?.begin()
  }

  private settle(transfer: Transfer, upload: Upload): void {
    if (upload.state === 'refused') {
      Object.assign(transfer, { phase: 'refused', reason: upload.problem, mayRetry: false })
      for (const slot of this.slotsOf(transfer.id)) slot.refuse?.()
      return
    }
    transfer.phase = 'done'
    this.parts.arrived(upload)
    for (const slot of this.slotsOf(transfer.id)) slot.take(upload.asset_ids)
  }

  private remove(transfer: Transfer): void {
    this.senders.get(transfer.id)?.stop()
    this.senders.delete(transfer.id)
    this.slots.delete(transfer.id)
    const place = this.list.findIndex((one) => one.id === transfer.id)
    if (place >= 0) this.list.splice(place, 1)
    if (transfer.preview !== '') this.parts.forget(transfer.preview)
    this.advance()
  }
}

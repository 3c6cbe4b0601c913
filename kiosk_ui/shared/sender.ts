/** One file's way into the hall: sent, lost, sent on from where the hall has it, until it is there or refused. */
import { isJudged } from './passing'
import type { Places } from './places'
import { describeFailure, isProblem } from './problem'
import { printOf, type Offer, type Transfer } from './transfer'
import type { Course, Sending } from './upload'

export interface SenderParts {
  send(file: File, course: Course): Sending
  headers(): Record<string, string>
  places: Places
  later(ms: number, then: () => void): void
  /** Whether sending goes on by itself after such a failure. */
  passes(failure: unknown): boolean
  /** Told of every failure. */
  failed(failure: unknown): void
  /** Bytes have moved. */
  moved(): void
  /** It no longer moves: the next file may. */
  turn(): void
  /** What becomes of it now the hall knows. */
  follow(): void
}

const AGAIN_MS = 1_000
const AGAIN_AT_MOST_MS = 10_000

export class Sender {
  readonly offer: Offer
  private readonly transfer: Transfer
  private readonly parts: SenderParts
  private sending: Sending | null = null
  private tries = 0

  constructor(transfer: Transfer, offer: Offer, parts: SenderParts) {
    this.transfer = transfer
    this.offer = offer
    this.parts = parts
  }

  /** Send, from where the hall has it; what was lost is called so until the line shows life again. */
  begin(): void {
    this.stop()
    if (this.transfer.phase === 'waiting') this.transfer.phase = 'sending'
    this.sending = this.parts.send(this.offer.file, this.chart())
  }

  /** Stop; the hall keeps what it has. */
  stop(): void {
    this.sending?.stop()
    this.sending = null
  }

  private chart(): Course {
    const { transfer, parts } = this
    const alive = (): void => { if (transfer.phase === 'lost') transfer.phase = 'sending' }
    return {
      name: transfer.name, album: transfer.album, uploadId: transfer.uploadId, headers: parts.headers,
      began: (uploadId) => { transfer.uploadId = uploadId; parts.places.remember(printOf(this.offer), uploadId) },
      moved: (bytes) => { alive(); transfer.sent = bytes; parts.moved() },
      stored: (bytes) => { alive(); transfer.stored = bytes; this.tries = 0 },
      there: () => { this.arrive() },
      failed: (failure) => { this.fail(failure) },
    }
  }

  private arrive(): void {
    const { transfer, parts } = this
    this.sending = null
    Object.assign(transfer, { phase: 'checking', sent: transfer.bytes, stored: transfer.bytes })
    if (transfer.uploadId !== null) parts.places.forget(transfer.uploadId)
    parts.follow()
    parts.turn()
  }

  private fail(failure: unknown): void {
    const { transfer, parts } = this
    this.sending = null
    parts.failed(failure)
    const isGone = isProblem(failure, 404) || isProblem(failure, 410)
    if (transfer.uploadId !== null && isGone) return this.beginAnew(transfer.uploadId)
    if (isProblem(failure, 'overtaken')) {
      transfer.phase = 'elsewhere'
      parts.follow()
    } else if (parts.passes(failure)) this.lose()
    else Object.assign(transfer, { phase: 'refused', reason: describeFailure(failure), mayRetry: !isJudged(failure) })
    parts.turn()
  }

  private lose(): void {
    const { transfer } = this
    Object.assign(transfer, { phase: 'lost', sent: transfer.stored })
    const tries = (this.tries += 1)
    this.parts.later(Math.min(AGAIN_AT_MOST_MS, AGAIN_MS * 2 ** (tries - 1)), () => {
      if (transfer.phase === 'lost' && this.tries === tries && !this.sending) this.begin()
    })
  }

  /** The hall has forgotten what was begun: the file goes from its beginning. */
  private beginAnew(uploadId: string): void {
    this.parts.places.forget(uploadId)
    Object.assign(this.transfer, { uploadId: null, sent: 0, stored: 0, phase: 'sending' })
    this.begin()
  }
}

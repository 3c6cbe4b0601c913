/** What becomes of uploads after their last byte, and of those that other windows send: asked for when there is news, and now and then. */
import type { Upload } from '../contract/types'
import { Latest } from './latest'
import { isProblem } from './problem'
import type { Transfer } from './transfer'

/** News comes over the socket; asking is for the news that was missed, and for pages without a socket. */
const ASK_EVERY_MS = 3_000
/** So many askings without a new byte, and the other window counts as closed. */
const STILL = 4

export interface FollowingParts {
  look(uploadId: string): Promise<Upload>
  later(ms: number, then: () => void): void
  settled(transfer: Transfer, upload: Upload): void
  /** The hall knows nothing of it any more. */
  gone(transfer: Transfer): void
  /** Nobody else sends it any more. */
  released(transfer: Transfer): void
}

const FOLLOWED = ['checking', 'leftover', 'elsewhere']

export class Following {
  private readonly list: Transfer[]
  private readonly parts: FollowingParts
  private readonly still = new Map<number, number>()
  private readonly latest = new Latest()
  private watching = false

  constructor(list: Transfer[], parts: FollowingParts) {
    this.list = list
    this.parts = parts
  }

  /** Ask now: for one upload, or for all that are followed. */
  look(uploadId?: string): void {
    for (const transfer of this.listFollowed()) {
      if (uploadId === undefined || transfer.uploadId === uploadId) void this.ask(transfer)
    }
    this.watch()
  }

  /** Ask again and again while there is something to follow. */
  watch(): void {
    if (this.watching || this.listFollowed().length === 0) return
    this.watching = true
    this.parts.later(ASK_EVERY_MS, () => {
      this.watching = false
      this.look()
    })
  }

  private listFollowed(): Transfer[] {
    return this.list.filter((transfer) => FOLLOWED.includes(transfer.phase) && transfer.uploadId !== null)
  }

  private async ask(transfer: Transfer): Promise<void> {
    const { uploadId } = transfer
    if (uploadId === null) return
    await this.latest.ask(uploadId, async () => {
      try {
        this.take(transfer, await this.parts.look(uploadId))
      } catch (failure) {
        if (isProblem(failure, 404) || isProblem(failure, 410)) this.parts.gone(transfer)
      }
    })
  }

  private take(transfer: Transfer, upload: Upload): void {
    if (!FOLLOWED.includes(transfer.phase)) return
    if (upload.state === 'receiving') this.compare(transfer, upload)
    transfer.upload = upload
    if (upload.state === 'checking') Object.assign(transfer, { phase: 'checking', sent: transfer.bytes, stored: transfer.bytes })
    if (upload.state === 'done' || upload.state === 'refused') this.parts.settled(transfer, upload)
  }

  /** Bytes that come without us come from another window. */
  private compare(transfer: Transfer, upload: Upload): void {
    const grows = upload.offset > transfer.stored
    Object.assign(transfer, { sent: upload.offset, stored: upload.offset })
    const still = grows ? 0 : (this.still.get(transfer.id) ?? 0) + 1
    this.still.set(transfer.id, still)
    if (grows) transfer.phase = 'elsewhere'
    else if (transfer.phase === 'elsewhere' && still >= STILL) this.parts.released(transfer)
  }
}

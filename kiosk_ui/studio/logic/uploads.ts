/** The queue of files on their way into the hall: several at once, each for itself, retried until they are there (C-02, C-03). */
import { reactive } from 'vue'
import type { Asset, LocalText } from '../../contract/types'
import { ApiProblem, describeFailure } from '../../shared/problem'
import { isPassing } from './passing'
import type { Progress } from '../../shared/upload'

/**
 * `sending`: bytes are moving; `checking`: all bytes are there and the hall looks at the picture; `lost`: the network
 * is gone and it goes on by itself; `refused`: the hall does not take the file, and says why.
 */
export type UploadWord = 'waiting' | 'sending' | 'checking' | 'done' | 'lost' | 'refused'

export interface Upload {
  readonly id: number
  readonly name: string
  readonly bytes: number
  /** 0…1 of the bytes. */
  part: number
  word: UploadWord
  reason: LocalText | null
  /** Whether the very same file may have better luck: never when the hall has judged it. */
  mayRetry: boolean
  asset: Asset | null
  /** An address of the picture in this browser. */
  readonly preview: string
}

export interface UploadParts {
  send(file: File, progress: Progress, signal: AbortSignal): Promise<Asset>
  /** Told of each asset as soon as the hall has it. */
  taken(asset: Asset): void
  later(ms: number, then: () => void): void
  preview(file: File): string
  forget(preview: string): void
}

/** Two at a time: one more would only share the same line. */
const AT_ONCE = 2
const AGAIN_AFTER_MS = 3_000

const FOLDER: LocalText = {
  zh: '这是一个文件夹。请打开它，选里面的照片再拖进来。',
  en: 'This is a folder. Open it, choose the pictures inside and drop those.',
}

interface Ticket {
  file: File
  then?: (asset: Asset) => void
  stop: AbortController
}

export class Uploads {
  readonly list: Upload[] = reactive([])
  private readonly tickets = new Map<number, Ticket>()
  private readonly parts: UploadParts
  private next = 1

  constructor(parts: UploadParts) {
    this.parts = parts
  }

  /** Whether bytes are moving or wait to: closing the page would stop them. */
  get isMoving(): boolean {
    return this.list.some((upload) => ['waiting', 'sending', 'lost'].includes(upload.word))
  }

  /** Queue files; `then` is told of each asset when the hall has it. Returns the uploads' ids. */
  add(files: Iterable<File>, then?: (asset: Asset) => void): number[] {
    const ids = [...files].map((file) => this.enqueue(file, then))
    this.advance()
    return ids
  }

  /** Count which of these the hall does not have yet, and which are still on their way. */
  countComing(ids: number[]): number {
    return this.list.filter((upload) => ids.includes(upload.id) && upload.word !== 'refused' && !upload.asset).length
  }

  /** Show that a folder was dropped, and what to do instead. */
  addFolder(name: string): void {
    this.list.push({ ...this.describe(name, 0, ''), word: 'refused', reason: FOLDER })
  }

  retry(id: number): void {
    const upload = this.find(id)
    if (!upload || !this.tickets.has(id) || (upload.word === 'refused' && !upload.mayRetry)) return
    Object.assign(upload, { word: 'waiting', part: 0, reason: null })
    this.advance()
  }

  /** Stop an upload, or clear one that has ended. */
  cancel(id: number): void {
    const place = this.list.findIndex((upload) => upload.id === id)
    const upload = this.list[place]
    if (!upload) return
    this.list.splice(place, 1)
    this.tickets.get(id)?.stop.abort()
    this.tickets.delete(id)
    if (upload.preview !== '') this.parts.forget(upload.preview)
    this.advance()
  }

  /** Clear what has arrived. */
  clearDone(): void {
    for (const upload of this.list.filter((one) => one.word === 'done')) this.cancel(upload.id)
  }

  /** Hear of an asset's progress. */
  hear(asset: Asset): void {
    for (const upload of this.list) {
      if (upload.asset?.id === asset.id) this.judge(upload, asset)
    }
  }

  /** Go on after a sign-in: what was stopped for it is sent again. */
  resume(): void {
    for (const upload of this.list) if (upload.word === 'lost') upload.word = 'waiting'
    this.advance()
  }

  private enqueue(file: File, then?: (asset: Asset) => void): number {
    const upload = this.describe(file.name, file.size, this.parts.preview(file))
    this.list.push(upload)
    this.tickets.set(upload.id, { file, then, stop: new AbortController() })
    return upload.id
  }

  private describe(name: string, bytes: number, preview: string): Upload {
    return { id: this.next++, name, bytes, part: 0, word: 'waiting', reason: null, mayRetry: false, asset: null, preview }
  }

  private find(id: number): Upload | undefined {
    return this.list.find((upload) => upload.id === id)
  }

  private advance(): void {
    const busy = this.list.filter((upload) => upload.word === 'sending' || (upload.word === 'checking' && !upload.asset))
    const waiting = this.list.filter((upload) => upload.word === 'waiting')
    for (const upload of waiting.slice(0, Math.max(0, AT_ONCE - busy.length))) void this.send(upload)
  }

  private async send(upload: Upload): Promise<void> {
    const ticket = this.tickets.get(upload.id)
    if (!ticket) return
    Object.assign(upload, { word: 'sending', part: 0 })
    try {
      const asset = await this.parts.send(ticket.file, (part) => { this.progress(upload, part) }, ticket.stop.signal)
      this.parts.taken(asset)
      this.judge(upload, asset)
      ticket.then?.(asset)
    } catch (failure) {
      this.fail(upload, failure)
    }
    this.advance()
  }

  private progress(upload: Upload, part: number): void {
    if (upload.word !== 'sending') return
    upload.part = part
    if (part >= 1) upload.word = 'checking'
  }

  private judge(upload: Upload, asset: Asset): void {
    upload.asset = asset
    upload.part = 1
    if (asset.state === 'ready') upload.word = 'done'
    else if (asset.state === 'processing') upload.word = 'checking'
    else Object.assign(upload, { word: 'refused', reason: UNREADABLE, mayRetry: false })
  }

  private fail(upload: Upload, failure: unknown): void {
    if (!this.tickets.has(upload.id)) return
    upload.reason = describeFailure(failure)
    const later = isPassing(failure)
    upload.word = later ? 'lost' : 'refused'
    upload.mayRetry = later || !isJudged(failure)
    if (later) this.parts.later(AGAIN_AFTER_MS, () => { if (upload.word === 'lost') this.retry(upload.id) })
  }
}

/** The hall has looked at the file, or at who sends it, and said no. */
function isJudged(failure: unknown): boolean {
  return failure instanceof ApiProblem && failure.problem.status >= 400 && failure.problem.status < 500
}

const UNREADABLE: LocalText = {
  zh: '这张图没能处理完。请用看图软件另存为 JPG，再传一次。',
  en: 'This picture could not be prepared. Save it as JPG in a picture program and upload it again.',
}

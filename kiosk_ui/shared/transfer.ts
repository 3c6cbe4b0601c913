/** A file on its way into the hall, as a person sees it. */
import type { LocalText, Upload } from '../contract/types'

/**
 * `sending`: bytes are moving; `lost`: the network is gone and it goes on by itself; `checking`: all bytes are there
 * and the hall looks at the file; `refused`: the hall does not take it, and says why; `leftover`: begun before this
 * page was opened, it needs its file again; `elsewhere`: another window is sending it.
 */
export type Phase = 'waiting' | 'sending' | 'paused' | 'lost' | 'checking' | 'done' | 'refused' | 'leftover' | 'elsewhere'

export interface Transfer {
  readonly id: number
  readonly name: string
  readonly album: string
  readonly bytes: number
  /** Bytes that have left this computer, and those that the hall has for sure. */
  sent: number
  stored: number
  phase: Phase
  reason: LocalText | null
  /** Whether the very same file may have better luck: never when the hall has judged it. */
  mayRetry: boolean
  uploadId: string | null
  /** What the hall last said of it. */
  upload: Upload | null
  /** An address of the picture in this browser, or nothing. */
  readonly preview: string
}

/** A file that somebody gives, with the folder that it came from. */
export interface Offer {
  file: File
  album: string
}

/** Where files go besides the library. */
export interface Slot {
  /** Take what the file became: one asset, or those of an archive. */
  take(assetIds: string[]): void
  /** The hall does not take the file. */
  refuse?(): void
  /** Show another asset in its place. */
  swap?(from: string, to: string): Promise<void>
}

const RUNNING: Phase[] = ['waiting', 'sending', 'lost']
const ENDED: Phase[] = ['done', 'refused']

/** Tell whether bytes move, or will without anybody's help. */
export function isRunning(transfer: Transfer): boolean {
  return RUNNING.includes(transfer.phase)
}

/** Tell whether nothing more will happen to it. */
export function isEnded(transfer: Transfer): boolean {
  return ENDED.includes(transfer.phase)
}

/** Make the transfer of a file that is given here. */
export function newTransfer(id: number, { file, album }: Offer, preview: string): Transfer {
  return {
    id, name: file.name, album, bytes: file.size, sent: 0, stored: 0, phase: 'waiting', reason: null, mayRetry: false,
    uploadId: null, upload: null, preview,
  }
}

/** Make the transfer of an upload that another page, or an earlier one, has begun. */
export function foundTransfer(id: number, upload: Upload): Transfer {
  const phase: Phase = upload.state === 'receiving' ? 'leftover' : upload.state
  return {
    id, name: upload.name, album: upload.album, bytes: upload.length ?? upload.offset, sent: upload.offset, stored: upload.offset,
    phase, reason: upload.state === 'refused' ? upload.problem : null, mayRetry: false, uploadId: upload.id, upload, preview: '',
  }
}

/** Name a file so that the same one is known again, and a changed one is not. */
export function printOf({ file, album }: Offer): string {
  return [file.name, String(file.size), String(file.lastModified), album].join('|')
}

/** Tell whether a file looks like the one that an upload was begun with. */
export function looksLike(file: File, transfer: Transfer): boolean {
  return file.size === transfer.bytes && file.name.normalize('NFC') === transfer.name.normalize('NFC')
}

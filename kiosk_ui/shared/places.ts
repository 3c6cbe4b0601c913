/** Which upload of the hall belongs to which file: kept in the browser, so that a reload goes on where it was. */
import { looksLike, printOf, type Offer, type Transfer } from './transfer'

export interface Places {
  /** Find the upload that was begun with a file. */
  recall(print: string): string | null
  /** Find the file that an upload was begun with. */
  nameOf(uploadId: string): string | null
  remember(print: string, uploadId: string): void
  forget(uploadId: string): void
}

type Store = Pick<Storage, 'getItem' | 'setItem'>
type Kept = Record<string, { id: string; at: number }>

const KEY = 'hall.uploads'
/** The hall forgets unfinished uploads after some days; what is older here leads nowhere. */
const OLDEST_MS = 14 * 24 * 3_600_000

function read(store: Store): Kept {
  try {
    const value: unknown = JSON.parse(store.getItem(KEY) ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Kept) : {}
  } catch {
    return {}
  }
}

function write(store: Store, kept: Kept): void {
  try {
    store.setItem(KEY, JSON.stringify(kept))
  } catch {
    // A browser that keeps nothing sends a file from its beginning after a reload: slower, not wrong.
  }
}

/** Keep the places in a browser's storage. */
export function keepPlaces(store: Store, now: () => number = Date.now): Places {
  return {
    recall: (print) => read(store)[print]?.id ?? null,
    nameOf: (uploadId) => Object.entries(read(store)).find(([, place]) => place.id === uploadId)?.[0] ?? null,
    remember: (print, id) => {
      const fresh = Object.entries(read(store)).filter(([, place]) => now() - place.at < OLDEST_MS)
      write(store, { ...Object.fromEntries(fresh), [print]: { id, at: now() } })
    },
    forget: (uploadId) => {
      write(store, Object.fromEntries(Object.entries(read(store)).filter(([, place]) => place.id !== uploadId)))
    },
  }
}

/** Tell whether an upload goes on with a file: the same name and size, and not another one by what was noted at its beginning. */
export function fitsPlace(offer: Offer, transfer: Transfer, places: Places): boolean {
  const noted = transfer.uploadId === null ? null : places.nameOf(transfer.uploadId)
  return looksLike(offer.file, transfer) && (noted === null || noted === printOf(offer))
}

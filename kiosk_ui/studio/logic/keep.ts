/** Typed text that the hall does not have yet: kept in this browser until it does. */
import type { Content, Placement } from '../../contract/types'

/** `revision`: which one the text began from. */
export interface KeptDraft {
  revision: number
  content: Content
  placement: Placement
  at: number
}

export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const keyOf = (id: string): string => `hall.studio.draft.${id}`

/** Read what was kept; what cannot be read counts as nothing. */
export function readKept(store: Store, id: string): KeptDraft | null {
  try {
    const text = store.getItem(keyOf(id))
    return text === null ? null : (JSON.parse(text) as KeptDraft)
  } catch {
    return null
  }
}

/** Keep a draft; false when the browser has no room or refuses. */
export function keepDraft(store: Store, id: string, draft: KeptDraft): boolean {
  try {
    store.setItem(keyOf(id), JSON.stringify(draft))
    return true
  } catch {
    return false
  }
}

export function forgetKept(store: Store, id: string): void {
  try {
    store.removeItem(keyOf(id))
  } catch {
    // A browser that refuses storage has nothing to forget.
  }
}

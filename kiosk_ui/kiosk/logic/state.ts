/** What the kiosk is and shows: one frozen value, replaced as a whole at each change. */
import type { Catalogue, Display, Language } from '../../contract/types'

export type Place =
  | { view: 'attract' }
  | { view: 'plan' }
  | { view: 'boards' }
  | { view: 'board'; board: number }
  | { view: 'zone'; zoneId: string }
  | { view: 'exhibit'; exhibitId: string; picture: number }

export interface KioskState {
  readonly phase: 'starting' | 'unpaired' | 'ready'
  readonly pairingCode: string
  readonly display: Display | null
  readonly catalogue: Catalogue | null
  readonly place: Place
  readonly history: Place[]
  readonly language: Language
  readonly volume: number
  readonly blank: boolean
  readonly identify: boolean
  /** Whole seconds left until the reset; null while there is no card. */
  readonly countdown: number | null
  readonly online: boolean
  /** Interactions that wait to be acknowledged. */
  readonly waiting: number
  readonly visitId: string | null
}

export const ATTRACT: Place = { view: 'attract' }

const FIRST: KioskState = {
  phase: 'starting',
  pairingCode: '',
  display: null,
  catalogue: null,
  place: ATTRACT,
  history: [],
  language: 'zh',
  volume: 40,
  blank: false,
  identify: false,
  countdown: null,
  online: false,
  waiting: 0,
  visitId: null,
}

/** Holds the state and tells who listens. */
export interface Store {
  readonly state: KioskState
  change(part: Partial<KioskState>): void
  subscribe(listener: () => void): () => void
}

/** Create a store with the state of a kiosk that has just been switched on. */
export function createStore(): Store {
  let state: KioskState = Object.freeze({ ...FIRST })
  const listeners = new Set<() => void>()
  return {
    get state() { return state },
    change(part) {
      const same = Object.entries(part).every(([name, value]) => state[name as keyof KioskState] === value)
      if (same) return
      state = Object.freeze({ ...state, ...part })
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
  }
}

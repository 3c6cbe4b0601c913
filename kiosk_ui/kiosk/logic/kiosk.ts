/** The kiosk: everything that it knows and does, without what it looks like. */
import type { Language } from '../../contract/types'
import { browserParts } from './browser'
import { Engine } from './engine'
import type { Mode } from './navigation'
import type { Parts } from './parts'
import type { KioskState, Place } from './state'
import type { Detail } from './visit'

export type { KioskState, Place } from './state'
export type { Parts } from './parts'

export interface Kiosk {
  readonly state: KioskState
  /** Hears every change; the result stops hearing. */
  subscribe(listener: () => void): () => void
  start(): Promise<void>
  /** Any touch: whoever touches is here (V-06). */
  touch(): void
  /** Leave the attract screen and begin a visit on the plan (V-03). */
  begin(): void
  go(place: Place): void
  back(): void
  /** Go to the plan. */
  home(): void
  setLanguage(language: Language): void
  setMode(mode: Mode, on: boolean): void
  /** Absolute, 0 to 100, until the reset. */
  setVolume(volume: number): void
  /** Answer the countdown card: 继续看. */
  stay(): void
  /** End the visit now and clear everything of it (V-09). */
  end(): void
  /** Write down something that the visitor did. */
  act(detail: Detail): void
  /** Write down what happened to a film or a recording that the visitor plays. */
  media(detail: Detail): void
}

/** Create a kiosk; it does nothing until it is started. */
export function createKiosk(parts: Parts = browserParts()): Kiosk {
  const engine = new Engine(parts)
  const { store, navigation, visit } = engine
  return {
    get state() { return store.state },
    subscribe: (listener) => store.subscribe(listener),
    start: () => engine.start(),
    touch: () => { navigation.touch() },
    begin: () => { navigation.begin() },
    go: (place) => { navigation.go(place) },
    back: () => { navigation.back() },
    home: () => { navigation.home() },
    setLanguage: (language) => { navigation.setLanguage(language) },
    setMode: (mode, on) => { navigation.setMode(mode, on) },
    setVolume: (volume) => { navigation.setVolume(volume) },
    stay: () => {
      if (store.state.countdown !== null) visit.record('action', { name: 'stay' })
      navigation.touch()
    },
    end: () => { navigation.reset('end') },
    act: (detail) => { if (store.state.visitId !== null) visit.record('action', detail) },
    media: (detail) => { if (store.state.visitId !== null) visit.record('media', detail) },
  }
}

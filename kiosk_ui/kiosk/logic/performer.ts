/** Carries out what the desk asks for: absolute values, done when it can be seen (O-04). */
import type { Action } from '../../contract/types'
import { wait } from './again'
import type { Outcome } from './commands'
import type { Navigation } from './navigation'
import { findExhibit } from './places'
import type { Store } from './state'

const IDENTIFY_MS = 8_000

export interface PerformerParts {
  store: Store
  navigation: Navigation
  /** Fetch the newest catalogue; rejects when the server does not answer. */
  refreshCatalogue(): Promise<void>
  /** Wait until what was changed just now can be seen. */
  shown(): Promise<void>
}

/** Run some work, but wait no longer than this; its failure is no news here. */
async function within(ms: number, work: Promise<unknown>): Promise<'ended' | 'too_late'> {
  const late = wait(ms).then(() => 'too_late' as const)
  return Promise.race([work.then(() => 'ended' as const, () => 'ended' as const), late])
}

function desire(store: Store, desired: { volume: number } | { blank: boolean }): void {
  const { display } = store.state
  store.change({ ...desired, display: display && { ...display, ...desired } })
}

/** Create the performer of all actions but the reload. */
export function createPerformer(parts: PerformerParts): (action: Action, ttlMs: number) => Promise<Outcome> {
  const { store, navigation } = parts
  let identifying: ReturnType<typeof setTimeout> | undefined

  async function open(exhibitId: string, ttlMs: number): Promise<Outcome> {
    if (!findExhibit(store.state.catalogue, exhibitId)) {
      // Published a moment ago, perhaps: the command was faster than the catalogue.
      if (await within(ttlMs, parts.refreshCatalogue()) === 'too_late') return 'too_late'
      if (!findExhibit(store.state.catalogue, exhibitId)) return 'unknown_exhibit'
    }
    navigation.guide({ view: 'exhibit', exhibitId, picture: 0 })
    return 'done'
  }
  function identify(): void {
    clearTimeout(identifying)
    store.change({ identify: true })
    identifying = setTimeout(() => { store.change({ identify: false }) }, IDENTIFY_MS)
  }
  async function act(action: Action, ttlMs: number): Promise<Outcome> {
    switch (action.type) {
      case 'open': return open(action.exhibit_id, ttlMs)
      case 'home': navigation.guide({ view: 'plan' }); break
      case 'language': navigation.setLanguage(action.language); break
      case 'volume': desire(store, { volume: action.volume }); break
      case 'blank': desire(store, { blank: action.on }); break
      case 'identify': identify(); break
      // The page is reloaded by whoever keeps the marker of it; a newer desk may know more than this page.
      default: return 'refused'
    }
    return 'done'
  }
  return async (action, ttlMs) => {
    if (store.state.phase !== 'ready' || !store.state.catalogue) return 'refused'
    const outcome = await act(action, ttlMs)
    if (outcome === 'done') await parts.shown()
    return outcome
  }
}

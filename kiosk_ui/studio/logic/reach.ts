/** On how many displays a published exhibit has arrived, and which still lack it and why (C-15, C-30). */
import type { DisplayState, Exhibit, Presence } from '../../contract/types'

export type LagReason = 'offline' | 'updating'

export interface Lagging {
  state: DisplayState
  reason: LagReason
}

export interface Reach {
  total: number
  there: number
  lagging: Lagging[]
}

/** A display has it when what it holds is as new as the exhibit's last change, and it can be heard. */
function hasIt(state: DisplayState, liveRevision: number): boolean {
  return state.state !== 'offline' && (state.report?.catalogue_revision ?? -1) >= liveRevision
}

/** Measure the reach of what changed at a revision of the catalogue. */
export function measureReach(liveRevision: number, presence: Presence | null): Reach {
  const displays = presence?.displays ?? []
  const lagging = displays
    .filter((state) => !hasIt(state, liveRevision))
    .map((state): Lagging => ({ state, reason: state.state === 'offline' ? 'offline' : 'updating' }))
  return { total: displays.length, there: displays.length - lagging.length, lagging }
}

/** List the displays that show an exhibit at this moment. */
export function listShowing(exhibit: Exhibit, presence: Presence | null): DisplayState[] {
  return (presence?.displays ?? []).filter(
    (state) => state.state !== 'offline' && state.report?.view === 'exhibit' && state.report.exhibit_id === exhibit.id,
  )
}

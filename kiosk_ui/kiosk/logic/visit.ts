/** A visit: from the first touch to the reset, without who it is; everything that happens is written down (ux 5.2). */
import type { Interaction, InteractionKind } from '../../contract/types'
import { newId } from '../../shared/ids'
import { describePlace } from './places'
import type { Store } from './state'

export type Source = Interaction['source']
export type EndReason = 'idle' | 'home' | 'end' | 'guide' | 'reset'
export type Detail = Interaction['detail']

/** What happens while nobody visits, such as an error at night, belongs to no visit. */
const NO_VISIT = '00000000-0000-0000-0000-000000000000'
const LONGEST_WORD = 200
const MOST_DETAILS = 8

export interface Visit {
  /** Begin a visit; one that runs by another source ends first, one by the same goes on. */
  begin(source: Source): void
  end(reason: EndReason): void
  record(kind: InteractionKind, detail?: Detail): void
}

function trim(detail: Detail): Detail {
  const entries = Object.entries(detail).slice(0, MOST_DETAILS)
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === 'string' ? value.slice(0, LONGEST_WORD) : value]))
}

/** Create the writer of visits. */
export function createVisit(store: Store, version: string, now: () => number, keep: (one: Interaction) => void): Visit {
  let source: Source = 'visitor'
  function record(kind: InteractionKind, detail: Detail = {}): void {
    const { place, language, visitId } = store.state
    keep({
      id: newId(),
      visit_id: visitId ?? NO_VISIT,
      at: now(),
      kind,
      ...describePlace(place),
      language,
      // What no visitor did stays out of the day's figures.
      source: visitId === null ? 'test' : source,
      app_version: version,
      detail: trim(detail),
    })
  }
  function end(reason: EndReason): void {
    if (store.state.visitId === null) return
    record('session_end', { reason })
    store.change({ visitId: null })
  }
  return {
    record,
    end,
    begin(by) {
      if (store.state.visitId !== null && source === by) return
      end('guide')
      source = by
      store.change({ visitId: newId() })
      record('session_start', {})
    },
  }
}

// The way back from a change (O-06): every display returns to what it showed, spoke or sounded before.
import type { Action, DisplayState, Target } from '../../contract/types'
import { targetOnly } from './aim'

export const UNDO_MS = 10_000

export interface Step {
  action: Action
  target: Target
}

export interface Undo {
  /** What was done, for the words on the bar. */
  action: Action
  steps: Step[]
  until: number
}

/** What would bring one display back; null when nothing is known of it, or when the command needs no way back. */
function formerly(action: Action, { report, display }: DisplayState): Action | null {
  if (report === null) return null
  switch (action.type) {
    case 'open':
    case 'home':
      return report.exhibit_id === null ? { type: 'home' } : { type: 'open', exhibit_id: report.exhibit_id }
    case 'language':
      return { type: 'language', language: report.language }
    case 'volume':
      return { type: 'volume', volume: display.volume }
    case 'blank':
      return { type: 'blank', on: display.blank }
    default:
      return null
  }
}

/** One command for each former state, so that a zone comes back in few commands. */
export function stepsBack(action: Action, displays: readonly DisplayState[]): Step[] {
  const groups = new Map<string, { action: Action; ids: string[] }>()
  for (const state of displays) {
    const former = formerly(action, state)
    if (former === null || isSame(former, action)) continue
    const key = JSON.stringify(former)
    const group = groups.get(key) ?? { action: former, ids: [] }
    group.ids.push(state.display.id)
    groups.set(key, group)
  }
  return [...groups.values()].map((group) => ({ action: group.action, target: targetOnly(group.ids) }))
}

function isSame(one: Action, other: Action): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

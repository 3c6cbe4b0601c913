// What a display's state is at this moment. The desk counts on by itself, so a silent server cannot keep a tile green (O-02).
import type { DisplayState, Limits, Presence, StateWord } from '../../contract/types'

const UNTOLD: Limits = { stale_after_ms: 5_000, offline_after_ms: 15_000, command_ttl_ms: 5_000 }

export interface Seen {
  word: StateWord
  /** Milliseconds since the display last spoke; null when it never did. */
  ageMs: number | null
  /** When this state began, in server time. */
  sinceAt: number
  /** Too old to be believed: drawn in grey. */
  stale: boolean
}

export interface Fault {
  state: DisplayState
  seen: Seen
}

const SEVERITY: Partial<Record<StateWord, number>> = { fault: 0, offline: 1, unknown: 2 }

/** The hall's own limits, as it tells them with every picture of its displays; the usual ones before the first. */
export function limitsOf(presence: Presence | null): Limits {
  return presence?.limits ?? UNTOLD
}

export function see(state: DisplayState, now: number, limits: Limits): Seen {
  const { reported_at: reportedAt } = state
  if (reportedAt === null) return { word: 'offline', ageMs: null, sinceAt: state.since_at, stale: true }
  const ageMs = Math.max(0, now - reportedAt)
  const known = { ageMs, stale: ageMs >= limits.stale_after_ms }
  if (state.state === 'offline') return { ...known, word: 'offline', sinceAt: state.since_at, stale: true }
  if (ageMs >= limits.offline_after_ms) return { ...known, word: 'offline', sinceAt: reportedAt }
  if (ageMs >= limits.stale_after_ms) return { ...known, word: 'unknown', sinceAt: reportedAt }
  return { ...known, word: state.state, sinceAt: state.since_at }
}

export function isFaulty(word: StateWord): boolean {
  return word in SEVERITY
}

/** What needs a person, the worst first; equals stay in the order of the hall. */
export function faults(displays: readonly DisplayState[], now: number, limits: Limits): Fault[] {
  const seen = displays.map((state) => ({ state, seen: see(state, now, limits) }))
  const severity = (fault: Fault): number => SEVERITY[fault.seen.word] ?? 9
  return seen.filter((one) => isFaulty(one.seen.word)).sort((a, b) => severity(a) - severity(b))
}

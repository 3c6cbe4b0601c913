// All that the desk knows, in one frozen value that is replaced at each change.
import type { AccountView, Catalogue, CommandState, Person, Presence, Today } from '../../contract/types'
import type { Life } from './life'
import { type Link, NO_LINK } from './link'
import type { Undo } from './undo'

export interface DeskState {
  readonly phase: 'starting' | 'signed_out' | 'signed_in'
  readonly setupNeeded: boolean
  readonly account: AccountView | null
  readonly people: readonly Person[]
  readonly link: Link
  readonly presence: Presence | null
  readonly catalogue: Catalogue | null
  readonly today: Today | null
  readonly log: readonly CommandState[]
  readonly lives: ReadonlyMap<string, Life>
  readonly undo: Undo | null
}

export const START: DeskState = {
  phase: 'starting',
  setupNeeded: false,
  account: null,
  people: [],
  link: NO_LINK,
  presence: null,
  catalogue: null,
  today: null,
  log: [],
  lives: new Map(),
  undo: null,
}

const LOG_KEPT = 60

/** The log with one command put in or brought up to date, the newest first. */
export function logged(log: readonly CommandState[], command: CommandState): CommandState[] {
  const others = log.filter(({ id }) => id !== command.id)
  return [command, ...others].sort((a, b) => b.issued_at - a.issued_at).slice(0, LOG_KEPT)
}

// Why a button may not be pressed now; null when it may. The word stands on the button itself (O-04).
import type { AccountView, DisplayState } from '../../contract/types'
import { isCut } from './link'
import { limitsOf, see } from './states'
import type { DeskState } from './state'

export type Block = 'cut' | 'checking' | 'no_right' | 'nothing_there' | 'all_offline'

export function mayCommand(account: AccountView | null): boolean {
  return account !== null && ['administrator', 'operator', 'guide'].includes(account.role)
}

/** Who may put up, correct and remove displays. */
export function mayArrange(account: AccountView | null): boolean {
  return account !== null && ['administrator', 'operator'].includes(account.role)
}

export function blockOf(
  state: DeskState,
  aimed: readonly DisplayState[],
  localNow: number,
  serverNow: number,
): Block | null {
  if (isCut(state.link, localNow)) return 'cut'
  if (!state.link.ready) return 'checking'
  if (!mayCommand(state.account)) return 'no_right'
  if (aimed.length === 0) return 'nothing_there'
  return aimed.every((one) => see(one, serverNow, limitsOf(state.presence)).word === 'offline') ? 'all_offline' : null
}

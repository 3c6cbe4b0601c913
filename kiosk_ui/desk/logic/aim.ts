// What the controls are aimed at: one display, the displays of a zone, or the whole hall.
import type { DisplayState, Target } from '../../contract/types'

export type Aim = { kind: 'display'; id: string } | { kind: 'zone'; id: string } | { kind: 'hall' }

export const HALL: Aim = { kind: 'hall' }

export function aimKey(aim: Aim): string {
  return aim.kind === 'hall' ? 'hall' : `${aim.kind}/${aim.id}`
}

export function sameAim(one: Aim | null, other: Aim | null): boolean {
  return one !== null && other !== null && aimKey(one) === aimKey(other)
}

export function targetOf(aim: Aim): Target {
  if (aim.kind === 'display') return { display_ids: [aim.id], zone_id: null, everyone: false }
  if (aim.kind === 'zone') return { display_ids: [], zone_id: aim.id, everyone: false }
  return { display_ids: [], zone_id: null, everyone: true }
}

export function targetOnly(displayIds: readonly string[]): Target {
  return { display_ids: [...displayIds], zone_id: null, everyone: false }
}

export function displaysOf(aim: Aim, displays: readonly DisplayState[]): DisplayState[] {
  if (aim.kind === 'display') return displays.filter(({ display }) => display.id === aim.id)
  if (aim.kind === 'zone') return inZone(displays, aim.id)
  return [...displays]
}

export function inZone(displays: readonly DisplayState[], zoneId: string): DisplayState[] {
  return displays
    .filter(({ display }) => display.zone_id === zoneId)
    .sort((a, b) => a.display.number - b.display.number)
}

/** The displays that a command's target means, as far as this desk knows them. */
export function displaysOfTarget(target: Target, displays: readonly DisplayState[]): DisplayState[] {
  if (target.everyone) return [...displays]
  return displays.filter(
    ({ display }) => display.zone_id === target.zone_id || target.display_ids.includes(display.id),
  )
}

// What a person fills in to put up or correct a display, and what is still wrong with it.
import type { Display, DisplayState, NewDisplay, Profile } from '../../contract/types'
import { LOWER_EDGE_MM, type Orientation, freeNumber, glassOf, orientationOf, presetOf, profileOf } from './sizes'

export interface Placing {
  zoneId: string
  number: number
  zh: string
  en: string
  /** A size that panels are sold in; null when the glass was measured. */
  inches: number | null
  width_mm: number
  height_mm: number
  lower_edge_mm: number
}

export type Flaw = 'code' | 'name' | 'taken' | 'display'

export function takenNumbers(displays: readonly DisplayState[], zoneId: string, exceptId = ''): number[] {
  return displays.filter(({ display }) => display.zone_id === zoneId && display.id !== exceptId).map(({ display }) => display.number)
}

export function newPlacing(displays: readonly DisplayState[], zoneId: string): Placing {
  const number = freeNumber(takenNumbers(displays, zoneId))
  return { zoneId, number, zh: '', en: '', inches: 43, ...glassOf(43, 'landscape'), lower_edge_mm: LOWER_EDGE_MM }
}

export function placingOf({ zone_id, number, name, profile }: Display): Placing {
  const { width_mm, height_mm, lower_edge_mm } = profile
  return { zoneId: zone_id, number, zh: name.zh, en: name.en, inches: presetOf(profile), width_mm, height_mm, lower_edge_mm }
}

/** Choose a size from the list, or null to type what was measured. */
export function sized(placing: Placing, inches: number | null): Placing {
  return { ...placing, inches, ...(inches === null ? {} : glassOf(inches, orientationOf(placing))) }
}

/** Hang the glass upright or wide. */
export function turned(placing: Placing, orientation: Orientation): Placing {
  if (orientationOf(placing) === orientation) return placing
  return { ...placing, width_mm: placing.height_mm, height_mm: placing.width_mm }
}

const LIMITS = { width_mm: [50, 20_000], height_mm: [50, 20_000], lower_edge_mm: [0, 5_000] } as const
export type Measure = keyof typeof LIMITS

/** Take a measure that was typed: within what a hall can have; what is no number changes nothing. */
export function measured(placing: Placing, measure: Measure, typed: string): Placing {
  const mm = Number(typed.normalize('NFKC'))
  if (typed.trim() === '' || !Number.isFinite(mm)) return { ...placing }
  const [least, most] = LIMITS[measure]
  return { ...placing, [measure]: Math.min(most, Math.max(least, Math.round(mm))) }
}

export function flawsOf(placing: Placing, taken: readonly number[]): Flaw[] {
  return [...(placing.zh.trim() === '' ? ['name' as const] : []), ...(taken.includes(placing.number) ? ['taken' as const] : [])]
}

/** Read the digits of a pairing code, those of a Chinese keyboard (１２３) too. */
export function readDigits(typed: string): string {
  return typed.normalize('NFKC').replace(/\D/g, '').slice(0, 6)
}

export function isCode(typed: string): boolean {
  return /^\d{6}$/.test(typed)
}

export function displayFrom(placing: Placing, before: Profile | null = null): NewDisplay {
  return {
    zone_id: placing.zoneId,
    number: placing.number,
    name: { zh: placing.zh.trim(), en: placing.en.trim() },
    profile: profileOf(placing, before),
  }
}

// Sizes that panels are sold in: the picture of a 16:9 panel in millimetres. Pixels are what the kiosk measured itself.
import type { Profile } from '../../contract/types'

export type Orientation = 'landscape' | 'portrait'

export interface Size {
  inches: number
  long_mm: number
  short_mm: number
}

export const SIZES: readonly Size[] = [
  { inches: 43, long_mm: 941, short_mm: 529 },
  { inches: 55, long_mm: 1210, short_mm: 680 },
  { inches: 65, long_mm: 1428, short_mm: 804 },
  { inches: 75, long_mm: 1650, short_mm: 928 },
  { inches: 86, long_mm: 1895, short_mm: 1066 },
]

export type Glass = Pick<Profile, 'width_mm' | 'height_mm'>

/** How high a panel hangs when nobody has measured it. */
export const LOWER_EDGE_MM = 700
const DISTANCE_MM = 1_500
const MM_PER_INCH = 25.4

export function orientationOf(glass: Glass): Orientation {
  return glass.width_mm >= glass.height_mm ? 'landscape' : 'portrait'
}

export function inchesOf(glass: Glass): number {
  return Math.round(Math.hypot(glass.width_mm, glass.height_mm) / MM_PER_INCH)
}

/** The size from the list that a glass has, or null: then it is shown as it was measured. */
export function presetOf(glass: Glass): number | null {
  const [long, short] = [Math.max(glass.width_mm, glass.height_mm), Math.min(glass.width_mm, glass.height_mm)]
  return SIZES.find((size) => size.long_mm === long && size.short_mm === short)?.inches ?? null
}

/** The picture of a panel of this size. */
export function glassOf(inches: number, orientation: Orientation): Glass {
  const size = SIZES.find((one) => one.inches === inches)
  if (size === undefined) throw new RangeError(`no panel of ${inches} inches`)
  const [width_mm, height_mm] = orientation === 'portrait' ? [size.short_mm, size.long_mm] : [size.long_mm, size.short_mm]
  return { width_mm, height_mm }
}

/** The profile of a glass; `before` keeps the pixels of one that is there already. */
export function profileOf(glass: Glass & Pick<Profile, 'lower_edge_mm'>, before: Profile | null = null): Profile {
  const pixels = before ? [before.width_px, before.height_px] : [1920, 1080]
  const [longPx, shortPx] = [Math.max(...pixels), Math.min(...pixels)]
  const upright = orientationOf(glass) === 'portrait'
  return {
    width_px: upright ? shortPx : longPx,
    height_px: upright ? longPx : shortPx,
    width_mm: glass.width_mm,
    height_mm: glass.height_mm,
    lower_edge_mm: glass.lower_edge_mm,
    distance_mm: before?.distance_mm ?? DISTANCE_MM,
  }
}

/** The first number that is free in a zone. */
export function freeNumber(taken: readonly number[]): number {
  let number = 1
  while (taken.includes(number)) number += 1
  return number
}

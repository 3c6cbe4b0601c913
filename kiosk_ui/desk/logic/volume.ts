// Volumes are absolute values in steps of ten, so that a lost or repeated command does no harm (O-04).
import type { DisplayState } from '../../contract/types'

const STEP = 10
const FULL = 100

/** The volume that all of them should have, or null when they differ. */
export function commonVolume(displays: readonly DisplayState[]): number | null {
  const [first] = displays
  if (first === undefined) return null
  return displays.every(({ display }) => display.volume === first.display.volume) ? first.display.volume : null
}

/** Where the steps begin: the common volume, or the middle of several. */
export function startVolume(displays: readonly DisplayState[]): number {
  if (displays.length === 0) return 0
  const sum = displays.reduce((total, { display }) => total + display.volume, 0)
  return Math.round(sum / displays.length)
}

/** The next step up or down, on the grid of tens. */
export function stepped(volume: number, direction: 1 | -1): number {
  const next = direction > 0 ? Math.floor(volume / STEP) * STEP + STEP : Math.ceil(volume / STEP) * STEP - STEP
  return Math.min(FULL, Math.max(0, next))
}

/** How the buttons move a large picture: steps that a finger can count (V-10, A-08). */

/** How much nearer one press brings. */
export const ZOOM_STEP = 1.6
/** How far one press moves, as a part of what is seen. */
export const PAN_STEP = 0.35

/** What is seen: `zoom` between the whole picture and the nearest that is sharp. */
export interface Reach {
  zoom: number
  whole: number
  nearest: number
}

const NEARLY = 1.02

/** Tell which buttons have something to do. */
export function judgeReach({ zoom, whole, nearest }: Reach): { isWhole: boolean; isNearest: boolean } {
  return { isWhole: zoom <= whole * NEARLY, isNearest: zoom * NEARLY >= nearest }
}

/** Find the zoom after a press: never beyond either end, and a last short step is taken with the one before it. */
export function stepZoom(reach: Reach, way: 1 | -1): number {
  const wanted = way > 0 ? reach.zoom * ZOOM_STEP : reach.zoom / ZOOM_STEP
  if (wanted * 1.15 >= reach.nearest) return way > 0 ? reach.nearest : Math.min(wanted, reach.nearest)
  if (wanted <= reach.whole * 1.15) return way < 0 ? reach.whole : Math.max(wanted, reach.whole)
  return wanted
}

/** Tell whether coming closer shows more: the picture is larger than it is shown by a fifth at least. */
export function isWorthZoom(width_px: number, shown_px: number): boolean {
  return width_px >= shown_px * 1.2
}

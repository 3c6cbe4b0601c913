/** Millimetres to pixels, and how a panel is divided (T-01, A-15). */
import type { Profile } from '../contract/types'

export type Orientation = 'landscape' | 'portrait'
export interface Modes { elder: boolean; low: boolean; still: boolean }
export interface Layout { mm: number; orientation: Orientation; band: boolean; look: number; tall: number }

const REACH_MM = 1220
const PANEL_MM = { landscape: 952, portrait: 535 }

/** Lay out a panel: `look` is the part of its height, from the top, that is only looked at. */
export function layOut(profile: Profile | null, width: number, height: number, modes: Modes): Layout {
  const orientation = height > width ? 'portrait' : 'landscape'
  const mm = width / (profile?.width_mm ?? PANEL_MM[orientation])
  const reach = profile ? (REACH_MM - profile.lower_edge_mm) * mm / height : 1
  const band = modes.low || modes.elder
  const usual = orientation === 'portrait' ? (modes.elder ? 0.34 : 0.45) : band ? 0.17 : 0
  const look = modes.low ? Math.min(Math.max(usual, 1 - reach), 0.6) : usual
  return { mm, orientation, tall: height, band: band && orientation === 'landscape', look }
}

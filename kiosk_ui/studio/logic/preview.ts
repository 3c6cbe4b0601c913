/** The kiosk's page in a frame: what it says, and how large it is drawn. */
import type { Profile } from '../../contract/types'

export type PreviewNews = { type: 'preview-ready' } | { type: 'preview-fit'; overflow_px: number }

/** Read a message of the preview; one of another page is nothing. */
export function readPreview(event: { origin: string; data: unknown }, origin: string): PreviewNews | null {
  if (event.origin !== origin || typeof event.data !== 'object' || event.data === null) return null
  const { type, overflow_px: overflow } = event.data as Record<string, unknown>
  if (type === 'preview-ready') return { type }
  return type === 'preview-fit' && typeof overflow === 'number' ? { type, overflow_px: overflow } : null
}

export interface Fit {
  scale: number
  width: number
  height: number
}

/** A tall display would push everything else off the page: it gets this much. */
const TALLEST_PX = 470

/** Fit a display into the room that there is, at its true proportions. */
export function fitGlass(profile: Profile, room_px: number): Fit {
  const scale = Math.min(room_px / profile.width_px, TALLEST_PX / profile.height_px)
  return { scale, width: Math.floor(profile.width_px * scale), height: Math.floor(profile.height_px * scale) }
}

/** T-02: a line of body text at 1.5 m is 19 mm × 1.6. */
const LINE_MM = 30

/** Say an overflow in lines of text, as a writer thinks. */
export function linesOver(overflow_px: number, profile: Profile): number {
  const overflow_mm = (overflow_px * profile.width_mm) / profile.width_px
  return overflow_px <= 0 ? 0 : Math.max(1, Math.ceil(overflow_mm / LINE_MM))
}

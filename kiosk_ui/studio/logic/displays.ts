/** The hall's displays as a person names them: 二区 1 号屏, 43 寸竖屏. */
import type { Display, Language, Presence, Profile, Zone } from '../../contract/types'
import { sealOf } from '../../shared/seal'
import { say } from '../../shared/text'

export function isPortrait(profile: Profile): boolean {
  return profile.height_px > profile.width_px
}

/** Work out the diagonal as it is sold, in inches. */
export function inchesOf(profile: Profile): number {
  return Math.round(Math.hypot(profile.width_mm, profile.height_mm) / 25.4)
}

/** Name a display by where it stands. */
export function nameDisplay(display: Display, zones: Zone[], language: Language): string {
  const zone = zones.find((candidate) => candidate.id === display.zone_id)
  if (!zone) return say(display.name, language)
  return language === 'zh'
    ? `${sealOf(zone.number)}区 ${String(display.number)} 号屏`
    : `Zone ${String(zone.number)}, display ${String(display.number)}`
}

/** Describe a display's glass. */
export function describeGlass(profile: Profile, language: Language): string {
  const inches = String(inchesOf(profile))
  if (language === 'en') return `${inches}-inch, ${isPortrait(profile) ? 'portrait' : 'landscape'}`
  return `${inches} 寸${isPortrait(profile) ? '竖屏' : '横屏'}`
}

/** A display, or one of the usual ones when none is put up: what the preview is drawn for. */
export interface Glass {
  id: string
  display: Display | null
  profile: Profile
}

const COMMON = { lower_edge_mm: 700, distance_mm: 1500 }
const LANDSCAPE: Profile = { width_px: 1920, height_px: 1080, width_mm: 952, height_mm: 536, ...COMMON }
const PORTRAIT: Profile = { width_px: 1080, height_px: 1920, width_mm: 536, height_mm: 952, ...COMMON }

/** List what the preview can be seen on: the zone's own displays first; without any, a 43-inch in both directions. */
export function listGlasses(presence: Presence | null, zoneId: string): Glass[] {
  const displays = (presence?.displays ?? []).map((state) => state.display)
  if (displays.length === 0) {
    return [
      { id: 'landscape', display: null, profile: LANDSCAPE },
      { id: 'portrait', display: null, profile: PORTRAIT },
    ]
  }
  const own = displays.filter((display) => display.zone_id === zoneId)
  const others = displays.filter((display) => display.zone_id !== zoneId)
  return [...own, ...others].map((display) => ({ id: display.id, display, profile: display.profile }))
}

/** Places: what a report and an interaction call them, and where to stand when one is gone. Pure rules. */
import type { Catalogue, Interaction, PublishedExhibit } from '../../contract/types'
import type { Place } from './state'

const DEEPEST = 50

/** Name a place the way reports and interactions do. */
export function describePlace(place: Place): { view: Place['view'] } & Pick<Interaction, 'exhibit_id' | 'zone_id'> {
  return {
    view: place.view,
    exhibit_id: place.view === 'exhibit' ? place.exhibitId : null,
    zone_id: place.view === 'zone' ? place.zoneId : null,
  }
}

/** Tell whether two places are the same page; another picture of an exhibit is the same page. */
export function isSamePage(a: Place, b: Place): boolean {
  if (a.view === 'zone') return b.view === 'zone' && a.zoneId === b.zoneId
  if (a.view === 'board') return b.view === 'board' && a.board === b.board
  if (a.view === 'exhibit') return b.view === 'exhibit' && a.exhibitId === b.exhibitId
  return a.view === b.view
}

/** Tell whether two places are the same to the last detail. */
export function isSamePlace(a: Place, b: Place): boolean {
  return isSamePage(a, b) && (a.view !== 'exhibit' || b.view !== 'exhibit' || a.picture === b.picture)
}

/** Find an exhibit that visitors can see. */
export function findExhibit(catalogue: Catalogue | null, exhibitId: string): PublishedExhibit | null {
  return catalogue?.exhibits.find((exhibit) => exhibit.id === exhibitId) ?? null
}

function isOpen(place: Place, catalogue: Catalogue): boolean {
  if (place.view === 'zone') return catalogue.zones.some((zone) => zone.id === place.zoneId)
  if (place.view === 'board') return catalogue.boards.some((board) => board.number === place.board)
  return place.view !== 'exhibit' || findExhibit(catalogue, place.exhibitId) !== null
}

function clampPicture(place: Place, catalogue: Catalogue): Place {
  if (place.view !== 'exhibit') return place
  const last = Math.max(0, (findExhibit(catalogue, place.exhibitId)?.content.pictures.length ?? 1) - 1)
  const picture = Math.min(Math.max(0, Math.trunc(place.picture) || 0), last)
  return picture === place.picture ? place : { ...place, picture }
}

/**
 * Find where to stand in a catalogue: the place itself while it is there; the zone of an exhibit that was withdrawn
 * (`before` knows which); else the plan (V-18: no dead end).
 */
export function repairPlace(place: Place, catalogue: Catalogue, before: Catalogue | null = null): Place {
  if (isOpen(place, catalogue)) return clampPicture(place, catalogue)
  if (place.view === 'board') return { view: 'boards' }
  const gone = place.view === 'exhibit' ? findExhibit(before, place.exhibitId) : null
  const zone: Place | null = gone && { view: 'zone', zoneId: gone.placement.zone_id }
  return zone && isOpen(zone, catalogue) ? zone : { view: 'plan' }
}

/** Keep of the way back what is still there, no page twice in a row. */
export function repairHistory(history: Place[], catalogue: Catalogue): Place[] {
  return history
    .filter((place) => isOpen(place, catalogue))
    .filter((place, index, all) => {
      const before = all[index - 1]
      return !before || !isSamePage(before, place)
    })
}

/** Add a page to the way back. */
export function remember(history: Place[], place: Place): Place[] {
  return place.view === 'attract' ? [] : [...history, place].slice(-DEEPEST)
}

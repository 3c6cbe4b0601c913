/** What the pages look up in the catalogue. */
import type { Asset, Board, Catalogue, Content, Hall, PublishedExhibit, Zone } from '../contract/types'
import type { Place } from './logic/state'

export interface Found {
  assets: Map<string, Asset>
  zones: Zone[]
  boards: Board[]
  exhibits: PublishedExhibit[]
  zone: (id: string) => Zone | undefined
  hall: (id: string) => Hall | undefined
  exhibit: (id: string) => PublishedExhibit | undefined
  inZone: (id: string) => PublishedExhibit[]
  onBoard: (number: number) => PublishedExhibit[]
}

/** Sort and index a catalogue: exhibits in the order of the way through the hall. */
export function indexCatalogue(catalogue: Catalogue): Found {
  const zones = [...catalogue.zones].sort((a, b) => a.number - b.number)
  const rank = new Map(zones.map((zone, index) => [zone.id, index]))
  const exhibits = catalogue.exhibits
    .filter((exhibit) => rank.has(exhibit.placement.zone_id))
    .sort((a, b) => (rank.get(a.placement.zone_id) ?? 0) - (rank.get(b.placement.zone_id) ?? 0) || a.placement.order - b.placement.order)
  return {
    assets: new Map(catalogue.assets.map((asset) => [asset.id, asset])),
    zones, exhibits,
    boards: [...catalogue.boards].sort((a, b) => a.number - b.number),
    zone: (id) => zones.find((zone) => zone.id === id),
    hall: (id) => catalogue.halls.find((hall) => hall.id === id),
    exhibit: (id) => exhibits.find((exhibit) => exhibit.id === id),
    inZone: (id) => exhibits.filter((exhibit) => exhibit.placement.zone_id === id),
    onBoard: (number) => exhibits.filter((exhibit) => exhibit.placement.board === number),
  }
}

/** Say whether a place still exists: one that does not is the attract screen (V-18). */
export function exists(place: Place, found: Found): boolean {
  if (place.view === 'zone') return found.zone(place.zoneId) !== undefined
  if (place.view === 'exhibit') return found.exhibit(place.exhibitId) !== undefined
  if (place.view === 'board') return found.boards.some((board) => board.number === place.board)
  return true
}

/** Find the neighbours on the way; after the last comes the first, so that no page is an end (V-18). */
export function neighboursOf(id: string, exhibits: PublishedExhibit[]): { before: PublishedExhibit; after: PublishedExhibit } | null {
  const index = exhibits.findIndex((exhibit) => exhibit.id === id)
  const before = exhibits.at(index - 1)
  const after = exhibits[(index + 1) % exhibits.length]
  return index >= 0 && exhibits.length > 1 && before && after ? { before, after } : null
}

/** Tell whether there is anything to hear in an exhibit. */
export function soundsIn(content: Content, assets: Map<string, Asset>): boolean {
  return content.pictures.some((picture) => ['film', 'sound'].includes(assets.get(picture.asset_id)?.kind ?? ''))
}

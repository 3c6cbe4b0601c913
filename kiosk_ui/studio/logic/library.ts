/** The wall of pictures: where each is used, what it lacks, which are shown. */
import type { Asset, Exhibit, Venue } from '../../contract/types'

export type AssetShow = 'all' | 'photograph' | 'drawing' | 'unused' | 'no_alt'

/** List the exhibits that show an asset. */
export function listUses(assetId: string, exhibits: Iterable<Exhibit>): Exhibit[] {
  return [...exhibits].filter((exhibit) => usesOf(exhibit).has(assetId))
}

function usesOf(exhibit: Exhibit): Set<string> {
  const pictures = [...exhibit.draft.pictures, ...(exhibit.published?.pictures ?? [])]
  const ids = new Set(pictures.map((picture) => picture.asset_id))
  if (exhibit.placement.drawing !== null) ids.add(exhibit.placement.drawing)
  return ids
}

/** Count the uses of every asset. */
export function countUses(exhibits: Iterable<Exhibit>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const exhibit of exhibits) {
    for (const id of usesOf(exhibit)) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}

/** List the assets of the place itself: zones, boards, the attract loop. */
export function listPlaceAssets(places: { drawing: string | null }[], venue: Venue | null): Set<string> {
  const slides = (venue?.slides ?? []).flatMap((slide) => [slide.portrait, slide.landscape])
  const drawings = [...places.map((place) => place.drawing), venue?.platform_drawing ?? null]
  return new Set([...slides, ...drawings.filter((id) => id !== null)])
}

/** List the assets that stand somewhere without a description for those who cannot see it. */
export function listWithoutAlt(exhibits: Iterable<Exhibit>): Set<string> {
  const missing = [...exhibits].flatMap((exhibit) => exhibit.draft.pictures.filter((picture) => picture.alt.zh.trim() === ''))
  return new Set(missing.map((picture) => picture.asset_id))
}

export interface Shelf {
  uses: Map<string, number>
  withoutAlt: Set<string>
  place: Set<string>
}

/** Tell whether an asset belongs to what is shown. */
export function isShown(asset: Asset, show: AssetShow, words: string, shelf: Shelf): boolean {
  if (!asset.name.toLowerCase().includes(words.trim().toLowerCase())) return false
  if (show === 'unused') return !shelf.uses.has(asset.id) && !shelf.place.has(asset.id)
  if (show === 'no_alt') return shelf.withoutAlt.has(asset.id)
  return show === 'all' || asset.kind === show
}

/** Sort the newest first. */
export function sortNewest(assets: Iterable<Asset>): Asset[] {
  return [...assets].sort((a, b) => b.created_at - a.created_at || b.id.localeCompare(a.id))
}

/** Work out a picture's shape, within what a wall of tiles can bear. */
export function shapeOf(asset: Asset): number {
  const { width, height } = asset.original
  const shape = width > 0 && height > 0 ? width / height : 16 / 9
  return Math.min(2.4, Math.max(0.62, shape))
}

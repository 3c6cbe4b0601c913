/** The wall of everything: where each asset is used, what it lacks, which are shown and in what order. */
import type { Asset, AssetKind, Exhibit, Venue } from '../../contract/types'

export type Lack = 'no_alt' | 'expiring' | 'unused' | 'similar' | 'large'
export type Show = 'all' | AssetKind | Lack
export type Order = 'newest' | 'largest' | 'name'

export const KINDS = ['photograph', 'drawing', 'film', 'document', 'sound', 'panorama'] as const satisfies AssetKind[]
export const LACKS = ['no_alt', 'expiring', 'unused', 'similar', 'large'] as const satisfies Lack[]

/** What is looked for; `album` is null for all. */
export interface Search {
  show: Show
  words: string
  album: string | null
  order: Order
}

export const SOON_MS = 30 * 24 * 3_600_000
export const LARGE_BYTES = 100_000_000

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

/** List the assets that have a description wherever they stand: the exhibits carry it, and a card has its title. */
export function listDescribed(exhibits: Iterable<Exhibit>): Set<string> {
  const all = [...exhibits]
  const pictures = all.flatMap((exhibit) => exhibit.draft.pictures)
  const bare = new Set(pictures.filter((picture) => picture.alt.zh.trim() === '').map((picture) => picture.asset_id))
  const named = [...pictures.map((picture) => picture.asset_id), ...all.flatMap((exhibit) => exhibit.placement.drawing ?? [])]
  return new Set(named.filter((id) => !bare.has(id)))
}

export interface Shelf {
  uses: Map<string, number>
  place: Set<string>
  described: Set<string>
}

/** Whether nobody who cannot see it could tell what it is. */
function lacksAlt(asset: Asset, shelf: Shelf): boolean {
  return asset.kind !== 'sound' && asset.alt.zh.trim() === '' && !shelf.described.has(asset.id) && !shelf.place.has(asset.id)
}

/** Tell what should be seen to, of one sort. */
export function isLacking(asset: Asset, lack: Lack, shelf: Shelf, now: number): boolean {
  switch (lack) {
    case 'no_alt': return lacksAlt(asset, shelf)
    case 'expiring': return asset.expires_at !== null && asset.expires_at - now < SOON_MS
    case 'unused': return !shelf.uses.has(asset.id) && !shelf.place.has(asset.id)
    case 'similar': return asset.similar_to !== null
    case 'large': return asset.original.bytes >= LARGE_BYTES
  }
}

/** Tell whether an asset belongs to what is shown. */
export function isShown(asset: Asset, search: Search, shelf: Shelf, now: number): boolean {
  const { show, album } = search
  if (album !== null && asset.album !== album) return false
  if (!hasWords(asset, search.words)) return false
  if (show === 'all') return true
  return (LACKS as readonly string[]).includes(show) ? isLacking(asset, show as Lack, shelf, now) : asset.kind === show
}

/** Every word must be somewhere: in the name, the description, the caption, the credit or the album. */
function hasWords(asset: Asset, words: string): boolean {
  const wanted = words.toLowerCase().split(/\s+/).filter((word) => word !== '')
  if (wanted.length === 0) return true
  const { name, alt, caption, credit, album } = asset
  const all = [name, alt.zh, alt.en, caption.zh, caption.en, credit, album].join('\n').toLowerCase()
  return wanted.every((word) => all.includes(word))
}

const ORDERS: Record<Order, (a: Asset, b: Asset) => number> = {
  newest: (a, b) => b.created_at - a.created_at,
  largest: (a, b) => b.original.bytes - a.original.bytes,
  name: (a, b) => a.name.localeCompare(b.name, 'zh-CN', { numeric: true }),
}

/** Sort assets; what is equal keeps the newest first. */
export function sortAssets(assets: Iterable<Asset>, order: Order): Asset[] {
  return [...assets].sort((a, b) => ORDERS[order](a, b) || b.created_at - a.created_at || b.id.localeCompare(a.id))
}

/** Count the assets behind each filter. */
export function countShows(assets: Asset[], shelf: Shelf, now: number): Record<Show, number> {
  const kinds = KINDS.map((kind) => [kind, assets.filter((asset) => asset.kind === kind).length])
  const lacks = LACKS.map((lack) => [lack, assets.filter((asset) => isLacking(asset, lack, shelf, now)).length])
  return Object.fromEntries([['all', assets.length], ...kinds, ...lacks]) as Record<Show, number>
}

/** List the albums with how many assets each has, by name. */
export function listAlbums(assets: Iterable<Asset>): { name: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { album } of assets) if (album !== '') counts.set(album, (counts.get(album) ?? 0) + 1)
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => a.name.localeCompare(b.name, 'zh-CN', { numeric: true }))
}

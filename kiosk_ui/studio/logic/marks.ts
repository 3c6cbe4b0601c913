/** The one thing that a tile says of its asset: what is wrong before what is missing, what is missing before what is well. */
import type { Asset } from '../../contract/types'
import { isLacking, type Shelf } from './library'

export interface Mark {
  word: 'broken' | 'over' | 'working' | 'soon' | 'lacksAlt' | 'usedIn' | 'inPlace'
  tone: 'bad' | 'no' | 'work' | 'use'
  number: number
}

/** How far the hall is with what it makes, in per cent; a step that has not begun has the hundred of the one before. */
export function percentOf(asset: Asset): number {
  return asset.todo.length > 0 && asset.progress >= 1 ? 0 : Math.round(asset.progress * 100)
}

/** Choose what to say of an asset, or nothing. */
export function markOf(asset: Asset, shelf: Shelf, now: number): Mark | undefined {
  if (asset.state === 'failed') return { word: 'broken', tone: 'bad', number: 0 }
  if (asset.expires_at !== null && asset.expires_at < now) return { word: 'over', tone: 'bad', number: 0 }
  if (asset.state === 'processing') return { word: 'working', tone: 'work', number: percentOf(asset) }
  if (isLacking(asset, 'expiring', shelf, now)) return { word: 'soon', tone: 'no', number: 0 }
  if (isLacking(asset, 'no_alt', shelf, now)) return { word: 'lacksAlt', tone: 'no', number: 0 }
  const uses = shelf.uses.get(asset.id) ?? 0
  if (uses > 0) return { word: 'usedIn', tone: 'use', number: uses }
  return shelf.place.has(asset.id) ? { word: 'inPlace', tone: 'use', number: 0 } : undefined
}

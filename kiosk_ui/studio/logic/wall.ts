/** The wall of tiles: rows of pictures in their shapes, of which only those in sight are drawn. */
import type { Asset } from '../../contract/types'

const GAP_PX = 8
/** A row is filled until its tiles would have to be narrower than this share of their shape. */
const TIGHT = 0.8
/** Rows beyond the edge that are drawn as well, so that a key or a flick meets no blank. */
const BEYOND = 3

/** Work out an asset's shape, within what a wall of tiles can bear. */
export function shapeOf(asset: Asset): number {
  const { width, height } = asset.original
  const shape = width > 0 && height > 0 ? width / height : asset.kind === 'sound' ? 1.2 : 4 / 3
  return Math.min(2.4, Math.max(0.62, shape))
}

/** Part shapes into rows; each row holds places in the list. */
export function layRows(shapes: number[], width_px: number, height_px: number): number[][] {
  const rows: number[][] = []
  let row: number[] = []
  let used = 0
  shapes.forEach((shape, at) => {
    const wide = shape * height_px * TIGHT
    if (row.length > 0 && used + GAP_PX + wide > width_px) {
      rows.push(row)
      row = []
      used = 0
    }
    used += (row.length > 0 ? GAP_PX : 0) + wide
    row.push(at)
  })
  if (row.length > 0) rows.push(row)
  return rows
}

/** Work out where to scroll so that a row is in sight; null when it is. */
export function scrollTo(row: number, height_px: number, scrolled_px: number, sight_px: number): number | null {
  const from = row * (height_px + GAP_PX)
  if (from >= scrolled_px && from + height_px <= scrolled_px + sight_px) return null
  return Math.max(0, from - (sight_px - height_px) / 2)
}

export interface Sight {
  first: number
  /** The row after the last. */
  end: number
  above_px: number
  below_px: number
}

/** Work out which rows are in sight, and how much room the others take. */
export function findSight(rows: number, height_px: number, scrolled_px: number, sight_px: number): Sight {
  const pitch = height_px + GAP_PX
  const first = Math.max(0, Math.min(rows - 1, Math.floor(scrolled_px / pitch) - BEYOND))
  const end = Math.min(rows, Math.ceil((scrolled_px + sight_px) / pitch) + BEYOND)
  return { first, end, above_px: first * pitch, below_px: Math.max(0, (rows - end) * pitch) }
}

/** What each shape of the hall's layouts shows of a picture, around the point that no crop may lose (C-07). */
import type { Asset, Focus, Shape } from '../../contract/types'

export const SHAPES = ['16:9', '9:16', '3:4', '1:1', '4:1'] as const satisfies Shape[]
export const CENTRE: Focus = { x: 0.5, y: 0.5 }

export interface Part {
  x: number
  y: number
  width: number
  height: number
}

export function ratioOf(shape: Shape): number {
  const [width, height] = shape.split(':').map(Number)
  return (width ?? 1) / (height ?? 1)
}

const within = (least: number, value: number, most: number): number => Math.max(least, Math.min(value, most))

/** Work out the largest part in a shape with the focus in its middle, as far as the edges allow; in pixels. */
export function cropTo(shape: Shape, width: number, height: number, focus: Focus): Part {
  const ratio = ratioOf(shape)
  const wide = Math.min(width, height * ratio)
  const high = wide / ratio
  return { x: within(0, focus.x * width - wide / 2, width - wide), y: within(0, focus.y * height - high / 2, height - high), width: wide, height: high }
}

/** Say the same for CSS `object-position`: how far the picture is pushed, in per cent of what overhangs. */
export function positionOf(part: Part, width: number, height: number): string {
  const push = (offset: number, over: number): number => (over < 1 ? 50 : Math.round((offset / over) * 1000) / 10)
  return `${String(push(part.x, width - part.width))}% ${String(push(part.y, height - part.height))}%`
}

/** Tell how much of a picture a crop loses, and on which sides; nothing below a third is worth a word. */
export function lossOf(part: Part, width: number, height: number): { percent: number; sides: 'none' | 'top' | 'left' } {
  const percent = Math.round((1 - (part.width * part.height) / (width * height)) * 100)
  if (percent < 34) return { percent, sides: 'none' }
  return { percent, sides: width - part.width > height - part.height ? 'left' : 'top' }
}

/** Find the crop that the hall has made, unless it is being made anew or the focus has moved since. */
export function findMade(asset: Asset, shape: Shape, focus: Focus | null): Asset['crops'][number] | null {
  const moved = focus?.x !== asset.focus?.x || focus?.y !== asset.focus?.y
  if (moved || asset.todo.includes('crops')) return null
  return asset.crops.find((crop) => crop.shape === shape && crop.renditions.length > 0) ?? null
}

/** Which form of a picture to show: the kiosk keeps exactly the forms that it shows, so that they are there offline. */
import type { Asset, Rendition } from '../contract/types'

/** How a picture is shown on a kiosk: in a card, or as large as the page. */
export type PictureSize = 'card' | 'page'

/** Name the address of a form. */
export function mediaAddress(rendition: Rendition): string {
  return `/media/${rendition.name}`
}

/** Choose the smallest form that is not enlarged at this width in device pixels, else the largest there is. */
export function chooseRendition(asset: Asset, width_px: number): Rendition {
  const ascending = [...asset.renditions].sort((a, b) => a.width - b.width)
  return ascending.find((form) => form.width >= width_px) ?? ascending.at(-1) ?? asset.original
}

/** Tell how wide a size is on this screen, in device pixels: a page is the whole width, a card half of it. */
export function sizeWidth(size: PictureSize, glass: { innerWidth: number; devicePixelRatio: number } = window): number {
  const page = glass.innerWidth * glass.devicePixelRatio
  return size === 'page' ? page : page / 2
}

/** List the addresses that a kiosk must have of an asset: both sizes, each file once. */
export function listAddresses(asset: Asset, glass?: { innerWidth: number; devicePixelRatio: number }): string[] {
  if (asset.state !== 'ready') return []
  const forms = (['card', 'page'] as const).map((size) => chooseRendition(asset, sizeWidth(size, glass)))
  return [...new Set(forms.map(mediaAddress))]
}

/** Write the `srcset` of an asset, or nothing when it has one form only (a drawing). */
export function writeSrcset(asset: Asset): string | undefined {
  if (asset.renditions.length < 2) return undefined
  return asset.renditions.map((form) => `${mediaAddress(form)} ${String(form.width)}w`).join(', ')
}

/** Which form of an asset to show: the kiosk keeps exactly the forms that it shows, so that they are there offline. */
import type { Asset, Film, Rendition } from '../contract/types'

/** How a picture is shown on a kiosk: in a card, or as large as the page. */
export type PictureSize = 'card' | 'page'

/** A panel's glass in CSS pixels. */
export interface Glass {
  innerWidth: number
  innerHeight?: number
  devicePixelRatio: number
}

/** A longer film is streamed only: it would take the room of all the others. */
export const LARGEST_KEPT_BYTES = 300_000_000

/** Name the address of a form. */
export function mediaAddress(rendition: Pick<Rendition, 'name'>): string {
  return fileAddress(rendition.name)
}

/** Name the address of a file. */
export function fileAddress(name: string): string {
  return `/media/${name}`
}

/** Tell whether there is a picture of an asset: a recording has none, nor has a document whose pages are still being made. */
export function hasPicture(asset: Asset): boolean {
  const isPicture = asset.kind === 'photograph' || asset.kind === 'drawing'
  return asset.renditions.length > 0 || (isPicture && asset.original.bytes > 0)
}

/** Choose the smallest form that is not enlarged at this width in device pixels, else the largest there is. */
export function chooseRendition(asset: Asset, width_px: number): Rendition {
  return chooseForm(asset.renditions, width_px) ?? asset.original
}

/** Choose among forms of growing width the smallest that is not enlarged, else the largest. */
export function chooseForm(forms: Rendition[], width_px: number): Rendition | undefined {
  const ascending = [...forms].sort((a, b) => a.width - b.width)
  return ascending.find((form) => form.width >= width_px) ?? ascending.at(-1)
}

/** Tell how wide a size is on this screen, in device pixels: a page is the whole width, a card half of it. */
export function sizeWidth(size: PictureSize, glass: Glass = window): number {
  const page = glass.innerWidth * glass.devicePixelRatio
  return size === 'page' ? page : page / 2
}

/** Choose the form of a film for a panel: 2160 lines only where the glass has them to show. */
export function chooseFilm(film: Film, glass: Glass = window): Rendition | undefined {
  const shape = film.forms[0]
  if (!shape) return undefined
  const { innerWidth, innerHeight = Infinity, devicePixelRatio } = glass
  const width = Math.min(innerWidth, innerHeight * (shape.width / Math.max(1, shape.height)))
  return chooseForm(film.forms, Math.floor(width * devicePixelRatio))
}

/** List the addresses that a kiosk must have of an asset before it is shown: pictures in both sizes, and small files. */
export function listAddresses(asset: Asset, glass?: Glass): string[] {
  if (asset.state !== 'ready') return []
  const forms = hasPicture(asset) ? (['card', 'page'] as const).map((size) => chooseRendition(asset, sizeWidth(size, glass))) : []
  const files = [...(asset.film?.tracks ?? []), asset.book].flatMap((one) => one?.file ?? [])
  return [...new Set([...forms.map(mediaAddress), ...files.map(fileAddress)])]
}

/** List what a kiosk keeps of an asset once all that is shown is here: the film for this panel, the recording, the room. */
export function listLater(asset: Asset, glass?: Glass): Rendition[] {
  if (asset.state !== 'ready') return []
  const film = asset.film && chooseKeptFilm(asset.film, glass)
  return [film, asset.sound?.forms[0], ...(asset.panorama?.faces ?? [])].flatMap((form) => form ?? [])
}

function chooseKeptFilm(film: Film, glass?: Glass): Rendition | undefined {
  return chooseFilm({ ...film, forms: film.forms.filter((form) => form.bytes <= LARGEST_KEPT_BYTES) }, glass)
}

/** Write the `srcset` of an asset, or nothing when it has one form only (a drawing). */
export function writeSrcset(asset: Asset): string | undefined {
  if (asset.renditions.length < 2) return undefined
  return asset.renditions.map((form) => `${mediaAddress(form)} ${String(form.width)}w`).join(', ')
}

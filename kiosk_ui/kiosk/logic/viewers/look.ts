/** How an asset can be looked into: by its kind, and by what has been made of it so far. */
import type { Asset, Film } from '../../../contract/types'
import { chooseFilm, mediaAddress, type Glass } from '../../../shared/pictures'
import { isWorthZoom } from './zoom'

/** The viewer that opens an asset; a recording is heard where it stands. */
export type Look = 'zoom' | 'film' | 'book' | 'panorama' | 'sound'

export interface Offer {
  look: Look | null
  /** The asset is published, but the files to look into are still being made. */
  isPreparing: boolean
}

const NOTHING: Offer = { look: null, isPreparing: false }
const FACES = 6

/** Tell what is offered for an asset that is shown `shown_px` device pixels wide. */
export function offerLook(asset: Asset | undefined, shown_px: number): Offer {
  if (!asset) return NOTHING
  const isReady = asset.state === 'ready'
  const offer = (look: Look, isMade: boolean): Offer => ({ look: isReady && isMade ? look : null, isPreparing: !(isReady && isMade) })
  switch (asset.kind) {
    case 'film': return offer('film', (asset.film?.forms.length ?? 0) > 0)
    case 'sound': return offer('sound', (asset.sound?.forms.length ?? 0) > 0)
    case 'document': return offer('book', Boolean(asset.book?.file))
    case 'panorama': return { ...offer('panorama', asset.panorama?.faces.length === FACES), isPreparing: false }
    case 'photograph': return isReady && asset.zoom && isWorthZoom(asset.zoom.width, shown_px) ? { look: 'zoom', isPreparing: false } : NOTHING
    default: return NOTHING
  }
}

/** List the addresses of a film, the one for this panel first; the smaller ones after it, since they may be kept. */
export function listFilmSources(film: Film, glass?: Glass): string[] {
  const best = chooseFilm(film, glass)
  const rest = film.forms.filter((form) => form !== best).sort((a, b) => a.width - b.width)
  return [best, ...rest].flatMap((form) => (form ? mediaAddress(form) : []))
}

// What a display shows, as a picture: nothing is drawn that the catalogue does not hold.
import type { Asset, Catalogue, DisplayState, LocalText, PublishedExhibit, Report } from '../../contract/types'

const ENOUGH_PX = 320

/** The file of an asset that is large enough for a tile, as an address; empty when it is not ready. */
export function tilePicture(asset: Asset | undefined, width = ENOUGH_PX): string {
  if (asset === undefined || asset.state !== 'ready') return ''
  const fitting = asset.renditions.find((rendition) => rendition.width >= width) ?? asset.renditions.at(-1)
  return `/media/${(fitting ?? asset.original).name}`
}

export function findAsset(catalogue: Catalogue | null, id: string | null | undefined): Asset | undefined {
  return id ? catalogue?.assets.find((asset) => asset.id === id) : undefined
}

export function findExhibit(catalogue: Catalogue | null, id: string | null): PublishedExhibit | undefined {
  return id === null ? undefined : catalogue?.exhibits.find((exhibit) => exhibit.id === id)
}

/** The picture on an exhibit's card: its drawing, or else its first photograph. */
export function coverOf(catalogue: Catalogue | null, exhibit: PublishedExhibit | undefined): string {
  return exhibit === undefined ? '' : tilePicture(findAsset(catalogue, coverId(exhibit)))
}

/** Whether the card's picture may be cut to fill it. */
export function coverIsPhotograph(catalogue: Catalogue | null, exhibit: PublishedExhibit): boolean {
  return findAsset(catalogue, coverId(exhibit))?.kind === 'photograph'
}

/** The picture of what a display last said it shows. */
export function pictureOf(catalogue: Catalogue | null, state: DisplayState): string {
  return tilePicture(assetOf(catalogue, state))
}

/** Whether that picture fills the glass; a drawing stands whole on paper. */
export function showsPhotograph(catalogue: Catalogue | null, state: DisplayState): boolean {
  return state.report?.view === 'attract' || assetOf(catalogue, state)?.kind === 'photograph'
}

function assetOf(catalogue: Catalogue | null, { report, display }: DisplayState): Asset | undefined {
  if (report === null || catalogue === null || report.blank) return undefined
  const upright = display.profile.width_px < display.profile.height_px
  const exhibit = findExhibit(catalogue, report.exhibit_id)
  return findAsset(catalogue, exhibit ? coverId(exhibit) : drawingOf(catalogue, report, upright))
}

function coverId(exhibit: PublishedExhibit): string | undefined {
  return exhibit.placement.drawing ?? exhibit.content.pictures[0]?.asset_id
}

function drawingOf(catalogue: Catalogue, report: Report, upright: boolean): string | null | undefined {
  const slide = catalogue.venue.slides[0]
  if (report.view === 'attract') return upright ? slide?.portrait : slide?.landscape
  if (report.view === 'boards' || report.view === 'board') return catalogue.venue.platform_drawing
  return catalogue.zones.find((zone) => zone.id === report.zone_id)?.drawing
}

/** The title of the exhibit that is open, or of the zone; null when the view has no name of its own. */
export function titleOf(catalogue: Catalogue | null, report: Report): LocalText | null {
  const exhibit = findExhibit(catalogue, report.exhibit_id)
  if (report.view === 'exhibit' && exhibit) return exhibit.content.title
  const zone = catalogue?.zones.find((one) => one.id === report.zone_id)
  return report.view === 'zone' && zone ? zone.name : null
}

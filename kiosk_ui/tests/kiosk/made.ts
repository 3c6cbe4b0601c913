/** Values for the tests: a hall with two zones and three exhibits. */
import type { Asset, Catalogue, Display, Interaction, LocalText, PublishedExhibit } from '../../contract/types'

export const text = (zh: string, en = ''): LocalText => ({ zh, en })

export function makeAsset(id: string, widths = [480, 1080, 2160]): Asset {
  const renditions = widths.map((width) => ({ name: `${id}-${String(width)}.webp`, mime: 'image/webp', width, height: width, bytes: width }))
  const original = { name: `${id}.jpg`, mime: 'image/jpeg', width: 4000, height: 4000, bytes: 9_000 }
  const words = { alt: text(''), caption: text(''), credit: '', licence: '', album: '', problem: { zh: '', en: '' } }
  const nothing = { focus: null, zoom: null, film: null, sound: null, book: null, panorama: null, taken_at: null, expires_at: null }
  return {
    id, name: `${id}.jpg`, kind: 'photograph', state: 'ready', progress: 1, todo: [], original, renditions, placeholder: '', crops: [],
    fingerprint: '', similar_to: null, notices: [], created_at: 1, created_by: 'c', deleted_at: null, purge_at: null, ...words, ...nothing,
  }
}

export function makeExhibit(id: string, zone_id: string, words = '园区', pictures = ['river', 'park']): PublishedExhibit {
  return {
    id,
    live_revision: 1,
    placement: { zone_id, order: 1, board: null, must_see: false, sample: false, drawing: null },
    content: {
      kind: 'gallery', title: text(id), key: text(''), source: text(''), body: text(words),
      pictures: pictures.map((asset_id) => ({ asset_id, alt: text('图'), caption: text('') })),
    },
  }
}

export function makeCatalogue(revision = 1, exhibits = [makeExhibit('a', 'z1'), makeExhibit('b', 'z1'), makeExhibit('c', 'z2')]): Catalogue {
  const zone = (id: string, number: number) => ({ id, number, hall_id: 'h', name: text(id), lead: text(''), drawing: null })
  return {
    revision,
    venue: { id: 'venue', name: text('展厅'), platform: text(''), theme: [], idea: text(''), platform_drawing: null, slides: [], landscape: null, portrait: null, live_revision: 0 },
    halls: [{ id: 'h', number: 1, name: text('馆') }],
    zones: [zone('z1', 1), zone('z2', 2)],
    boards: [{ id: 'b1', number: 1, name: text('党建概况'), drawing: null }],
    exhibits,
    assets: [makeAsset('river'), makeAsset('park')],
  }
}

export function makeDisplay(): Display {
  const profile = { width_px: 1080, height_px: 1920, width_mm: 535, height_mm: 952, lower_edge_mm: 700, distance_mm: 1500 }
  return { id: 'd1', zone_id: 'z1', number: 1, name: text('屏一'), profile, volume: 40, blank: false, created_at: 1 }
}

export function makeInteraction(id: string): Interaction {
  return {
    id, visit_id: 'v', at: 1, kind: 'action', view: 'plan', exhibit_id: null, zone_id: null, language: 'zh',
    source: 'visitor', app_version: 'x', detail: {},
  }
}

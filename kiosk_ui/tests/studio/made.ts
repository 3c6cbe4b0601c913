/** Small working things for the studio's tests. */
import type { Asset, Content, DisplayState, Exhibit, LocalText, Placement, Presence, Problem, StateWord, Upload } from '../../contract/types'
import { ApiProblem } from '../../shared/problem'
import type { Offer } from '../../shared/transfer'
import type { Store } from '../../studio/logic/keep'

export const text = (zh: string, en = ''): LocalText => ({ zh, en })

export const placement = (over: Partial<Placement> = {}): Placement => ({
  zone_id: 'zone-1', order: 10, board: null, must_see: false, sample: false, drawing: null, ...over,
})

export const article = (over: Partial<Extract<Content, { kind: 'article' }>> = {}): Content => ({
  kind: 'article', title: text('园区历程', 'The zone'), key: text('要点', 'Key'), body: text('正文', 'Text'), source: text('出处', 'Source'),
  pictures: [], rows: [], ...over,
})

export const exhibit = (over: Partial<Exhibit> = {}): Exhibit => ({
  id: 'exhibit-1', revision: 1, status: 'draft', placement: placement(), draft: article(), published: null, published_placement: null,
  live_revision: 0, updated_at: 1_000, updated_by: 'wang', ...over,
})

export const asset = (over: Partial<Asset> = {}): Asset => ({
  id: 'asset-1', name: '江边.jpg', kind: 'photograph', state: 'ready', progress: 1, todo: [],
  original: { name: `${'a'.repeat(64)}.jpg`, mime: 'image/jpeg', width: 1600, height: 900, bytes: 1000 },
  renditions: [], placeholder: '', focus: null, crops: [], zoom: null, film: null, sound: null, book: null, panorama: null,
  alt: text(''), caption: text(''), credit: '', licence: '', album: '', taken_at: null, expires_at: null, fingerprint: '', similar_to: null,
  notices: [], problem: text(''), created_at: 1, created_by: 'wang', deleted_at: null, purge_at: null, ...over,
})

export const upload = (over: Partial<Upload> = {}): Upload => ({
  id: 'upload-1', name: '江边.jpg', album: '', metadata: '', length: 10, offset: 10, state: 'done', joining: '', parts: [], link_id: null,
  parent_id: null, members: 0, ended: 0, asset_ids: ['asset-1'], known: false, skipped: [], problem: text(''), code: '', created_by: 'wang',
  created_at: 1, expires_at: 2, ...over,
})

/** A file of ten bytes that somebody gives. */
export const offer = (name: string, album = '', at = 1_000): Offer => ({ file: new File(['1234567890'], name, { lastModified: at }), album })

/** Let everything that waits for an answer go on. */
export const settle = async (): Promise<void> => { for (let turn = 0; turn < 12; turn += 1) await Promise.resolve() }

export const problem = (status: number, code: string, details: Problem['details'] = {}): ApiProblem => new ApiProblem({
  type: 'about:blank', title: code, status, code, detail: code, message: text('不行', 'No'), details,
} satisfies Problem)

const profile = { width_px: 1080, height_px: 1920, width_mm: 536, height_mm: 952, lower_edge_mm: 700, distance_mm: 1500 }

/** A display of zone 2 that says that it holds a revision of the catalogue. */
export function display(number: number, state: StateWord, revision: number, exhibitId: string | null = null): DisplayState {
  return {
    display: { id: `display-${String(number)}`, zone_id: 'zone-2', number, name: text('屏'), profile, volume: 40, blank: false, created_at: 1 },
    state, since_at: 1, reported_at: 1,
    report: {
      view: exhibitId === null ? 'attract' : 'exhibit', exhibit_id: exhibitId, zone_id: null, language: 'zh', volume: 40, blank: false, in_use: false,
      catalogue_revision: revision, frame_age_ms: 0, waiting: 0, secure: true, app_version: '1', fault: '',
    },
  }
}

export const presence = (...displays: DisplayState[]): Presence => ({ at: 1, catalogue_revision: 9, displays, limits: { stale_after_ms: 5000, offline_after_ms: 15_000, command_ttl_ms: 5000 } })

/** A browser's storage that can be full. */
export class Memory implements Store {
  readonly kept = new Map<string, string>()
  full = false
  getItem(key: string): string | null { return this.kept.get(key) ?? null }
  setItem(key: string, value: string): void {
    if (this.full) throw new DOMException('full', 'QuotaExceededError')
    this.kept.set(key, value)
  }
  removeItem(key: string): void { this.kept.delete(key) }
}

import { describe, expect, it } from 'vitest'
import type { Asset, Catalogue, Profile } from '../../contract/types'
import { exists, indexCatalogue, neighboursOf, soundsIn } from '../../kiosk/find'
import { nearest } from '../../kiosk/keys'
import { layOut } from '../../kiosk/layout'
import { bySense, carve, cropOf, titleScale, windowOf } from '../../kiosk/titles'
import { countdownWords, planWords } from '../../kiosk/words'

describe('titles', () => {
  it('stay large while they fit, and take smaller steps as they grow', () => {
    expect(titleScale('一座中心，南北两带', 9.6)).toBe(1)
    expect(titleScale('6+X 组织生活', 5.4)).toBeLessThan(1)
    expect(titleScale('Four levels, from the working committee to the workshop', 9.6)).toBeLessThan(0.75)
  })

  it('break after a comma, not inside a word', () => {
    expect(bySense('三分钟，看懂这座园区', 7)).toEqual(['三分钟，', '看懂这座园区'])
    expect(bySense('红马甲', 7)).toEqual(['红马甲'])
  })

  it('carve a zone number into its seal', () => {
    expect([4, 10, 12, 25].map(carve)).toEqual(['四', '十', '十二', '二十五'])
  })
})

describe('pictures', () => {
  it('show a window of thumbnails around the one that is open, also at both ends', () => {
    expect(windowOf(7, 0, 4)).toEqual([0, 1, 2, 3])
    expect(windowOf(7, 6, 4)).toEqual([3, 4, 5, 6])
    expect(windowOf(2, 1, 4)).toEqual([0, 1])
  })

  it('say how much is lost when one is cut to its field', () => {
    expect(cropOf(2, 1)).toBe(0.5)
    expect(cropOf(1.2, 1.2)).toBe(0)
  })
})

describe('a panel', () => {
  const profile: Profile = { width_px: 1080, height_px: 1920, width_mm: 535, height_mm: 952, lower_edge_mm: 700, distance_mm: 1500 }
  const modes = { elder: false, low: false, still: false }

  it('takes millimetres from the glass as it is, not from the pixels it was told (T-01)', () => {
    expect(layOut(profile, 2160, 3840, modes).mm).toBeCloseTo(4.04, 2)
  })

  it('keeps the upper 45 % of an upright panel for looking, and all above 1220 mm in low mode (A-15)', () => {
    expect(layOut(profile, 1080, 1920, modes).look).toBe(0.45)
    const high = layOut({ ...profile, lower_edge_mm: 800 }, 1080, 1920, { ...modes, low: true })
    expect((1 - high.look) * 952 + 800).toBeLessThanOrEqual(1220.5)
  })
})

describe('six keys', () => {
  it('walk to what lies straight ahead rather than to what is near but aside (A-11)', () => {
    const spots = [{ x: 0, y: 100 }, { x: 90, y: 40 }, { x: 0, y: -50 }]
    expect(nearest({ x: 0, y: 0 }, spots, { x: 0, y: 1 })).toBe(0)
    expect(nearest({ x: 0, y: 0 }, spots, { x: -1, y: 0 })).toBe(-1)
  })
})

describe('the way through the hall', () => {
  const text = { zh: '', en: '' }
  const exhibit = (id: string, zone_id: string, order: number) => ({ id, live_revision: 1, placement: { zone_id, order, board: null, must_see: false, sample: false, drawing: null }, content: { kind: 'gallery' as const, title: text, key: text, source: text, pictures: [], body: text } })
  const zone = (id: string, number: number) => ({ id, number, hall_id: 'h', name: text, lead: text, drawing: null })
  const catalogue: Catalogue = {
    revision: 1, halls: [], boards: [], assets: [], zones: [zone('late', 2), zone('first', 1)],
    exhibits: [exhibit('c', 'late', 0), exhibit('b', 'first', 2), exhibit('a', 'first', 1)],
    venue: { id: 'venue', name: text, platform: text, theme: [], idea: text, platform_drawing: null, slides: [], landscape: null, portrait: null, live_revision: 0 },
  }
  const found = indexCatalogue(catalogue)

  it('follows the zones by number, and comes round again after the last exhibit (V-18)', () => {
    expect(found.exhibits.map((one) => one.id)).toEqual(['a', 'b', 'c'])
    expect(neighboursOf('c', found.exhibits)?.after.id).toBe('a')
    expect(neighboursOf('a', found.exhibits)?.before.id).toBe('c')
  })

  it('knows a place that is gone', () => {
    expect(exists({ view: 'zone', zoneId: 'first' }, found)).toBe(true)
    expect(exists({ view: 'exhibit', exhibitId: 'withdrawn', picture: 0 }, found)).toBe(false)
    expect(exists({ view: 'board', board: 3 }, found)).toBe(false)
  })
})

describe('what can be heard of an exhibit', () => {
  const text = { zh: '', en: '' }
  const content = (...ids: string[]) => ({ kind: 'gallery' as const, title: text, key: text, source: text, body: text, pictures: ids.map((id) => ({ asset_id: id, alt: text, caption: text })) })
  const assets = new Map((['photograph', 'film', 'sound'] as const).map((kind) => [kind, { id: kind, kind } as Asset]))

  it('is a film or a sound among its pictures, and nothing else', () => {
    expect(soundsIn(content('photograph', 'gone'), assets)).toBe(false)
    expect(soundsIn(content('photograph', 'film'), assets)).toBe(true)
    expect(soundsIn(content('sound'), assets)).toBe(true)
  })
})

describe('words', () => {
  it('count in both languages', () => {
    expect(countdownWords(1).en).toBe('Back to the start in 1 second')
    expect(planWords(2, 8)).toEqual({ zh: '两个展厅，八个展区', en: 'Two halls, eight zones' })
  })
})

/** C-06, C-25: what is on the wall, what it lacks, how it is laid out, how several are chosen and changed. */
import { describe, expect, it } from 'vitest'
import type { Asset } from '../../contract/types'
import { binAssets, carryOut, planAlt, planChange } from '../../studio/logic/bulk'
import { countShows, countUses, isShown, listAlbums, listDescribed, listPlaceAssets, listUses, sortAssets, type Search, type Shelf } from '../../studio/logic/library'
import { markOf, percentOf } from '../../studio/logic/marks'
import { Selection } from '../../studio/logic/selection'
import { findSight, layRows, scrollTo } from '../../studio/logic/wall'
import { article, asset, exhibit, placement, problem, text } from './made'

const DAY = 24 * 3_600_000
const picture = (id: string, alt: string): { asset_id: string; alt: ReturnType<typeof text>; caption: ReturnType<typeof text> } => ({ asset_id: id, alt: text(alt), caption: text('') })
const used = exhibit({ draft: article({ pictures: [picture('asset-1', ''), picture('asset-4', '码头')] }) })
const shelf: Shelf = { uses: countUses([used]), described: listDescribed([used]), place: listPlaceAssets([{ drawing: 'asset-3' }], null) }
const look = (over: Partial<Search> = {}): Search => ({ show: 'all', words: '', album: null, order: 'newest', ...over })
const shows = (one: Asset, over: Partial<Search>): boolean => isShown(one, look(over), shelf, 0)

describe('the library', () => {
  it('knows where a picture is used: in a draft, on the displays, on a card', () => {
    const live = exhibit({ id: 'live', published: used.draft })
    const card = exhibit({ id: 'card', placement: placement({ drawing: 'asset-1' }) })
    expect(listUses('asset-1', [used, live, card, exhibit({ id: 'none' })]).map((one) => one.id)).toEqual(['exhibit-1', 'live', 'card'])
  })

  it('finds by every word, wherever it stands', () => {
    const one = asset({ name: 'DSC1.jpg', alt: text('党群服务中心', 'Service centre'), credit: '王编辑', album: '现场会' })
    for (const words of ['dsc', '服务 王', 'CENTRE 现场']) expect(shows(one, { words })).toBe(true)
    expect(shows(one, { words: '服务 李' })).toBe(false)
  })

  it('sieves by sort, by album and by what is to be seen to', () => {
    const film = asset({ id: 'film', kind: 'film', original: { ...asset().original, bytes: 2e9 }, album: '影片' })
    expect([shows(film, { show: 'film' }), shows(film, { show: 'photograph' }), shows(film, { album: '影片' }), shows(film, { album: '别的' })]).toEqual([true, false, true, false])
    expect([shows(film, { show: 'large' }), shows(film, { show: 'unused' }), shows(asset(), { show: 'unused' }), shows(asset({ id: 'asset-3' }), { show: 'unused' })]).toEqual([true, true, false, false])
    expect([shows(asset({ expires_at: 29 * DAY }), { show: 'expiring' }), shows(asset({ expires_at: 31 * DAY }), { show: 'expiring' })]).toEqual([true, false])
  })

  it('misses a description only where nobody has written one: not in the exhibits, not for the hall’s own drawings', () => {
    expect(['asset-1', 'asset-4', 'asset-3', 'new'].map((id) => shows(asset({ id }), { show: 'no_alt' }))).toEqual([true, false, false, true])
    expect([shows(asset({ id: 'new', alt: text('有') }), { show: 'no_alt' }), shows(asset({ id: 'new', kind: 'sound' }), { show: 'no_alt' })]).toEqual([false, false])
  })

})

describe('the library at a glance', () => {
  it('sorts, counts and lists albums as people read them', () => {
    const all = [asset({ id: 'a', name: '图 10.jpg', created_at: 1, album: '乙' }), asset({ id: 'b', name: '图 9.jpg', created_at: 2, album: '甲' }), asset({ id: 'c', name: '丙', kind: 'sound', created_at: 3, album: '甲' })]
    expect(sortAssets(all, 'newest').map((one) => one.id)).toEqual(['c', 'b', 'a'])
    expect(sortAssets(all, 'name').map((one) => one.id)).toEqual(['c', 'b', 'a'])
    expect(listAlbums(all)).toEqual([{ name: '甲', count: 2 }, { name: '乙', count: 1 }])
    expect(countShows(all, shelf, 0)).toMatchObject({ all: 3, photograph: 2, sound: 1, film: 0, unused: 3, no_alt: 2 })
  })

  it('says one thing of a tile: the worst', () => {
    const say = (one: Asset): string | undefined => markOf(one, shelf, 10)?.word
    expect(say(asset({ state: 'failed', expires_at: 1 }))).toBe('broken')
    expect(say(asset({ state: 'processing' }))).toBe('working')
    expect(say(asset({ expires_at: 5 }))).toBe('over')
    expect([asset({ progress: 0.6, todo: ['tiles'] }), asset({ progress: 1, todo: ['forms'] }), asset()].map(percentOf)).toEqual([60, 0, 100])
    expect(say(asset({ id: 'asset-4' }))).toBe('usedIn')
    expect(say(asset({ id: 'asset-1' }))).toBe('lacksAlt')
    expect(say(asset({ id: 'asset-3' }))).toBe('inPlace')
    expect(say(asset({ id: 'new', alt: text('有') }))).toBeUndefined()
  })
})

describe('the wall', () => {
  it('fills rows without squeezing a picture, and loses none', () => {
    const rows = layRows([1.5, 1.5, 1.5, 0.7, 2.4], 600, 190)
    expect(rows).toEqual([[0, 1], [2, 3], [4]])
    expect(layRows([], 600, 190)).toEqual([])
    expect(layRows([2.4, 2.4], 100, 190)).toEqual([[0], [1]])
  })

  it('draws only the rows in sight, a few beyond the edge, and keeps the place of the others', () => {
    const { first, end, above_px: above, below_px: below } = findSight(500, 190, 50 * 198, 800)
    expect([first, end]).toEqual([47, 58])
    expect(above + below + (end - first) * 198).toBe(500 * 198)
    expect(findSight(2, 190, 0, 800)).toMatchObject({ first: 0, end: 2, below_px: 0 })
  })

  it('scrolls to a row only when it is out of sight', () => {
    expect(scrollTo(2, 190, 300, 700)).toBeNull()
    expect(scrollTo(9, 190, 0, 700)).toBe(9 * 198 - 255)
    expect(scrollTo(0, 190, 500, 700)).toBe(0)
  })

  it('lays two thousand out in a blink', () => {
    const shapes = Array.from({ length: 2_000 }, (_, at) => 0.6 + (at % 19) / 10)
    const began = performance.now()
    expect(layRows(shapes, 900, 190).flat()).toHaveLength(2_000)
    expect(performance.now() - began).toBeLessThan(100)
  })
})

describe('several at once', () => {
  const none = { shiftKey: false, ctrlKey: false, metaKey: false }
  const shown = ['a', 'b', 'c', 'd', 'e']

  it('opens one on a plain press, chooses with Ctrl, reaches with Shift', () => {
    const selection = new Selection()
    expect(selection.press('b', none, shown)).toBe(false)
    expect(selection.press('d', { ...none, shiftKey: true }, shown)).toBe(true)
    expect([...selection.chosen]).toEqual(['b', 'c', 'd'])
    selection.press('c', none, shown)
    expect([...selection.chosen]).toEqual(['b', 'd'])
    selection.clear()
    expect(selection.press('e', { ...none, ctrlKey: true }, shown)).toBe(true)
    selection.keepOnly(new Set(['a']))
    expect(selection.chosen.size).toBe(0)
  })

  it('writes descriptions by a pattern, and leaves a language alone that has none', () => {
    const all = [asset({ id: 'a', alt: text('旧', 'old') }), asset({ id: 'b' }), asset({ id: 'c' })]
    expect(planAlt(all, text('红马甲 {n}')).map(({ ids, change }) => [ids, change.alt])).toEqual([[['a'], text('红马甲 1', 'old')], [['b'], text('红马甲 2')], [['c'], text('红马甲 3')]])
    expect(planAlt(all, text('', 'Vests')).map(({ ids }) => ids)).toEqual([['a'], ['b', 'c']])
  })

})

describe('several at once, in the hall', () => {
  it('asks the hall for as many as it takes at once, and says how far it is', async () => {
    const all = Array.from({ length: 450 }, (_, at) => asset({ id: `a${String(at)}` }))
    const far: number[] = []
    await carryOut({ changeAssets: (ids) => Promise.resolve(all.slice(0, ids.length)) }, planChange(all, { album: '甲' }), (_, count) => { far.push(count) })
    expect(far).toEqual([200, 400, 450])
  })

  it('puts into the bin what is not in use, and counts what is', async () => {
    const used_ = new Set(['b', 'c'])
    const bin = (ids: string[]): Promise<Asset[]> => {
      const stuck = ids.find((id) => used_.has(id))
      return stuck === undefined ? Promise.resolve(ids.map((id) => asset({ id }))) : Promise.reject(problem(409, 'asset_used', { asset_id: stuck }))
    }
    const done = await binAssets({ bin }, ['a', 'b', 'c', 'd'])
    expect([done.binned.map((one) => one.id), done.used, done.reason]).toEqual([['a', 'd'], 2, null])
    expect((await binAssets({ bin: () => Promise.reject(problem(403, 'forbidden')) }, ['a'])).reason).toEqual(text('不行', 'No'))
  })
})

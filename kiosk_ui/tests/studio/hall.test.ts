/** Reach, displays, the hall's page, the library, the addresses. */
import { describe, expect, it } from 'vitest'
import { layOut, countShows, isWanted } from '../../studio/logic/cards'
import { writeBytes, writeMoment, writeTime } from '../../studio/logic/clock'
import { describeGlass, listGlasses, nameDisplay } from '../../studio/logic/displays'
import { sealOf } from '../../shared/seal'
import { fitGlass, linesOver, readPreview } from '../../studio/logic/preview'
import { listShowing, measureReach } from '../../studio/logic/reach'
import { readRoute, writeRoute } from '../../studio/logic/route'
import { article, display, exhibit, placement, presence, text } from './made'

const zones = [
  { id: 'zone-2', number: 2, hall_id: 'hall-1', name: text('组织体系', 'Organisation'), lead: text(''), drawing: null },
  { id: 'zone-1', number: 1, hall_id: 'hall-1', name: text('序厅', 'Entrance'), lead: text(''), drawing: null },
]
const halls = [{ id: 'hall-1', number: 1, name: text('党群服务中心') }]
const all = { show: 'all', missingEnglish: false, words: '' } as const

describe('on how many displays it is (C-15)', () => {
  it('counts a display once its catalogue is as new as the exhibit’s last change', () => {
    const reach = measureReach(7, presence(display(1, 'standby', 7), display(2, 'in_use', 8), display(3, 'updating', 6)))
    expect([reach.there, reach.total]).toEqual([2, 3])
    expect(reach.lagging.map((one) => [one.state.display.number, one.reason])).toEqual([[3, 'updating']])
  })

  it('does not count a display that is offline, whatever it last said', () => {
    expect(measureReach(7, presence(display(1, 'offline', 9))).lagging[0]?.reason).toBe('offline')
  })

  it('counts nothing before the first news', () => { expect(measureReach(7, null)).toEqual({ total: 0, there: 0, lagging: [] }) })

  it('names the displays that show it now, for the question before it is withdrawn', () => {
    const now = presence(display(1, 'in_use', 9, 'exhibit-1'), display(2, 'in_use', 9, 'other'), display(3, 'offline', 9, 'exhibit-1'))
    expect(listShowing(exhibit(), now).map((state) => state.display.number)).toEqual([1])
  })
})

describe('displays by name', () => {
  it('are called as people call them', () => {
    const one = display(1, 'standby', 1).display
    expect(nameDisplay(one, zones, 'zh')).toBe('二区 1 号屏')
    expect(nameDisplay(one, zones, 'en')).toBe('Zone 2, display 1')
    expect(describeGlass(one.profile, 'zh')).toBe('43 寸竖屏')
    expect([1, 8, 10, 11, 20, 23].map(sealOf)).toEqual(['一', '八', '十', '十一', '二十', '二十三'])
  })

  it('are the hall’s own in the preview, the exhibit’s zone first', () => {
    const far = display(5, 'standby', 1)
    far.display.zone_id = 'zone-9'
    expect(listGlasses(presence(far, display(1, 'offline', 1)), 'zone-2').map((glass) => glass.id)).toEqual(['display-1', 'display-5'])
  })

  it('are a 43-inch in both directions when none is put up', () => {
    expect(listGlasses(null, 'zone-2').map((glass) => describeGlass(glass.profile, 'zh'))).toEqual(['43 寸横屏', '43 寸竖屏'])
  })
})

describe('the preview', () => {
  const profile = display(1, 'standby', 1).display.profile

  it('is drawn at true proportions within the room', () => {
    const fit = fitGlass(profile, 604)
    expect(fit.height).toBe(470)
    expect(fit.width / fit.height).toBeCloseTo(1080 / 1920, 2)
    expect(fitGlass({ ...profile, width_px: 1920, height_px: 1080 }, 604).width).toBe(604)
  })

  it('says an overflow in lines', () => {
    expect(linesOver(0, profile)).toBe(0)
    expect(linesOver(1, profile)).toBe(1)
    expect(linesOver(122, profile)).toBe(3)
  })

  it('is heard from our own page only', () => {
    const news = { type: 'preview-fit', overflow_px: 12 }
    expect(readPreview({ origin: 'http://hall', data: news }, 'http://hall')).toEqual(news)
    expect(readPreview({ origin: 'http://evil', data: news }, 'http://hall')).toBeNull()
    expect(readPreview({ origin: 'http://hall', data: { type: 'preview-fit', overflow_px: 'x' } }, 'http://hall')).toBeNull()
  })
})

describe('the hall on one page', () => {
  const exhibits = [
    exhibit({ id: 'b', placement: placement({ order: 20 }), status: 'published' }),
    exhibit({ id: 'a', placement: placement({ order: 10 }), draft: article({ title: text('先锋') }) }),
    exhibit({ id: 'c', placement: placement({ zone_id: 'zone-2' }), status: 'withdrawn' }),
  ]

  it('stands in the hall’s order', () => {
    const [hall] = layOut(halls, zones, exhibits, all)
    expect(hall?.zones.map((group) => [group.zone.number, group.exhibits.map((one) => one.id)])).toEqual([[1, ['a', 'b']], [2, ['c']]])
    expect(hall?.count).toBe(3)
  })

  it('is sieved by word, by missing English and by what is looked for', () => {
    const ids = (sieve: Parameters<typeof isWanted>[1]): string[] => exhibits.filter((one) => isWanted(one, sieve)).map((one) => one.id)
    expect(ids({ ...all, show: 'withdrawn' })).toEqual(['c'])
    expect(ids({ ...all, missingEnglish: true })).toEqual(['a'])
    expect(ids({ ...all, words: ' THE zone' })).toEqual(['b', 'c'])
    expect(countShows(exhibits)).toEqual({ all: 3, draft: 1, published: 1, withdrawn: 1, missing: 1 })
  })
})

describe('addresses and times', () => {
  it('lead to a page and back', () => {
    for (const path of ['/studio', '/studio/exhibits/exhibit-1', '/studio/library', '/studio/library/asset-1', '/studio/bin', '/studio/people']) expect(writeRoute(readRoute(path))).toBe(path)
    expect(readRoute('/studio/nowhere')).toEqual({ page: 'exhibits' })
    expect(readRoute('/studio/exhibits')).toEqual({ page: 'exhibits' })
  })

  it('are written as people read them', () => {
    const at = new Date(2018, 11, 13, 14, 32, 5).getTime()
    expect(writeTime(at)).toBe('14:32:05')
    expect(writeMoment(at, at, 'zh')).toBe('14:32')
    expect(writeMoment(at, at + 86_400_000, 'zh')).toBe('12 月 13 日 14:32')
    expect([writeBytes(999), writeBytes(18_000_000), writeBytes(6_240_000), writeBytes(1_900_000_000)]).toEqual(['999 B', '18 MB', '6.2 MB', '1.9 GB'])
  })
})

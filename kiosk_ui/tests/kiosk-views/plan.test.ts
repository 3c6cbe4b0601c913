import { describe, expect, it } from 'vitest'
import type { Room, Sheet } from '../../contract/types'
import { boundsOf, drawPlan, groundsOf, roundedPath, wallsOf, widen } from '../../kiosk/plan'

const room = (zone_id: string, x: number, y: number, width: number, height: number, doors: Room['doors'] = []): Room => ({ zone_id, x, y, width, height, doors })
const sheet = (halls: Room[], rooms: Room[], entrance: [number, number] = [100, 100]): Sheet => ({ width: 2000, height: 1000, halls, rooms, route: [], entrance })

describe('the plan', () => {
  it('is measured by what stands in it, the entrance too, not by the sheet', () => {
    expect(boundsOf(sheet([room('h', 50, 40, 400, 300)], [], [250, 380]))).toEqual({ x: 50, y: 40, width: 400, height: 340 })
  })

  it('draws a wall that two rooms share once', () => {
    const walls = wallsOf(sheet([], [room('a', 0, 0, 100, 100), room('b', 100, 0, 100, 100)]), 4)
    expect(walls.filter((wall) => !wall.level).map((wall) => wall.at)).toEqual([0, 100, 200])
  })

  it('lays rooms that stand a little inside a hall against its walls, and one wall midway between two of them', () => {
    const walls = wallsOf(sheet([room('h', 0, 0, 416, 200)], [room('a', 8, 8, 192, 184), room('b', 216, 8, 192, 184)]), 14)
    expect(walls.filter((wall) => !wall.level).map((wall) => wall.at)).toEqual([0, 208, 416])
    expect(walls.filter((wall) => wall.level).map((wall) => wall.at)).toEqual([0, 200])
  })

  it('colours each room out to its walls, so that neither a strip nor a door stays bare', () => {
    // The walls of 5 | 6 and 8 | 7 lie a little apart, are drawn as one, and the floors follow it.
    const rooms = [room('a', 8, 8, 192, 84), room('b', 216, 8, 192, 84), room('c', 8, 108, 178, 84), room('d', 202, 108, 206, 84)]
    const plan = sheet([room('h', 0, 0, 416, 200)], rooms)
    const wall = wallsOf(plan, 14).find((one) => !one.level && one.at > 0 && one.at < 416)?.at
    const [a, b, c, d] = groundsOf(plan, 14)
    expect([a?.x, (a?.x ?? 0) + (a?.width ?? 0), b?.x, (b?.x ?? 0) + (b?.width ?? 0)]).toEqual([0, wall, wall, 416])
    expect([(c?.x ?? 0) + (c?.width ?? 0), d?.x]).toEqual([wall, wall])
    expect([a?.y, (a?.y ?? 0) + (a?.height ?? 0), c?.y, (c?.y ?? 0) + (c?.height ?? 0)]).toEqual([0, 100, 100, 200])
  })

  it('leaves a door open wherever it was named, at the hall or at a room', () => {
    const walls = wallsOf(sheet([room('h', 0, 0, 200, 100)], [room('a', 0, 0, 100, 100, [[100, 30, 100, 60]])]), 4)
    expect(walls.filter((wall) => !wall.level && wall.at === 100).map((wall) => [wall.from, wall.to])).toEqual([[0, 30], [60, 100]])
  })

})

describe('the way and the size of the plan', () => {
  it('rounds the corners of the way, but never more than half of a short stretch', () => {
    expect(roundedPath([[0, 0], [100, 0], [100, 100]], 10)).toBe('M0 0L90 0Q100 0 100 10L100 100')
    expect(roundedPath([[0, 0], [8, 0], [8, 100]], 10)).toBe('M0 0L4 0Q8 0 8 10L8 100')
  })

  it('keeps walls of different halls apart, however near their heights are', () => {
    const walls = wallsOf(sheet([], [room('a', 0, 0, 100, 100), room('b', 300, 10, 100, 100)]), 14)
    expect(walls.filter((wall) => wall.level).map((wall) => wall.at)).toEqual([0, 10, 100, 110])
  })

  it('widens a slim plan with everything in it, and leaves a wide one alone', () => {
    const slim = sheet([room('h', 0, 0, 100, 100)], [room('a', 50, 0, 50, 100, [[50, 10, 50, 30]])], [100, 100])
    const wide = widen(slim, 1.2)
    expect(boundsOf(wide)).toEqual({ x: 0, y: 0, width: 120, height: 100 })
    expect(wide.rooms[0]?.doors).toEqual([[60, 10, 60, 30]])
    expect(widen(wide, 1)).toEqual(wide)
  })

  it('gives a wall its thickness by the size of the plan', () => {
    const small = drawPlan(sheet([room('h', 0, 0, 200, 100)], []))
    const large = drawPlan(sheet([room('h', 0, 0, 2000, 1000)], []))
    expect(large.thick / small.thick).toBeCloseTo(10)
  })
})

// Putting up and correcting displays: sizes in millimetres (T-01), free numbers, and what is still missing.
import { describe, expect, it } from 'vitest'
import { displayFrom, flawsOf, isCode, measured, newPlacing, placingOf, readDigits, sized, turned } from '../../desk/logic/placing'
import { SIZES, inchesOf } from '../../desk/logic/sizes'
import { commonVolume, stepped } from '../../desk/logic/volume'
import { makeDisplay, makeState } from './made'

describe('a display that is put up', () => {
  it('gets the first free number of its zone', () => {
    const hung = [1, 3].map((number) => makeState(`d${number}`, { display: makeDisplay(`d${number}`, { number }) }))
    expect(newPlacing(hung, 'one').number).toBe(2)
    expect(newPlacing(hung, 'two').number).toBe(1)
  })

  it('has the glass of the size and direction that were chosen', () => {
    const upright = sized(turned(newPlacing([], 'one'), 'portrait'), 55)
    expect(displayFrom(upright).profile).toMatchObject({ width_mm: 680, height_mm: 1210, width_px: 1080, height_px: 1920 })
    expect(SIZES.map(({ inches }) => inchesOf(sized(upright, inches)))).toEqual([43, 55, 65, 75, 86])
  })

  it('needs a name and a number that nobody has', () => {
    expect(flawsOf({ ...newPlacing([], 'one'), zh: ' ' }, [1])).toEqual(['name', 'taken'])
  })

  it('has the measures that were taken with a ruler, and the height at which it hangs (A-15)', () => {
    const typed: [Parameters<typeof measured>[1], string][] = [['width_mm', '535.4'], ['height_mm', '９５２'], ['lower_edge_mm', '820']]
    const own = typed.reduce((placing, [measure, value]) => measured(placing, measure, value), sized(newPlacing([], 'one'), null))
    expect(displayFrom(own).profile).toMatchObject({ width_mm: 535, height_mm: 952, lower_edge_mm: 820, width_px: 1080, height_px: 1920 })
  })

  it('takes no measure that no hall can have', () => {
    const own = newPlacing([], 'one')
    expect(measured(own, 'width_mm', '7').width_mm).toBe(50)
    expect(measured(own, 'lower_edge_mm', '99999').lower_edge_mm).toBe(5_000)
    expect(measured(own, 'width_mm', '').width_mm).toBe(own.width_mm)
  })

  it('needs six digits, from a Chinese keyboard too', () => {
    expect(readDigits('１２3 45６7')).toBe('123456')
    expect(['123456', '12345', '12345a', '1234567'].map(isCode)).toEqual([true, false, false, false])
  })
})

describe('a display that is corrected', () => {
  it('keeps the pixels and the measured glass when only its name changes', () => {
    const display = makeDisplay('d1')
    const change = displayFrom({ ...placingOf(display), zh: '新名' }, display.profile)
    expect(change).toMatchObject({ name: { zh: '新名' }, profile: display.profile })
  })

  it('keeps its own measures, which no size of the list has', () => {
    const profile = { ...makeDisplay('d1').profile, width_mm: 952, height_mm: 535, lower_edge_mm: 640 }
    const placing = placingOf(makeDisplay('d1', { profile }))
    expect(placing.inches).toBeNull()
    expect(displayFrom(placing, profile).profile).toEqual(profile)
  })

  it('turns its pixels with its direction', () => {
    const display = makeDisplay('d1')
    const change = displayFrom(turned(placingOf(display), 'portrait'), display.profile)
    expect(change.profile).toMatchObject({ width_px: 1080, height_px: 1920, width_mm: 529 })
  })
})

describe('volume', () => {
  it('is an absolute value on the grid of tens, between 0 and 100', () => {
    expect([stepped(40, 1), stepped(45, 1), stepped(45, -1), stepped(0, -1), stepped(100, 1)]).toEqual([50, 50, 40, 0, 100])
  })

  it('is one value only when all displays share it', () => {
    const loud = makeState('d2', { display: makeDisplay('d2', { volume: 70 }) })
    expect(commonVolume([makeState('d1'), makeState('d3')])).toBe(40)
    expect(commonVolume([makeState('d1'), loud])).toBeNull()
  })
})

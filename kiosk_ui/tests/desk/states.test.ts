// O-02: a display's state and its age, counted on by the desk itself.
import { describe, expect, it } from 'vitest'
import { ServerClock } from '../../desk/logic/clock'
import { faults, limitsOf, see } from '../../desk/logic/states'
import { LIMITS, T0, makeState } from './made'

describe('a display on the wall', () => {
  it('is what the server says while its report is fresh', () => {
    expect(see(makeState('d1', { state: 'in_use' }), T0 + 4_999, LIMITS)).toMatchObject({ word: 'in_use', ageMs: 4_999, stale: false })
  })

  it('is grey and unknown from five seconds on, whatever was last said of it', () => {
    expect(see(makeState('d1', { state: 'in_use' }), T0 + 5_000, LIMITS)).toMatchObject({ word: 'unknown', stale: true })
  })

  it('is offline from fifteen seconds on, even when the server itself is gone', () => {
    expect(see(makeState('d1', { state: 'in_use' }), T0 + 15_000, LIMITS)).toMatchObject({ word: 'offline', stale: true, sinceAt: T0 })
  })

  it('is judged by the limits that the hall itself has set', () => {
    const presence = { at: T0, catalogue_revision: 1, limits: { ...LIMITS, stale_after_ms: 20_000, offline_after_ms: 60_000 }, displays: [] }
    expect(see(makeState('d1', { state: 'in_use' }), T0 + 19_000, limitsOf(presence)).word).toBe('in_use')
    expect(see(makeState('d1', { state: 'in_use' }), T0 + 59_000, limitsOf(presence)).word).toBe('unknown')
    expect(limitsOf(null)).toEqual(LIMITS)
  })

  it('is offline at once when the server knows it', () => {
    expect(see(makeState('d1', { state: 'offline' }), T0 + 1_000, LIMITS).word).toBe('offline')
  })

  it('is offline without an age when it never spoke', () => {
    expect(see(makeState('d1', { reported_at: null, report: null, state: 'offline' }), T0, LIMITS)).toMatchObject({ word: 'offline', ageMs: null })
  })

  it('never has a negative age, though the clocks differ', () => {
    expect(see(makeState('d1'), T0 - 3_000, LIMITS).ageMs).toBe(0)
  })
})

describe('the faults', () => {
  it('come first, the frozen picture before the offline before the unknown, and nothing else', () => {
    const displays = [
      makeState('silent', { reported_at: T0 - 6_000 }),
      makeState('fine'),
      makeState('gone', { state: 'offline' }),
      makeState('frozen', { state: 'fault' }),
      makeState('dark', { state: 'asleep' }),
    ]
    expect(faults(displays, T0, LIMITS).map(({ state }) => state.display.id)).toEqual(['frozen', 'gone', 'silent'])
  })
})

describe('the clock of the hall', () => {
  it('is taken from the quickest answer, because that one was delayed least', () => {
    const clock = new ServerClock()
    clock.answered(1_000, 1_800, 61_700)
    clock.answered(2_000, 2_020, 62_010)
    clock.answered(3_000, 3_600, 63_590)
    expect(clock.now(10_000)).toBe(70_000)
  })

  it('is the time in the news until the first answer', () => {
    const clock = new ServerClock()
    clock.told(1_000, 51_000)
    expect(clock.now(2_000)).toBe(52_000)
  })
})

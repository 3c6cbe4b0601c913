import { expect, test } from 'vitest'
import { repairHistory, repairPlace } from '../../kiosk/logic/places'
import type { Place } from '../../kiosk/logic/state'
import { makeCatalogue, makeExhibit } from './made'
import { openHall, turnClock } from './stage'

turnClock()

const exhibit = (exhibitId: string, picture = 0): Place => ({ view: 'exhibit', exhibitId, picture })
const zone = (zoneId: string): Place => ({ view: 'zone', zoneId })
const without = (id: string) => {
  const catalogue = makeCatalogue(2)
  return { ...catalogue, exhibits: catalogue.exhibits.filter((one) => one.id !== id) }
}

test('an exhibit that was withdrawn gives way to its zone', () => {
  expect(repairPlace(exhibit('a'), without('a'), makeCatalogue())).toEqual(zone('z1'))
})

test('what nobody knows gives way to the plan (V-18)', () => {
  expect(repairPlace(exhibit('nothing'), makeCatalogue())).toEqual({ view: 'plan' })
  expect(repairPlace(zone('nowhere'), makeCatalogue())).toEqual({ view: 'plan' })
  expect(repairPlace({ view: 'board', board: 9 }, makeCatalogue())).toEqual({ view: 'boards' })
})

test('a picture that is no longer there gives way to the last one', () => {
  const shorter = makeCatalogue(2, [makeExhibit('a', 'z1', '园区', ['river'])])
  expect(repairPlace(exhibit('a', 1), shorter)).toEqual(exhibit('a', 0))
})

test('the way back leads past what is gone', () => {
  expect(repairHistory([{ view: 'plan' }, zone('z1'), exhibit('a'), zone('z1')], without('a'))).toEqual([{ view: 'plan' }, zone('z1')])
})

test('back goes the way that one came, and ends on the plan', async () => {
  const { kiosk } = await openHall()
  kiosk.begin()
  kiosk.go(zone('z1'))
  kiosk.go(exhibit('a'))
  kiosk.go(exhibit('a', 1))
  kiosk.back()
  expect(kiosk.state.place).toEqual(zone('z1'))
  kiosk.back()
  kiosk.back()
  kiosk.back()
  expect(kiosk.state.place).toEqual({ view: 'plan' })
})

test('from everywhere home is one touch, and forgets the way', async () => {
  const { kiosk } = await openHall()
  kiosk.begin()
  kiosk.go(exhibit('a'))
  kiosk.home()
  expect(kiosk.state).toMatchObject({ place: { view: 'plan' }, history: [] })
})

test('the language changes in place (V-26)', async () => {
  const { kiosk } = await openHall()
  kiosk.begin()
  kiosk.go(exhibit('a', 1))
  kiosk.setLanguage('en')
  expect(kiosk.state).toMatchObject({ place: exhibit('a', 1), language: 'en' })
})

test('the state is replaced, never changed', async () => {
  const { kiosk } = await openHall()
  const before = kiosk.state
  kiosk.begin()
  expect(before.place.view).toBe('attract')
  expect(kiosk.state).not.toBe(before)
  expect(Object.isFrozen(kiosk.state)).toBe(true)
})

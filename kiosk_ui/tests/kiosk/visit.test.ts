import { expect, test } from 'vitest'
import { findQuietMs } from '../../kiosk/logic/reading'
import { makeCatalogue, makeExhibit } from './made'
import { openHall, pass, turnClock } from './stage'

turnClock()

const QUIET = 60_000

test('after the quiet time a card counts twenty seconds, then nothing of the visit is left (V-06, V-08)', async () => {
  const { kiosk, hall } = await openHall()
  kiosk.begin()
  kiosk.setLanguage('en')
  kiosk.go({ view: 'exhibit', exhibitId: 'a', picture: 1 })
  await pass(QUIET - 500)
  expect(kiosk.state.countdown).toBeNull()
  await pass(750)
  expect(kiosk.state.countdown).toBe(20)
  await pass(10_000)
  expect(kiosk.state.countdown).toBe(10)
  await pass(10_500)
  expect(kiosk.state).toMatchObject({ place: { view: 'attract' }, history: [], language: 'zh', visitId: null, countdown: null })
  expect([...hall.record.values()].at(-1)).toMatchObject({ kind: 'session_end', detail: { reason: 'idle' }, language: 'en' })
})

test('any touch continues', async () => {
  const { kiosk } = await openHall()
  kiosk.begin()
  await pass(QUIET + 15_000)
  expect(kiosk.state.countdown).toBe(5)
  kiosk.touch()
  expect(kiosk.state.countdown).toBeNull()
  await pass(QUIET - 1_000)
  expect(kiosk.state.place.view).toBe('plan')
})

test('the attract screen never asks', async () => {
  const { kiosk } = await openHall()
  kiosk.touch()
  await pass(300_000)
  expect(kiosk.state).toMatchObject({ countdown: null, visitId: null })
})

test('the quiet time is one and a half reading times, between one and three minutes (V-07)', () => {
  const withText = (characters: number) => makeCatalogue(1, [makeExhibit('a', 'z1', '字'.repeat(characters), [])])
  const quiet = (characters: number) => findQuietMs({ view: 'exhibit', exhibitId: 'a', picture: 0 }, withText(characters), 'zh')
  expect(quiet(10)).toBe(60_000)
  // The title, `a`, is one character more.
  expect(quiet(199)).toBe(90_000)
  expect(quiet(2_000)).toBe(180_000)
})

test('a visit has an id of its own, made at the first touch and thrown away at the reset', async () => {
  const { kiosk, hall } = await openHall()
  for (let n = 0; n < 2; n += 1) {
    kiosk.begin()
    kiosk.end()
  }
  await pass(1_000)
  expect(hall.happened()).toEqual(['session_start', 'view', 'session_end', 'session_start', 'view', 'session_end'])
  const visits = [...hall.record.values()].map((one) => one.visit_id)
  expect(new Set(visits).size).toBe(2)
  expect(visits[0]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
})

test('every view, action and language is written down, in the server’s time', async () => {
  const { kiosk, hall } = await openHall()
  hall.clockAhead_ms = 7_200_000
  await pass(2_500)
  kiosk.begin()
  kiosk.go({ view: 'exhibit', exhibitId: 'a', picture: 0 })
  kiosk.go({ view: 'exhibit', exhibitId: 'a', picture: 1 })
  kiosk.setLanguage('en')
  kiosk.act({ name: 'enlarge' })
  await pass(1_000)
  const all = [...hall.record.values()]
  expect(all.map((one) => one.kind)).toEqual(['session_start', 'view', 'view', 'action', 'lang', 'action'])
  expect(all[2]).toMatchObject({ view: 'exhibit', exhibit_id: 'a', source: 'visitor', app_version: 'test' })
  expect(all[3]?.detail).toEqual({ name: 'picture', picture: 1 })
  expect(all[5]?.detail).toEqual({ name: 'enlarge' })
  expect(Math.abs((all[2]?.at ?? 0) - Date.now() - 7_200_000)).toBeLessThan(2_000)
})

test('a guide’s command begins a visit of the guide’s, and ends a visitor’s', async () => {
  const { kiosk, hall } = await openHall()
  kiosk.begin()
  hall.command('c1', { type: 'open', exhibit_id: 'a' })
  await pass(1_000)
  const all = [...hall.record.values()].map((one) => [one.kind, one.source])
  expect(all).toEqual([
    ['session_start', 'visitor'], ['view', 'visitor'], ['session_end', 'visitor'], ['session_start', 'guide'], ['view', 'guide'],
  ])
  await pass(90_000)
  expect(kiosk.state.place.view).toBe('attract')
})

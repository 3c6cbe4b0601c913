import { expect, test } from 'vitest'
import { makeCatalogue, makeExhibit } from './made'
import { openHall, pass, switchOn, turnClock } from './stage'

turnClock()

test('a command is received, then done when it can be seen (O-03)', async () => {
  const { kiosk, hall } = await openHall()
  hall.command('c1', { type: 'open', exhibit_id: 'b' })
  await pass(500)
  expect(hall.said).toEqual([
    { command_id: 'c1', state: 'received', reason: '' },
    { command_id: 'c1', state: 'done', reason: '' },
  ])
  expect(kiosk.state.place).toEqual({ view: 'exhibit', exhibitId: 'b', picture: 0 })
})

test('volume and darkness are absolute, and stay when the visit ends (O-04)', async () => {
  const { kiosk, hall } = await openHall()
  hall.display = { ...hall.display, volume: 70, blank: true }
  hall.command('c1', { type: 'volume', volume: 70 })
  hall.command('c2', { type: 'blank', on: true })
  hall.command('c3', { type: 'language', language: 'en' })
  await pass(3_000)
  expect(kiosk.state).toMatchObject({ volume: 70, blank: true, language: 'en' })
  kiosk.begin()
  kiosk.end()
  expect(kiosk.state).toMatchObject({ volume: 70, blank: true, language: 'zh' })
})

test('what the display should be is learnt from the answer to its report, too', async () => {
  const { kiosk, hall } = await openHall()
  hall.display = { ...hall.display, volume: 15, blank: true }
  await pass(2_500)
  expect(kiosk.state).toMatchObject({ volume: 15, blank: true })
})

test('a display shows its number for eight seconds', async () => {
  const { kiosk, hall } = await openHall()
  hall.command('c1', { type: 'identify' })
  await pass(7_500)
  expect(kiosk.state.identify).toBe(true)
  await pass(1_000)
  expect(kiosk.state.identify).toBe(false)
})

test('the same command twice runs once, and its end is told again', async () => {
  const { kiosk, hall } = await openHall()
  hall.command('c1', { type: 'home' })
  await pass(500)
  kiosk.end()
  hall.command('c1', { type: 'home' })
  await pass(500)
  expect(kiosk.state.place.view).toBe('attract')
  expect(hall.said.filter((report) => report.state === 'done')).toHaveLength(2)
})

test('it is not run again after a reload either', async () => {
  const { hall } = await openHall()
  hall.command('c1', { type: 'home' })
  await pass(500)
  const { kiosk } = await switchOn(hall)
  await pass(3_000)
  hall.command('c1', { type: 'home' })
  await pass(500)
  expect(kiosk.state.place.view).toBe('attract')
  expect(hall.outcome('c1')).toBe('done')
})

test('a command whose time is over is not carried out', async () => {
  const { kiosk, hall } = await openHall()
  hall.command('c1', { type: 'open', exhibit_id: 'a' }, 0)
  await pass(500)
  expect(kiosk.state.place.view).toBe('attract')
  expect(hall.outcome('c1')).toBe('failed too_late')
})

test('an exhibit that was published a moment ago is fetched first', async () => {
  const { kiosk, hall } = await openHall()
  hall.catalogue = makeCatalogue(2, [makeExhibit('new', 'z2')])
  hall.command('c1', { type: 'open', exhibit_id: 'new' })
  await pass(1_000)
  expect(kiosk.state.place).toMatchObject({ exhibitId: 'new' })
  expect(hall.outcome('c1')).toBe('done')
})

test('an exhibit that nobody knows is told as unknown', async () => {
  const { hall } = await openHall()
  hall.command('c1', { type: 'open', exhibit_id: 'nothing' })
  await pass(1_000)
  expect(hall.outcome('c1')).toBe('failed unknown_exhibit')
})

test('a reload is done when the page has come back', async () => {
  const { hall, page } = await openHall()
  hall.command('c1', { type: 'reload' })
  await pass(500)
  expect(page.reloads).toBe(1)
  expect(hall.outcome('c1')).toBe('received')
  await switchOn(hall)
  await pass(3_000)
  expect(hall.outcome('c1')).toBe('done')
})

test('the page is never reloaded while the server is away', async () => {
  const { hall, page } = await openHall()
  hall.away = true
  hall.command('c1', { type: 'reload' })
  await pass(6_000)
  hall.comeBack()
  await pass(3_000)
  expect(page.reloads).toBe(0)
  expect(hall.outcome('c1')).toBe('failed too_late')
})

test('an outcome that could not be told is kept until it was heard, over a reload', async () => {
  const { hall } = await openHall()
  hall.command('c1', { type: 'home' })
  hall.leave()
  await pass(2_000)
  expect(hall.said).toEqual([])
  await switchOn(hall)
  hall.comeBack()
  await pass(8_000)
  expect(hall.outcome('c1')).toBe('done')
})

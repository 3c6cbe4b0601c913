import { expect, test } from 'vitest'
import { openHall, pass, switchOn, turnClock } from './stage'

turnClock()

test('a kiosk reports every two seconds what it shows and how it is', async () => {
  const { kiosk, hall } = await openHall()
  kiosk.begin()
  kiosk.go({ view: 'zone', zoneId: 'z2' })
  await pass(1_000)
  const before = hall.reports.length
  await pass(10_000)
  expect(hall.reports.length - before).toBe(5)
  expect(hall.reports.at(-1)).toMatchObject({
    view: 'zone', zone_id: 'z2', exhibit_id: null, language: 'zh', volume: 40, blank: false, in_use: true,
    catalogue_revision: 1, waiting: 0, secure: true, app_version: 'test', fault: '',
  })
})

test('a change is reported at once', async () => {
  const { kiosk, hall } = await openHall()
  const before = hall.reports.length
  kiosk.begin()
  await pass(250)
  expect(hall.reports.slice(before).at(-1)).toMatchObject({ view: 'plan', in_use: true })
})

test('a picture that no longer moves shows in the report', async () => {
  const { hall, page } = await openHall()
  expect(hall.reports.at(-1)?.frame_age_ms).toBeLessThan(1_000)
  page.draws = false
  await pass(12_000)
  expect(hall.reports.at(-1)?.frame_age_ms).toBeGreaterThan(10_000)
})

test('a failure that nobody caught is written down, but not a thousand times', async () => {
  const { hall, page } = await openHall()
  for (let n = 0; n < 30; n += 1) page.events.dispatchEvent(new ErrorEvent('error', { error: new Error('lost') }))
  await pass(1_000)
  const errors = [...hall.record.values()].filter((one) => one.kind === 'error')
  expect(errors).toHaveLength(10)
  expect(errors[0]).toMatchObject({ detail: { code: 'script', message: 'Error: lost' }, source: 'test' })
})

test('a kiosk that starts again and again stays usable, says so, and does not reload itself', async () => {
  const { hall } = await openHall()
  await switchOn(hall)
  await switchOn(hall)
  const { kiosk, page } = await switchOn(hall)
  await pass(3_000)
  expect(kiosk.state.phase).toBe('ready')
  expect(hall.reports.at(-1)?.fault).toBe('restarts_often')
  page.bringNewVersion()
  await pass(3_000)
  expect(page.reloads).toBe(0)
})

test('reloads that the desk asked for are no sign of trouble', async () => {
  let { hall, page } = await openHall()
  for (const id of ['c1', 'c2', 'c3', 'c4']) {
    hall.command(id, { type: 'reload' })
    await pass(500)
    expect(page.reloads).toBe(1)
    ;({ hall, page } = await switchOn(hall))
    await pass(3_000)
  }
  expect(hall.reports.at(-1)?.fault).toBe('')
})

test('a newer version of the page is taken when nobody is here', async () => {
  const { kiosk, page } = await openHall()
  kiosk.begin()
  page.bringNewVersion()
  await pass(1_000)
  expect(page.reloads).toBe(0)
  kiosk.end()
  await pass(1_000)
  expect(page.reloads).toBe(1)
})

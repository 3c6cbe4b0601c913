import { expect, test } from 'vitest'
import { wait } from '../../kiosk/logic/again'
import { makeAsset, makeCatalogue, makeExhibit } from './made'
import { openHall, pass, switchOn, turnClock } from './stage'

turnClock()

test('what is published is shown within a second, in place', async () => {
  const { kiosk, hall } = await openHall()
  kiosk.begin()
  kiosk.setLanguage('en')
  kiosk.go({ view: 'exhibit', exhibitId: 'a', picture: 1 })
  hall.publish(makeCatalogue(2, [makeExhibit('a', 'z1', '新的说明')]))
  await pass(900)
  expect(kiosk.state.catalogue?.revision).toBe(2)
  expect(kiosk.state).toMatchObject({ place: { view: 'exhibit', exhibitId: 'a', picture: 1 }, language: 'en' })
})

test('an exhibit that is withdrawn while it is shown gives way to its zone', async () => {
  const { kiosk, hall } = await openHall()
  kiosk.begin()
  kiosk.go({ view: 'exhibit', exhibitId: 'c', picture: 0 })
  hall.publish(makeCatalogue(2, [makeExhibit('a', 'z1')]))
  await pass(900)
  expect(kiosk.state.place).toEqual({ view: 'zone', zoneId: 'z2' })
})

test('a nudge that was lost is made up for by the next report', async () => {
  const { kiosk, hall } = await openHall()
  hall.catalogue = makeCatalogue(2)
  await pass(3_000)
  expect(kiosk.state.catalogue?.revision).toBe(2)
})

test('the forms that this display shows are loaded, before the revision is reported', async () => {
  const { hall, page } = await openHall()
  await pass(2_500)
  // A card is half the width, 540 px, which the form of 480 px would have to be enlarged for: so 1080 serves both.
  expect(page.loaded.sort()).toEqual(['/media/park-1080.webp', '/media/river-1080.webp'])
  expect(hall.reports.at(-1)?.catalogue_revision).toBe(1)
})

test('a picture that is slow does not hold up the words, and the revision is not claimed before it is here', async () => {
  const { hall, page, kiosk } = await openHall()
  const load = page.loadPicture.bind(page)
  page.loadPicture = (address) => wait(5_000).then(() => load(address))
  hall.publish({ ...makeCatalogue(2), assets: [makeAsset('river'), makeAsset('bridge')] })
  await pass(900)
  expect(kiosk.state.catalogue?.revision).toBe(2)
  expect(hall.reports.at(-1)?.catalogue_revision).toBe(1)
  await pass(5_000)
  expect(hall.reports.at(-1)?.catalogue_revision).toBe(2)
})

test('a picture that could not be loaded is tried again', async () => {
  const { hall, page } = await openHall()
  const load = page.loadPicture.bind(page)
  let cut = true
  page.loadPicture = (address) => (cut ? Promise.reject(new Error('cut')) : load(address))
  hall.publish({ ...makeCatalogue(2), assets: [makeAsset('bridge')] })
  await pass(3_000)
  expect(hall.reports.at(-1)?.catalogue_revision).toBe(1)
  cut = false
  await pass(8_000)
  expect(hall.reports.at(-1)?.catalogue_revision).toBe(2)
})

test('a picture that the server does not have is told, and holds up nothing (V-39)', async () => {
  const { hall, page } = await openHall()
  page.absent.add('/media/bridge-1080.webp')
  hall.publish({ ...makeCatalogue(2), assets: [makeAsset('bridge')] })
  await pass(3_000)
  expect(hall.reports.at(-1)?.catalogue_revision).toBe(2)
  expect([...hall.record.values()].at(-1)).toMatchObject({ kind: 'error', detail: { code: 'picture_missing' } })
})

test('the pictures of the programme are kept ahead of time', async () => {
  const { page } = await openHall()
  expect(page.kept).toContain('/media/river-1080.webp')
})

test('while the server is away the last content stays, also over a reload', async () => {
  const { hall } = await openHall()
  hall.leave()
  const { kiosk } = await switchOn(hall)
  kiosk.begin()
  kiosk.go({ view: 'exhibit', exhibitId: 'a', picture: 0 })
  expect(kiosk.state).toMatchObject({ online: false, place: { exhibitId: 'a' } })
})

import { expect, test } from 'vitest'
import { openHall, pass, switchOn, turnClock } from './stage'

turnClock()

test('an unpaired kiosk shows a code, and becomes a display when it was claimed', async () => {
  const { kiosk, hall } = await switchOn()
  await pass(100)
  expect(kiosk.state).toMatchObject({ phase: 'unpaired', pairingCode: '100001' })
  hall.claim()
  await pass(2_500)
  expect(kiosk.state).toMatchObject({ phase: 'ready', online: true, pairingCode: '' })
  expect(kiosk.state.display?.id).toBe('d1')
  expect(kiosk.state.catalogue?.revision).toBe(1)
})

test('its token is 32 random bytes, and the same after a reload', async () => {
  const { hall } = await switchOn()
  await switchOn(hall)
  expect(hall.asked[0]).toMatch(/^[0-9a-f]{64}$/)
  expect(new Set(hall.asked).size).toBe(1)
})

test('a code that has expired is renewed', async () => {
  const { kiosk, hall } = await switchOn()
  await pass(605_000)
  expect(kiosk.state.pairingCode).toBe('100002')
  expect(hall.asked).toHaveLength(2)
})

test('a kiosk whose clock is wrong does not ask for codes all the time', async () => {
  const { hall } = await switchOn()
  hall.codeLife_ms = -86_400_000
  await pass(630_000)
  expect(hall.asked.length).toBeLessThan(12)
})

test('a kiosk that is taken down says nothing of the hall any more, and asks with a new key', async () => {
  const { kiosk, hall } = await openHall()
  kiosk.begin()
  const old = hall.key
  hall.takeDown()
  await pass(3_000)
  expect(kiosk.state).toMatchObject({ phase: 'unpaired', display: null, visitId: null, place: { view: 'attract' } })
  expect(hall.asked.at(-1)).not.toBe(old)
})

test('a kiosk that is switched on while the server is away is at once the display that it was', async () => {
  const { hall } = await openHall()
  hall.leave()
  const { kiosk } = await switchOn(hall)
  expect(kiosk.state).toMatchObject({ phase: 'ready', online: false })
  expect(kiosk.state.catalogue?.revision).toBe(1)
  hall.comeBack()
  await pass(6_000)
  expect(kiosk.state.online).toBe(true)
})

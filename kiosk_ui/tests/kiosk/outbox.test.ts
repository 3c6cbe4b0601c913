import { expect, test, vi } from 'vitest'
import type { Interaction, Receipt } from '../../contract/types'
import { createKept, type Kept } from '../../kiosk/logic/kept'
import { Outbox } from '../../kiosk/logic/outbox'
import { NetworkFailure } from '../../shared/problem'
import { problem } from './hall'
import { makeInteraction } from './made'
import { openHall, pass, settle, switchOn, turnClock } from './stage'

turnClock()

const broken: Kept = {
  addInteraction: () => Promise.reject(new Error('disk')),
  removeInteractions: () => Promise.reject(new Error('disk')),
  listInteractions: () => Promise.reject(new Error('disk')),
  read: () => Promise.reject(new Error('disk')),
  write: () => Promise.reject(new Error('disk')),
  erase: () => Promise.reject(new Error('disk')),
}

/** A server that takes what it can, and an outbox before it. */
function setUp(options: { kept?: Kept; limit?: number; dropAtOnce?: number; take?: (sent: Interaction[]) => Receipt } = {}) {
  const batches: string[][] = []
  const seen = { waiting: 0, dropped: 0, online: true }
  const accept = (sent: Interaction[]): Receipt => ({ accepted: sent.map((one) => one.id), refused: [] })
  const send = (sent: Interaction[]): Promise<Receipt> => Promise.resolve().then(() => {
    batches.push(sent.map((one) => one.id))
    return (options.take ?? accept)(sent)
  })
  const outbox = new Outbox({
    kept: options.kept ?? createKept(), send, sendLast: send, isOnline: () => seen.online,
    onWaiting: (count) => { seen.waiting = count }, onDropped: (count) => { seen.dropped += count },
    limit: options.limit, dropAtOnce: options.dropAtOnce,
  })
  const add = (from: number, to: number): void => {
    for (let n = from; n < to; n += 1) outbox.add(makeInteraction(String(n).padStart(4, '0')))
  }
  return { outbox, batches, seen, add }
}

test('what happened is sent in one array within half a second', async () => {
  const { batches, add, seen } = setUp()
  add(0, 3)
  await settle()
  expect(batches).toEqual([])
  await pass(500)
  expect(batches).toEqual([['0000', '0001', '0002']])
  expect(seen.waiting).toBe(0)
})

test('ten are sent at once', async () => {
  const { batches, add } = setUp()
  add(0, 10)
  await settle()
  expect(batches.flat()).toHaveLength(10)
})

test('what was not acknowledged is kept over a reload, and sent in the order in which it happened', async () => {
  const first = setUp()
  first.seen.online = false
  first.add(0, 700)
  await pass(1_000)
  vi.clearAllTimers()
  const second = setUp()
  await second.outbox.start()
  expect(second.seen.waiting).toBe(700)
  await pass(2_000)
  expect(second.batches.map((batch) => batch.length)).toEqual([500, 200])
  expect(second.batches.flat()).toEqual([...second.batches.flat()].sort())
  expect(await createKept().listInteractions()).toEqual([])
})

test('an acknowledgement that was lost costs nothing: the same ids are sent again', async () => {
  let lost = true
  const { batches, add, seen } = setUp({ take: (sent) => {
    if (lost) throw new NetworkFailure()
    return { accepted: sent.map((one) => one.id), refused: [] }
  } })
  add(0, 2)
  await pass(600)
  expect(seen.waiting).toBe(2)
  lost = false
  await pass(3_000)
  expect(batches.at(-1)).toEqual(batches[0])
  expect(seen.waiting).toBe(0)
})

test('what the server refuses is forgotten', async () => {
  const { add, seen } = setUp({ take: (sent) => ({ accepted: [], refused: sent.map((one) => ({ id: one.id, reason: 'no' })) }) })
  add(0, 1)
  await pass(600)
  expect(seen.waiting).toBe(0)
  expect(await createKept().listInteractions()).toEqual([])
})

test('one that the server cannot read holds up nothing', async () => {
  const arrived: string[] = []
  const { add, seen } = setUp({ take: (sent) => {
    if (sent.some((one) => one.id === '0005')) throw problem(422, 'body_invalid')
    arrived.push(...sent.map((one) => one.id))
    return { accepted: sent.map((one) => one.id), refused: [] }
  } })
  add(0, 9)
  await pass(10_000)
  expect(seen.waiting).toBe(0)
  expect(arrived.sort()).toEqual(['0000', '0001', '0002', '0003', '0004', '0006', '0007', '0008'])
})

test('when too many wait the oldest go, and it is told', async () => {
  const { outbox, add, seen, batches } = setUp({ limit: 20, dropAtOnce: 5 })
  seen.online = false
  add(0, 21)
  expect(seen).toMatchObject({ waiting: 15, dropped: 6 })
  seen.online = true
  await outbox.flush()
  expect(batches[0]?.[0]).toBe('0006')
})

test('it works when IndexedDB does not, and says so', async () => {
  const { outbox, batches, add } = setUp({ kept: broken })
  await outbox.start()
  add(0, 2)
  await pass(600)
  expect(batches).toEqual([['0000', '0001']])
  expect(outbox.isForgetful).toBe(true)
})

test('a kiosk that lost the server counts what waits, and everything arrives once', async () => {
  const { kiosk, hall } = await openHall()
  hall.losesAnswers = true
  kiosk.begin()
  await pass(1_000)
  hall.leave()
  kiosk.go({ view: 'zone', zoneId: 'z1' })
  await pass(1_000)
  expect(kiosk.state.waiting).toBe(3)
  const again = await switchOn(hall)
  hall.losesAnswers = false
  hall.comeBack()
  await pass(8_000)
  expect(again.kiosk.state.waiting).toBe(0)
  expect(hall.happened()).toEqual(['session_start', 'view', 'view'])
})

test('a page that goes away leaves its last words with the browser', async () => {
  const { kiosk, hall, page } = await openHall()
  kiosk.begin()
  page.events.dispatchEvent(new Event('pagehide'))
  await settle()
  expect(hall.happened()).toEqual(['session_start', 'view'])
})

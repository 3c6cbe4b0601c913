/** Sets a kiosk up in a small hall, with a clock that the test turns. */
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, vi } from 'vitest'
import { createKept } from '../../kiosk/logic/kept'
import { createKiosk, type Kiosk } from '../../kiosk/logic/kiosk'
import { SmallHall, SmallPage } from './hall'

/** A kiosk that is being tested, with what is around it. */
export interface Stage {
  hall: SmallHall
  page: SmallPage
  kiosk: Kiosk
}

/** Turn the clock in each test of a file; IndexedDB goes on by itself, as in a browser, and begins empty. */
export function turnClock(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] })
    globalThis.indexedDB = new IDBFactory()
    localStorage.clear()
  })
  afterEach(() => { vi.useRealTimers() })
}

/** Let IndexedDB and everything that hangs on it come to rest. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) {
    await new Promise((resolve) => { setImmediate(resolve) })
    await vi.advanceTimersByTimeAsync(0)
  }
}

/** Let time pass. */
export async function pass(ms: number): Promise<void> {
  await settle()
  for (let left = ms; left > 0; left -= 250) {
    await vi.advanceTimersByTimeAsync(Math.min(250, left))
    if (left === ms || left % 5_000 === 0) await settle()
  }
  await settle()
}

/** Switch a kiosk on; what an earlier one kept in this browser is there. */
export async function switchOn(hall = new SmallHall()): Promise<Stage> {
  vi.clearAllTimers()
  const page = new SmallPage(hall)
  const kiosk = createKiosk({
    createApi: (headers) => hall.api(headers),
    connect: (auth) => hall.connect(auth),
    storage: localStorage,
    kept: createKept(),
    page,
  })
  await startAndSettle(kiosk)
  return { hall, page, kiosk }
}

async function startAndSettle(kiosk: Kiosk): Promise<void> {
  const started = kiosk.start()
  await settle()
  await started
  await settle()
}

/** Switch a kiosk on and pair it. */
export async function openHall(): Promise<Stage> {
  const stage = await switchOn()
  await pass(100)
  stage.hall.claim()
  await pass(3_000)
  return stage
}

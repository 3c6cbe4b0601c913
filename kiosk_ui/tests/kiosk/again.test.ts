import { expect, test } from 'vitest'
import { oneAtATime } from '../../kiosk/logic/again'

/** Asks once more `turns` turns after the work has ended, and tells how often the work ran. */
async function askAfter(turns: number): Promise<number> {
  let runs = 0
  const ask = oneAtATime(async () => {
    runs += 1
    await Promise.resolve()
  })
  void ask()
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
  await ask()
  return runs
}

test('no request is lost, however close to the end of the work it comes', async () => {
  for (let turns = 0; turns < 8; turns += 1) expect(await askAfter(turns), `${String(turns)} turns`).toBe(2)
})

test('work that is asked for many times while it runs, runs once more only', async () => {
  let runs = 0
  const ask = oneAtATime(async () => { runs += 1; await Promise.resolve() })
  await Promise.all([ask(), ask(), ask()])
  expect(runs).toBe(2)
})

test('work that failed can be asked for again', async () => {
  let fails = true
  const ask = oneAtATime(() => (fails ? Promise.reject(new Error('no')) : Promise.resolve()))
  await expect(ask()).rejects.toThrow('no')
  fails = false
  await expect(ask()).resolves.toBeUndefined()
})

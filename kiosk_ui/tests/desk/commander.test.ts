// O-03, O-04, O-07: the life of a command, its resending, its end, and the counts on the button.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CommandState, IssueCommand } from '../../contract/types'
import { Commander } from '../../desk/logic/commander'
import { tally } from '../../desk/logic/life'
import { Refusal, T0, makeCommand, makeProblem, problemOf } from './made'

const EVERYONE = { display_ids: [], zone_id: null, everyone: true }
const KEY = 'hall:identify'
let sent: IssueCommand[] = []
let answer: (command: IssueCommand) => Promise<CommandState>
let commander: Commander
let ttlMs = 5_000

const life = () => commander.snapshot().get(KEY)
const never = (): Promise<CommandState> => new Promise((_, reject) => setTimeout(() => { reject(new Error('no answer')) }, 1_000))
const press = (): boolean => commander.press(KEY, { type: 'identify' }, EVERYONE)
const after = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => {
  vi.useFakeTimers({ now: T0 })
  sent = []
  ttlMs = 5_000
  let made = 0
  answer = (command) => Promise.resolve(makeCommand(command.id, [{}, {}, {}]))
  commander = new Commander({
    send: (command) => { sent.push(command); return answer(command) },
    refusalOf: problemOf,
    newId: () => `id-${made += 1}`,
    ttlMs: () => ttlMs,
    changed: () => undefined,
  })
})
afterEach(() => { vi.useRealTimers() })

describe('a pressed button', () => {
  it('shows 已点 at once, 已收到 when the server has it, 已执行 when all displays did it, and then rests', async () => {
    press()
    expect(life()?.phase).toBe('sent')
    await after(0)
    expect(life()?.phase).toBe('got')
    await after(600)
    commander.hear(makeCommand('id-1', [{ state: 'done' }, { state: 'done' }, { state: 'done' }]))
    expect(life()).toMatchObject({ phase: 'done', settledAt: T0 + 600 })
    await after(3_000)
    expect(life()).toBeUndefined()
  })

  it('counts who has it and who did it', () => {
    const command = makeCommand('x', [{ state: 'done' }, { state: 'received' }, { state: 'sent' }, { state: 'failed', reason: 'refused' }])
    expect(tally(command)).toMatchObject({ total: 4, received: 3, done: 1, settled: false })
  })
})

describe('a button that is pressed again', () => {
  it('names who failed, and tries again only there, with a new id', async () => {
    press()
    await after(1_000)
    commander.hear(makeCommand('id-1', [{ state: 'done' }, { state: 'expired', reason: 'offline' }, { state: 'done' }]))
    expect(life()).toMatchObject({ phase: 'failed', why: 'offline' })
    commander.retry(KEY)
    expect(sent.at(-1)).toMatchObject({ id: 'id-2', target: { display_ids: ['d2'], everyone: false } })
  })

  it('ignores a second press within 800 ms', async () => {
    press()
    await after(799)
    expect(press()).toBe(false)
    await after(1)
    expect(press()).toBe(true)
  })
})

describe('news of a command', () => {
  it('is not set back by news that was overtaken', async () => {
    press()
    await after(0)
    commander.hear(makeCommand('id-1', [{ state: 'done' }, { state: 'done' }, { state: 'received' }]))
    commander.hear(makeCommand('id-1', [{ state: 'received' }, { state: 'sent' }, { state: 'sent' }]))
    expect(tally(life()?.state as CommandState).done).toBe(2)
  })
})

describe('a bad network', () => {
  it('gets the same id again until somebody takes it', async () => {
    answer = never
    press()
    await after(2_100)
    answer = (command) => Promise.resolve(makeCommand(command.id, [{}]))
    await after(1_000)
    expect(sent.length).toBeGreaterThanOrEqual(3)
    expect(new Set(sent.map(({ id }) => id))).toEqual(new Set(['id-1']))
    expect(life()?.phase).toBe('got')
  })

  it('gets nothing any more after five seconds: the command is dropped and the button says so', async () => {
    answer = never
    press()
    await after(5_100)
    expect(life()).toMatchObject({ phase: 'failed', why: 'no_server' })
    const tries = sent.length
    await after(20_000)
    expect(sent.length).toBe(tries)
  })
})

describe('a hall that lets its commands live longer', () => {
  it('gives them as long as its settings say', async () => {
    ttlMs = 20_000
    answer = never
    press()
    await after(19_000)
    expect(life()?.phase).toBe('sent')
    await after(1_100)
    expect(life()).toMatchObject({ phase: 'failed', why: 'no_server' })
  })
})

describe('a server that comes and goes', () => {
  it('leaves no button waiting for ever when the server dies after taking the command', async () => {
    press()
    await after(7_000)
    expect(life()).toMatchObject({ phase: 'failed', why: 'no_answer' })
  })

  it('learns what really came of it when the server is back', async () => {
    press()
    await after(7_000)
    commander.hear(makeCommand('id-1', [{ state: 'done' }, { state: 'done' }, { state: 'done' }]))
    expect(life()?.phase).toBe('done')
  })

  it('does not resend what the server refused, and shows the server’s words', async () => {
    answer = () => Promise.reject(new Refusal(makeProblem(422, 'exhibit_not_published')))
    press()
    await after(6_000)
    expect(sent).toHaveLength(1)
    expect(life()).toMatchObject({ phase: 'failed', message: { zh: '不行' } })
  })
})

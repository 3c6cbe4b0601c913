// O-04: what the desk does when the line comes, goes and comes back.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { HALL } from '../../desk/logic/aim'
import { Desk } from '../../desk/logic/desk'
import { blockOf } from '../../desk/logic/rights'
import { LIMITS, T0, makeCommand, makeLine, makeReport, makeServer, makeState, problemOf } from './made'

const ONE = makeState('d1', { report: makeReport({ view: 'exhibit', exhibit_id: 'meeting', language: 'en' }) })
const TWO = makeState('d2')
let wire: ReturnType<typeof makeLine>
let hall: ReturnType<typeof makeServer>
let desk: Desk
const after = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)
const block = () => blockOf(desk.state, desk.state.presence?.displays ?? [], Date.now(), desk.clock.now())

beforeEach(async () => {
  vi.useFakeTimers({ now: T0 })
  wire = makeLine()
  hall = makeServer({ at: T0, catalogue_revision: 1, limits: LIMITS, displays: [ONE, TWO] })
  let made = 0
  desk = new Desk({ server: hall.server, openLine: () => wire.line, newId: () => `id-${made += 1}`, problemOf })
  await desk.start()
  wire.setOnline(true)
  await after(0)
})
afterEach(() => { vi.useRealTimers() })

describe('the desk', () => {
  it('has its buttons on once it is connected and has fetched everything', () => {
    expect(desk.state.link).toMatchObject({ online: true, ready: true })
    expect(block()).toBeNull()
  })

  it('has them off as soon as the line is lost, and says why', () => {
    wire.setOnline(false)
    expect(block()).toBe('cut')
  })

  it('has them off while it fetches anew after a reconnection', async () => {
    wire.setOnline(false)
    let give: (value: unknown) => void = () => undefined
    hall.get.mockImplementation((path) => (path === '/displays' ? new Promise((resolve) => { give = resolve }) : Promise.resolve(hall.answers[path])))
    wire.setOnline(true)
    await after(100)
    expect(block()).toBe('checking')
    give(hall.answers['/displays'])
    await after(0)
    expect(block()).toBeNull()
  })

  it('greys out after five seconds of silence, though the socket still looks open', async () => {
    vi.mocked(wire.line.ask).mockImplementation(() => new Promise(() => undefined))
    await after(7_100)
    expect(desk.state.link.online).toBe(true)
    expect(block()).toBe('cut')
  })
})

describe('the limits of the hall', () => {
  it('come with each picture of the displays, and decide what the desk shows and how long it tries', async () => {
    hall.answers['/displays'] = { at: T0 + 1, catalogue_revision: 1, limits: { stale_after_ms: 60_000, offline_after_ms: 120_000, command_ttl_ms: 9_000 }, displays: [ONE, TWO] }
    wire.setOnline(false)
    wire.setOnline(true)
    await after(100_000)
    expect(block()).toBeNull()
    wire.answer.mockImplementation(() => new Promise((_, reject) => setTimeout(() => { reject(new Error('no answer')) }, 1_000)))
    desk.press('key', { type: 'identify' }, HALL)
    await after(8_500)
    expect(desk.state.lives.get('key')?.phase).toBe('sent')
    await after(1_000)
    expect(desk.state.lives.get('key')?.phase).toBe('failed')
  })
})

describe('a button', () => {
  it('does not let a curator command', () => {
    const account = { id: 'wang', display_name: '', role: 'curator' as const, disabled: false }
    const curator = { ...desk.state, account }
    expect(blockOf(curator, [TWO], Date.now(), T0)).toBe('no_right')
    expect(blockOf({ ...curator, account: { ...account, role: 'guide' } }, [TWO], Date.now(), T0)).toBeNull()
  })

  it('offers no button for displays that are all offline', () => {
    expect(blockOf(desk.state, [makeState('d3', { state: 'offline' })], Date.now(), T0)).toBe('all_offline')
  })
})

describe('what the desk hears', () => {
  it('asks for the sign-in when the session ended while it was away', async () => {
    wire.setOnline(false)
    hall.answers['/session'] = { account: null, csrf: '', setup_needed: false }
    await after(2_000)
    expect(desk.state.phase).toBe('signed_out')
  })

  it('keeps the newer picture when an older one comes late', () => {
    wire.say('presence', { at: T0 + 2_000, catalogue_revision: 2, displays: [ONE] })
    wire.say('presence', { at: T0 + 1_000, catalogue_revision: 1, displays: [ONE, TWO] })
    expect(desk.state.presence?.catalogue_revision).toBe(2)
  })

  it('writes every command into the log, the newest first, each once', () => {
    wire.say('command_changed', makeCommand('a', [{}], { issued_at: T0 }))
    wire.say('command_changed', makeCommand('b', [{}], { issued_at: T0 + 1 }))
    wire.say('command_changed', makeCommand('a', [{ state: 'done' }], { issued_at: T0 }))
    expect(desk.state.log.map(({ id }) => id)).toEqual(['b', 'a'])
  })
})

describe('the way back (O-06)', () => {
  it('brings each display back to what it showed, and ends after ten seconds', async () => {
    desk.press('hall:open', { type: 'open', exhibit_id: 'theme' }, HALL)
    desk.undo()
    expect(wire.commands.slice(1).map(({ action, target }) => [action, target.display_ids])).toEqual([
      [{ type: 'open', exhibit_id: 'meeting' }, ['d1']],
      [{ type: 'home' }, ['d2']],
    ])
    await after(1_000)
    desk.press('hall:home', { type: 'home' }, HALL)
    await after(10_000)
    expect(desk.state.undo).toBeNull()
  })

  it('does not touch what was so already', () => {
    desk.press('hall:language', { type: 'language', language: 'zh' }, HALL)
    expect(desk.state.undo?.steps.map(({ target }) => target.display_ids)).toEqual([['d1']])
  })
})

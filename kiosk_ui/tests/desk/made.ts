// What the desk's tests are made of: displays, commands, and a server that says what the test lets it say.
import { vi } from 'vitest'
import type { Catalogue, CommandState, Delivery, Display, DisplayState, IssueCommand, Limits, Presence, Problem, Report, SessionView } from '../../contract/types'
import type { Line, Server } from '../../desk/logic/parts'

export const T0 = 1_750_000_000_000
export const LIMITS: Limits = { stale_after_ms: 5_000, offline_after_ms: 15_000, command_ttl_ms: 5_000 }

export function makeDisplay(id: string, part: Partial<Display> = {}): Display {
  return {
    id, zone_id: 'one', number: 1, name: { zh: '序厅主屏', en: '' }, volume: 40, blank: false, created_at: 0,
    profile: { width_px: 1920, height_px: 1080, width_mm: 941, height_mm: 529, lower_edge_mm: 700, distance_mm: 1500 },
    ...part,
  }
}

export function makeReport(part: Partial<Report> = {}): Report {
  return {
    view: 'attract', exhibit_id: null, zone_id: null, language: 'zh', volume: 40, blank: false, in_use: false,
    catalogue_revision: 1, frame_age_ms: 16, waiting: 0, secure: true, app_version: '1', fault: '', ...part,
  }
}

export function makeState(id: string, part: Partial<DisplayState> = {}): DisplayState {
  return { display: makeDisplay(id), state: 'standby', since_at: T0, reported_at: T0, report: makeReport(), ...part }
}

export function makeCommand(id: string, states: Partial<Delivery>[], part: Partial<CommandState> = {}): CommandState {
  return {
    id, action: { type: 'identify' }, target: { display_ids: [], zone_id: null, everyone: true },
    issued_by: 'li', issued_at: T0, deadline_at: T0 + 5000,
    deliveries: states.map((state, index) => ({ display_id: `d${index + 1}`, state: 'sent', reason: '', at: T0, ...state })),
    ...part,
  }
}

export function makeProblem(status: number, code: string): Problem {
  return { type: '', title: '', status, code, detail: '', message: { zh: '不行', en: 'No' }, details: {} }
}

export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code)
  }
}

export const problemOf = (failure: unknown): Problem | null => (failure instanceof Refusal ? failure.problem : null)

/** A line that the test connects and cuts, and whose answers it gives. */
export function makeLine() {
  const listeners = new Map<string, (body: never) => void>()
  let tell: (online: boolean, refusal: Problem | null) => void = () => undefined
  const commands: IssueCommand[] = []
  const answer = vi.fn((command: IssueCommand) => Promise.resolve(makeCommand(command.id, [{}])))
  const line = {
    ask: vi.fn((event: string, body: unknown) => {
      if (event === 'ping') return Promise.resolve({ server_at: Date.now() })
      commands.push(body as IssueCommand)
      return answer(body as IssueCommand)
    }),
    hear: (event: string, listener: (body: never) => void) => { listeners.set(event, listener); return () => undefined },
    onStatus: (listener: typeof tell) => { tell = listener; listener(false, null); return () => undefined },
    online: true,
    close: vi.fn(),
  } as unknown as Line
  return {
    line, commands, answer,
    setOnline: (online: boolean) => { tell(online, null) },
    say: (event: string, body: unknown) => listeners.get(event)?.(body as never),
  }
}

export const CATALOGUE = { revision: 1, zones: [], halls: [], exhibits: [], assets: [], boards: [] } as unknown as Catalogue

export function makeServer(presence: Presence) {
  const session: SessionView = {
    account: { id: 'li', display_name: '小李', role: 'operator', disabled: false }, csrf: 'token', setup_needed: false,
  }
  const answers: Record<string, unknown> = {
    '/session': session, '/session/people': [], '/displays': presence, '/catalogue': CATALOGUE,
    '/visits/today': { at: T0, visitors: 3, interactions: 9, by_hour: [] }, '/commands?limit=50': [],
  }
  const get = vi.fn((path: string) => Promise.resolve(answers[path]))
  const server = {
    get, post: vi.fn(() => Promise.resolve(session)), patch: vi.fn(), del: vi.fn(() => Promise.resolve()), setCsrf: vi.fn(),
  } as unknown as Server
  return { server, get, answers }
}

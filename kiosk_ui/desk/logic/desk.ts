// The desk: signs in, keeps the live picture of the hall, and gives commands. No drawing here.
import type {
  Action, Catalogue, Claim, CommandState, Display, DisplayChange, IssueCommand, Person, Presence, SessionView, SignIn, Today,
} from '../../contract/types'
import { type Aim, displaysOf, targetOf } from './aim'
import { ServerClock } from './clock'
import { Commander } from './commander'
import { Heartbeat } from './link'
import type { DeskParts, Line } from './parts'
import { type DeskState, START, logged } from './state'
import { limitsOf } from './states'
import { UNDO_MS, stepsBack } from './undo'

const AGAIN_MS = 2_000
const LOG_PATH = '/commands?limit=50'

export class Desk {
  state: DeskState = START
  readonly clock = new ServerClock()
  private readonly listeners = new Set<() => void>()
  private readonly commander: Commander
  private line: Line | null = null
  private heartbeat: Heartbeat | null = null
  private asking: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly parts: DeskParts) {
    this.commander = new Commander({
      send: (command, timeoutMs) => this.send(command, timeoutMs),
      refusalOf: parts.problemOf,
      newId: parts.newId,
      ttlMs: () => limitsOf(this.state.presence).command_ttl_ms,
      changed: () => this.change({ lives: this.commander.snapshot() }),
    })
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  async start(): Promise<void> {
    try {
      await this.enter(await this.parts.server.get<SessionView>('/session'))
    } catch {
      setTimeout(() => void this.start(), AGAIN_MS)
    }
  }

  async signIn(who: SignIn): Promise<void> {
    await this.enter(await this.parts.server.post<SessionView>('/session', who))
  }

  async signOut(): Promise<void> {
    await this.parts.server.del('/session')
    await this.leave()
  }

  /** Press a button; its life is found in `state.lives` under `key`. */
  press(key: string, action: Action, aim: Aim, cooldownMs?: number): boolean {
    const before = displaysOf(aim, this.state.presence?.displays ?? [])
    const pressed = this.commander.press(key, action, targetOf(aim), cooldownMs)
    if (pressed) this.offerUndo(action, stepsBack(action, before))
    return pressed
  }

  retry(key: string): boolean {
    return this.commander.retry(key)
  }

  undo(): void {
    const { undo } = this.state
    if (undo === null || undo.until < Date.now()) return
    undo.steps.forEach((step, index) => this.commander.press(`undo/${index}`, step.action, step.target, 0))
    this.change({ undo: null })
  }

  async claim(claim: Claim): Promise<Display> {
    const display = await this.parts.server.post<Display>('/pairings/claim', claim)
    await this.fetchDisplays()
    return display
  }

  async correct(id: string, change: DisplayChange): Promise<void> {
    await this.parts.server.patch<Display>(`/displays/${id}`, change)
    await this.fetchDisplays()
  }

  async remove(id: string): Promise<void> {
    await this.parts.server.del(`/displays/${id}`)
    await this.fetchDisplays()
  }

  private offerUndo(action: Action, steps: ReturnType<typeof stepsBack>): void {
    if (steps.length === 0) return
    const until = Date.now() + UNDO_MS
    this.change({ undo: { action, steps, until } })
    setTimeout(() => {
      if (this.state.undo?.until === until) this.change({ undo: null })
    }, UNDO_MS)
  }

  private async enter(session: SessionView): Promise<void> {
    this.parts.server.setCsrf(session.csrf)
    if (session.account === null) return this.leave(session.setup_needed)
    this.change({ phase: 'signed_in', account: session.account })
    this.openLine()
    await this.fetchPeople()
  }

  private async leave(setupNeeded = false): Promise<void> {
    this.heartbeat?.stop()
    this.line?.close()
    this.line = null
    this.change({ ...START, phase: 'signed_out', setupNeeded, people: this.state.people })
    await this.fetchPeople()
  }

  private async fetchPeople(): Promise<void> {
    try {
      this.change({ people: await this.parts.server.get<Person[]>('/session/people') })
    } catch {
      // The names are a convenience: without them one types.
    }
  }

  private openLine(): void {
    const line = this.parts.openLine()
    this.line = line
    this.heartbeat = new Heartbeat(line, this.clock, (rttMs, heardAt) => this.changeLink({ rttMs, heardAt }))
    line.hear('presence', (presence) => { this.see(presence) })
    line.hear('command_changed', (command) => { this.hearCommand(command) })
    line.hear('today', (today) => { this.change({ today }) })
    line.hear('displays_changed', () => void this.quietly(() => this.fetchDisplays()))
    line.hear('catalogue_changed', () => void this.quietly(() => this.fetchCatalogue()))
    line.onStatus((online) => { if (online) void this.found(line); else this.lost(line) })
  }

  private async found(line: Line): Promise<void> {
    if (line !== this.line) return
    this.changeLink({ online: true, ready: false, heardAt: Date.now() })
    this.heartbeat?.start()
    await this.catchUp(line)
  }

  private lost(line: Line): void {
    if (line !== this.line || (!this.state.link.online && this.state.link.lostAt !== null)) return
    this.heartbeat?.stop()
    this.changeLink({ online: false, ready: false, lostAt: this.state.link.heardAt || Date.now() })
    this.askWhoIAmLater(line)
  }

  /** All is fetched anew before a button works again (O-04). */
  private async catchUp(line: Line): Promise<void> {
    if (line !== this.line || !this.state.link.online) return
    try {
      await Promise.all([this.fetchDisplays(), this.fetchCatalogue(), this.fetchToday(), this.fetchLog()])
      if (this.state.link.online) this.changeLink({ ready: true, lostAt: null })
    } catch {
      setTimeout(() => void this.catchUp(line), AGAIN_MS)
    }
  }

  /** The line stays away: perhaps the server is, or perhaps it no longer knows this session. */
  private async askWhoIAm(line: Line): Promise<void> {
    if (line !== this.line || this.state.link.online) return
    try {
      const session = await this.parts.server.get<SessionView>('/session')
      if (session.account === null) return await this.leave(session.setup_needed)
    } catch {
      // Still away: ask again below.
    }
    this.askWhoIAmLater(line)
  }

  private askWhoIAmLater(line: Line): void {
    clearTimeout(this.asking)
    this.asking = setTimeout(() => void this.askWhoIAm(line), AGAIN_MS)
  }

  private async fetchDisplays(): Promise<void> {
    this.see(await this.parts.server.get<Presence>('/displays'))
  }

  private async fetchCatalogue(): Promise<void> {
    this.change({ catalogue: await this.parts.server.get<Catalogue>('/catalogue') })
  }

  private async fetchToday(): Promise<void> {
    this.change({ today: await this.parts.server.get<Today>('/visits/today') })
  }

  private async fetchLog(): Promise<void> {
    const log = await this.parts.server.get<CommandState[]>(LOG_PATH)
    this.change({ log })
    log.forEach((command) => this.commander.hear(command))
  }

  private see(presence: Presence): void {
    this.clock.told(Date.now(), presence.at)
    if (this.state.presence === null || presence.at >= this.state.presence.at) this.change({ presence })
  }

  private hearCommand(command: CommandState): void {
    this.commander.hear(command)
    this.change({ log: logged(this.state.log, command) })
  }

  private send(command: IssueCommand, timeoutMs: number): Promise<CommandState> {
    return this.line === null ? Promise.reject(new Error('signed out')) : this.line.ask('command', command, timeoutMs)
  }

  private async quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch {
      // News only: the next news or the next reconnection fetches it again.
    }
  }

  private changeLink(part: Partial<DeskState['link']>): void {
    this.change({ link: { ...this.state.link, ...part } })
  }

  private change(part: Partial<DeskState>): void {
    this.state = Object.freeze({ ...this.state, ...part })
    this.listeners.forEach((listener) => listener())
  }
}


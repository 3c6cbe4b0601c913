/** A hall small enough for a test, and a page to stand in it: they keep the contract, and can go away. */
import type { Action, Catalogue, Command, CommandReport, Display, Interaction, InteractionBatch, Problem, Receipt, Report } from '../../contract/types'
import { ApiProblem, NetworkFailure } from '../../shared/problem'
import type { KioskApi, KioskConnection, Page } from '../../kiosk/logic/parts'
import { makeCatalogue, makeDisplay, text } from './made'

export function problem(status: number, code: string): ApiProblem {
  const body: Problem = { type: 'about:blank', title: code, status, code, detail: '', message: text(code), details: {} }
  return new ApiProblem(body)
}

type Status = Parameters<KioskConnection['onStatus']>[0]

class Line {
  online = false
  readonly token: string
  readonly listeners = new Map<string, (body: never) => void>()
  readonly statuses = new Set<Status>()
  constructor(token: string) { this.token = token }
  tell(refusal: Problem | null = null): void { for (const status of this.statuses) status(this.online, refusal) }
}

export class SmallHall {
  away = false
  catalogue: Catalogue = makeCatalogue()
  display: Display = makeDisplay()
  /** The token that is the display's key; empty until a code was claimed. */
  key = ''
  asked: string[] = []
  codeLife_ms = 600_000
  readonly record = new Map<string, Interaction>()
  readonly batches: number[] = []
  readonly refused = new Set<string>()
  readonly reports: Report[] = []
  readonly said: CommandReport[] = []
  /** Makes a batch fail after it was kept: the acknowledgement is lost on its way. */
  losesAnswers = false
  clockAhead_ms = 0
  private line: Line | null = null

  api(headers: () => Record<string, string>): KioskApi {
    const token = (): string => (headers().Authorization ?? '').replace('Bearer ', '')
    const answer = <T>(work: () => unknown): Promise<T> =>
      this.away ? Promise.reject(new NetworkFailure()) : Promise.resolve().then(() => work() as T)
    return {
      get: (path) => answer(() => path === '/displays/me' ? this.showMe(token()) : {}),
      post: (path, body) => answer(() => path === '/pairings' ? this.giveCode(body as { token: string }) : {}),
      leave: (_path, body) => answer(() => this.keep(body as InteractionBatch)),
      getFresh: (_path, etag) => answer(() => {
        const now = `"${String(this.catalogue.revision)}"`
        return etag === now ? null : { value: structuredClone(this.catalogue), etag: now }
      }),
    }
  }

  connect(auth: () => Record<string, unknown>): KioskConnection {
    const line = new Line(auth().token as string)
    this.line = line
    setTimeout(() => { this.join(line) }, 5)
    return {
      ask: (event, body) => this.answer(line, event, body) as never,
      hear: (event, listener) => {
        line.listeners.set(event, listener)
        return () => { line.listeners.delete(event) }
      },
      get online() { return line.online },
      onStatus: (status) => {
        line.statuses.add(status)
        status(line.online, null)
        return () => { line.statuses.delete(status) }
      },
      close: () => { line.online = false; line.statuses.clear() },
    }
  }

  claim(): void { this.key = this.asked.at(-1) ?? '' }
  takeDown(): void { this.key = ''; this.cut(problem(401, 'sign_in_needed').problem) }
  leave(): void { this.away = true; this.cut(null) }
  comeBack(): void { this.away = false; if (this.line) this.join(this.line) }

  publish(catalogue: Catalogue): void {
    this.catalogue = catalogue
    this.say('catalogue_changed', { revision: catalogue.revision })
  }

  command(id: string, action: Action, ttl_ms = 5_000): void {
    this.say('command', { id, action, ttl_ms } satisfies Command)
  }

  /** What the desk would show of a command: the last thing said of it. */
  outcome(id: string): string {
    const last = this.said.filter((report) => report.command_id === id).at(-1)
    return last ? `${last.state} ${last.reason}`.trim() : 'silence'
  }

  happened(): string[] {
    return [...this.record.values()].map((one) => one.kind)
  }

  private say(event: string, body: object): void {
    if (this.line?.online) this.line.listeners.get(event)?.(body as never)
  }

  private join(line: Line): void {
    if (this.away || line.token !== this.key || line !== this.line) return
    line.online = true
    line.tell()
  }

  private cut(refusal: Problem | null): void {
    if (!this.line) return
    this.line.online = false
    this.line.tell(refusal)
  }

  private showMe(token: string): Display {
    if (token !== this.key || token === '') throw problem(401, 'sign_in_needed')
    return this.display
  }

  private giveCode(body: { token: string }): { code: string; expires_at: number } {
    this.asked.push(body.token)
    return { code: String(100_000 + this.asked.length), expires_at: Date.now() + this.codeLife_ms }
  }

  private async answer(line: Line, event: string, body: unknown): Promise<unknown> {
    await Promise.resolve()
    if (!line.online || this.away) throw new NetworkFailure()
    if (event === 'interactions') return this.keep(body as InteractionBatch)
    if (event === 'command_report') { this.said.push(body as CommandReport); return null }
    this.reports.push(body as Report)
    const { volume, blank } = this.display
    return { server_at: Date.now() + this.clockAhead_ms, catalogue_revision: this.catalogue.revision, volume, blank }
  }

  private keep(batch: InteractionBatch): Receipt {
    if (batch.interactions.length > 500) throw problem(422, 'body_invalid')
    const all = batch.interactions as unknown as Interaction[]
    const good = all.filter((one) => !this.refused.has(one.id))
    for (const one of good) this.record.set(one.id, one)
    this.batches.push(all.length)
    if (this.losesAnswers) throw new NetworkFailure()
    const refused = all.filter((one) => this.refused.has(one.id)).map((one) => ({ id: one.id, reason: 'no' }))
    return { accepted: good.map((one) => one.id), refused }
  }
}

/** A page whose browser is obedient: frames come, pictures load while the hall is there. */
export class SmallPage implements Page {
  version = 'test'
  isSecure = true
  events = new EventTarget()
  reloads = 0
  kept: string[] = []
  draws = true
  readonly loaded: string[] = []
  readonly absent = new Set<string>()
  private readonly hall: SmallHall
  private onNew: () => void = () => undefined
  constructor(hall: SmallHall) { this.hall = hall }
  glass(): { innerWidth: number; devicePixelRatio: number } { return { innerWidth: 1080, devicePixelRatio: 1 } }
  screen(): { width_px: number; height_px: number } { return { width_px: 1080, height_px: 1920 } }
  nextFrame(drawn: () => void): void { if (this.draws) setTimeout(drawn, 16) }
  reload(): void { this.reloads += 1 }
  loadPicture(address: string): Promise<boolean> {
    if (this.hall.away) return Promise.reject(new NetworkFailure())
    this.loaded.push(address)
    return Promise.resolve(!this.absent.has(address))
  }
  keepPictures(addresses: string[]): void { this.kept = addresses }
  loadFonts(): void { /* nothing to see */ }
  onNewVersion(listener: () => void): void { this.onNew = listener }
  lookForNewVersion(): void { /* there is none */ }
  bringNewVersion(): void { this.onNew() }
}

/** Commands from the desk: each runs once, is void after its time, and what became of it is told until it was heard (O-03, O-04). */
import type { Action, Command, CommandReport, Reason } from '../../contract/types'
import { isProblem } from '../../shared/problem'
import { oneAtATime } from './again'
import type { Notebook } from './notebook'

const HANDLED = 'handled'
const REPORTS = 'reports'
const RELOADING = 'reloading'
const REMEMBER = 300
const AGAIN_MS = 1_000

/** What became of a command: '' while it is under way. */
interface Handled {
  id: string
  state: '' | 'done' | 'failed'
  reason: Reason
}

/** How an action ended: done, or why not. */
export type Outcome = 'done' | Exclude<Reason, ''>

export interface CommandParts {
  notebook: Notebook
  /** Carry an action out within the time that is left; resolves when it can be seen. */
  perform(action: Action, ttlMs: number): Promise<Outcome>
  /** Load the page anew; resolves with why not, if not. */
  reload(ttlMs: number): Promise<Outcome>
  send(report: CommandReport): Promise<unknown>
  isOnline(): boolean
}

/** The kiosk's side of the command ledger. */
export class Commands {
  private readonly parts: CommandParts
  private handled: Handled[]
  private reports: CommandReport[]
  private timer: ReturnType<typeof setTimeout> | undefined
  readonly flush: () => Promise<void>

  constructor(parts: CommandParts) {
    this.parts = parts
    this.handled = parts.notebook.read<Handled[]>(HANDLED) ?? []
    this.reports = parts.notebook.read<CommandReport[]>(REPORTS) ?? []
    this.flush = oneAtATime(() => this.sendAll())
  }

  /** Say what became of what was under way when the page ended: a reload has happened, all else was cut short. */
  start(): void {
    const reloading = this.parts.notebook.read<string>(RELOADING)
    for (const one of this.handled.filter((handled) => handled.state === '')) {
      this.finish(one.id, one.id === reloading ? 'done' : 'refused')
    }
    this.parts.notebook.erase(RELOADING)
    void this.flush()
  }

  /** Take a command. One that came before is not run again; its end is told again. */
  async take(command: Command): Promise<void> {
    const known = this.handled.find((one) => one.id === command.id)
    if (known) {
      if (known.state !== '') this.report(command.id, known.state, known.reason)
      return
    }
    this.keep({ id: command.id, state: '', reason: '' })
    if (command.ttl_ms <= 0) {
      this.finish(command.id, 'too_late')
      return
    }
    this.report(command.id, 'received', '')
    const outcome = await this.run(command)
    // The reload itself says that it happened, when the new page starts.
    if (command.action.type !== 'reload' || outcome !== 'done') this.finish(command.id, outcome)
  }

  private async run(command: Command): Promise<Outcome> {
    if (command.action.type !== 'reload') return this.parts.perform(command.action, command.ttl_ms)
    this.parts.notebook.write(RELOADING, command.id)
    const outcome = await this.parts.reload(command.ttl_ms)
    if (outcome !== 'done') this.parts.notebook.erase(RELOADING)
    return outcome
  }

  private finish(id: string, outcome: Outcome): void {
    const end = outcome === 'done' ? { state: outcome, reason: '' as const } : { state: 'failed' as const, reason: outcome }
    this.handled = this.handled.map((one) => (one.id === id ? { id, ...end } : one))
    this.parts.notebook.write(HANDLED, this.handled)
    this.report(id, end.state, end.reason)
  }

  private keep(one: Handled): void {
    // Written before anything is done: a page that dies in the middle must not do it again.
    this.handled = [...this.handled, one].slice(-REMEMBER)
    this.parts.notebook.write(HANDLED, this.handled)
  }

  private report(command_id: string, state: CommandReport['state'], reason: Reason): void {
    this.reports = [...this.reports, { command_id, state, reason }].slice(-REMEMBER)
    this.parts.notebook.write(REPORTS, this.reports)
    void this.flush()
  }

  private async sendAll(): Promise<void> {
    clearTimeout(this.timer)
    for (let first = this.reports[0]; first && this.parts.isOnline(); first = this.reports[0]) {
      const sent = first
      try {
        await this.parts.send(sent)
      } catch (failure) {
        // The ledger knows no such command, or cannot read the report: telling it again helps nobody.
        if (!isProblem(failure, 404) && !isProblem(failure, 422)) break
      }
      this.reports = this.reports.filter((one) => one !== sent)
      this.parts.notebook.write(REPORTS, this.reports)
    }
    if (this.reports.length > 0) this.timer = setTimeout(() => { void this.flush() }, AGAIN_MS)
  }
}

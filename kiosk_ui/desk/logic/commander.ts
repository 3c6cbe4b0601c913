// Gives commands and follows each until it is done or failed. A command is resent with the same id until somebody
// takes it, and dropped when it is too old: a late command is worse than none (O-04).
import type { Action, CommandState, IssueCommand, Problem, Target } from '../../contract/types'
import { targetOnly } from './aim'
import { type Life, born, failed, heard, missing, refused } from './life'

export const RESEND_MS = 1_000
export const COOLDOWN_MS = 800
const ANSWER_GRACE_MS = 2_000
const DONE_SHOWN_MS = 3_000
const FAILURE_SHOWN_MS = 30_000

export interface CommanderParts {
  send(command: IssueCommand, timeoutMs: number): Promise<CommandState>
  /** What the server refused for good, or null when it is worth another try. */
  refusalOf(error: unknown): Problem | null
  newId(): string
  /** How long a command lives, by the hall's settings. */
  ttlMs(): number
  changed(life: Life): void
}

export class Commander {
  private lives = new Map<string, Life>()

  constructor(private readonly parts: CommanderParts) {}

  /** By button, in a fresh map: what the components draw. */
  snapshot(): ReadonlyMap<string, Life> {
    return new Map(this.lives)
  }

  /** Press a button; false when it was pressed just now (O-07). */
  press(key: string, action: Action, target: Target, cooldownMs = COOLDOWN_MS): boolean {
    const before = this.lives.get(key)
    if (before && Date.now() - before.pressedAt < cooldownMs) return false
    const life = born(this.parts.newId(), key, action, target, Date.now())
    this.keep(life)
    void this.deliver(life)
    return true
  }

  /** Try again, with a new id, only where it did not work. */
  retry(key: string): boolean {
    const life = this.lives.get(key)
    if (!life) return false
    const left = missing(life)
    return this.press(key, life.action, left.length > 0 ? targetOnly(left) : life.target)
  }

  /** News of a command, from the acknowledgement, the live event or a refetch. */
  hear(state: CommandState): void {
    const life = [...this.lives.values()].find(({ id }) => id === state.id)
    if (!life) return
    const next = heard(life, state, Date.now())
    if (next === life) return
    this.keep(next)
    if (next.settledAt !== null && next.settledAt !== life.settledAt) this.forgetLater(next)
  }

  private async deliver(life: Life): Promise<void> {
    const command: IssueCommand = { id: life.id, action: life.action, target: life.target }
    const expiresAt = life.pressedAt + this.parts.ttlMs()
    for (let left = expiresAt - life.pressedAt; left > 0; left = expiresAt - Date.now()) {
      const triedAt = Date.now()
      try {
        this.hear(await this.parts.send(command, Math.min(RESEND_MS, left)))
        this.expectAnswer(life, expiresAt)
        return
      } catch (error) {
        const problem = this.parts.refusalOf(error)
        if (problem) return this.settle(life.id, (current) => refused(current, problem, Date.now()))
        await pause(Math.max(0, Math.min(triedAt + RESEND_MS, expiresAt) - Date.now()))
      }
    }
    this.settle(life.id, (current) => failed(current, 'no_server', Date.now()))
  }

  private expectAnswer(life: Life, expiresAt: number): void {
    const patience = expiresAt + ANSWER_GRACE_MS - Date.now()
    setTimeout(() => this.settle(life.id, (current) => failed(current, 'no_answer', Date.now())), patience)
  }

  private settle(id: string, how: (life: Life) => Life): void {
    const life = [...this.lives.values()].find((one) => one.id === id)
    if (!life || life.settledAt !== null) return
    const next = how(life)
    this.keep(next)
    this.forgetLater(next)
  }

  private forgetLater(life: Life): void {
    const shownMs = life.phase === 'done' ? DONE_SHOWN_MS : FAILURE_SHOWN_MS
    setTimeout(() => {
      const current = this.lives.get(life.key)
      if (current?.id !== life.id || current.settledAt !== life.settledAt) return
      this.lives.delete(life.key)
      this.parts.changed(current)
    }, shownMs)
  }

  private keep(life: Life): void {
    this.lives.set(life.key, life)
    this.parts.changed(life)
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

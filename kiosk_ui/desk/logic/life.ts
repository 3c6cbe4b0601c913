// The life of a pressed button (O-03): 已点 → 已收到 (n/m) → 已执行, or 失败 with the reason.
import type { Action, CommandState, Delivery, LocalText, Problem, Reason, Target } from '../../contract/types'

export type Phase = 'sent' | 'got' | 'done' | 'failed'
/** `no_server`: nobody took the command within its time, so it was dropped. */
export type Why = Exclude<Reason, ''> | 'no_server'

export interface Life {
  readonly id: string
  readonly key: string
  readonly action: Action
  readonly target: Target
  readonly pressedAt: number
  readonly phase: Phase
  readonly state: CommandState | null
  readonly settledAt: number | null
  readonly why: Why | null
  /** What the server said when it refused. */
  readonly message: LocalText | null
}

export interface Failure {
  displayId: string
  why: Why
}

export interface Tally {
  total: number
  received: number
  done: number
  failures: Failure[]
  settled: boolean
}

const FINAL: readonly Delivery['state'][] = ['done', 'failed', 'expired']

export function tally(state: CommandState): Tally {
  const { deliveries } = state
  const done = deliveries.filter((delivery) => delivery.state === 'done').length
  const failures = deliveries.filter((delivery) => ['failed', 'expired'].includes(delivery.state)).map(failureOf)
  const answered = deliveries.filter((delivery) => delivery.state === 'received').length
  return {
    total: deliveries.length,
    received: answered + done + failures.filter(({ why }) => why !== 'offline').length,
    done,
    failures,
    settled: deliveries.every((delivery) => FINAL.includes(delivery.state)),
  }
}

function failureOf(delivery: Delivery): Failure {
  return { displayId: delivery.display_id, why: delivery.reason || 'no_answer' }
}

/** Whether `next` says more than `before`: acknowledgements and news may overtake one another. */
export function isNewer(next: CommandState, before: CommandState | null): boolean {
  return before === null || progress(next) >= progress(before)
}

function progress(state: CommandState): number {
  const { received, done, failures } = tally(state)
  return received + 2 * (done + failures.length)
}

export function born(id: string, key: string, action: Action, target: Target, now: number): Life {
  return {
    id, key, action, target, pressedAt: now,
    phase: 'sent', state: null, settledAt: null, why: null, message: null,
  }
}

export function heard(life: Life, state: CommandState, now: number): Life {
  if (!isNewer(state, life.state)) return life
  const { settled, failures } = tally(state)
  if (!settled) return life.settledAt === null ? { ...life, state, phase: 'got' } : { ...life, state }
  const phase = failures.length > 0 ? 'failed' : 'done'
  const settledAt = life.settledAt !== null && life.phase === phase ? life.settledAt : now
  return { ...life, state, phase, settledAt, why: failures[0]?.why ?? null, message: null }
}

export function failed(life: Life, why: Why, now: number): Life {
  return { ...life, phase: 'failed', settledAt: now, why }
}

export function refused(life: Life, problem: Problem, now: number): Life {
  return { ...life, phase: 'failed', settledAt: now, why: 'refused', message: problem.message }
}

/** Who is still missing: a second try goes only to them. */
export function missing(life: Life): string[] {
  return life.state === null ? [] : life.state.deliveries.filter(({ state }) => state !== 'done').map((one) => one.display_id)
}

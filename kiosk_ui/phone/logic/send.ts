/** A phone that sends pictures: from the code it was opened with to the last file (C-08). */
import { reactive } from 'vue'
import type { LocalText, PhonePass } from '../../contract/types'
import { describeFailure, isProblem } from '../../shared/problem'
import { Queue, type QueueParts } from '../../shared/queue'
import { readPass, readSecret, writePass } from './pass'

/** `asking`: six digits are needed; `refused`: the code leads nowhere, and why; `over`: the quarter of an hour is over. */
export type PhonePhase = 'opening' | 'asking' | 'open' | 'refused' | 'over'

export interface PhoneState {
  phase: PhonePhase
  label: LocalText
  expires_at: number
  reason: LocalText | null
  busy: boolean
}

export interface PhoneParts {
  open(key: string): Promise<PhonePass>
  /** Ask something that only a good pass may. */
  check(): Promise<void>
  setToken(token: string): void
  location: Pick<Location, 'pathname' | 'hash'>
  history: Pick<History, 'replaceState'>
  now(): number
  queue: QueueParts
}

const WRONG_DIGITS: LocalText = {
  zh: '这六位数字不对，或者到时间了。请照电脑上的再输一遍。',
  en: 'These digits are wrong, or their time is over. Type what the computer shows now.',
}

export class PhoneSend {
  readonly state: PhoneState = reactive({ phase: 'opening', label: { zh: '', en: '' }, expires_at: 0, reason: null, busy: false })
  readonly queue: Queue
  private readonly parts: PhoneParts

  constructor(parts: PhoneParts) {
    this.parts = parts
    // Nobody signs in on a phone: a pass that is no longer good ends the sending.
    const passes = (failure: unknown): boolean => !isProblem(failure, 401) && parts.queue.passes(failure)
    const failed = (failure: unknown): void => { if (isProblem(failure, 401)) this.close() }
    this.queue = new Queue({ ...parts.queue, passes, failed })
  }

  /** Begin: with the pass that the address carries, with the code that was scanned, or by asking for digits. */
  async start(): Promise<void> {
    const pass = readPass(this.parts.location.hash)
    if (pass) return this.goOn(pass)
    const secret = readSecret(this.parts.location.pathname)
    if (secret === '') this.state.phase = 'asking'
    else await this.open(secret)
  }

  /** Try the six digits that somebody typed. */
  async enter(digits: string): Promise<void> {
    await this.open(digits.replace(/\D/g, ''))
  }

  /** Time goes by: close at the end, unless files are still on their way. */
  tick(): void {
    if (this.state.phase === 'open' && this.secondsLeft <= 0 && !this.queue.isMoving) this.close()
  }

  get secondsLeft(): number {
    return Math.max(0, Math.ceil((this.state.expires_at - this.parts.now()) / 1000))
  }

  private async open(key: string): Promise<void> {
    const fromDigits = this.state.phase === 'asking'
    Object.assign(this.state, { busy: true, reason: null })
    try {
      this.take(await this.parts.open(key))
    } catch (failure) {
      const reason = fromDigits && isProblem(failure, 404) ? WRONG_DIGITS : describeFailure(failure)
      Object.assign(this.state, { phase: fromDigits ? 'asking' : 'refused', reason })
    } finally {
      this.state.busy = false
    }
  }

  private async goOn(pass: PhonePass): Promise<void> {
    if (pass.expires_at <= this.parts.now()) return this.close()
    this.take(pass)
    try {
      await this.parts.check()
    } catch (failure) {
      if (isProblem(failure, 401) || isProblem(failure, 403)) this.close()
    }
  }

  private take(pass: PhonePass): void {
    this.parts.setToken(pass.token)
    this.parts.history.replaceState(null, '', this.parts.location.pathname + writePass(pass))
    Object.assign(this.state, { phase: 'open', label: pass.label, expires_at: pass.expires_at, reason: null })
  }

  private close(): void {
    this.queue.pauseAll()
    this.state.phase = 'over'
    this.parts.history.replaceState(null, '', '/phone')
  }
}

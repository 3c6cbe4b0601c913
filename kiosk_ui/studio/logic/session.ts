/** Who is signed in, and what to show when nobody is. */
import { reactive } from 'vue'
import type { AccountView, Person, SessionView, Setup, SignIn } from '../../contract/types'
import { isProblem } from '../../shared/problem'
import type { Calls } from './calls'

/** `ended`: somebody was signed in and the hall does not know them any more; the page stays, the sign-in lies over it. */
export type Phase = 'starting' | 'unreachable' | 'setup' | 'signin' | 'in' | 'ended'

export interface SessionState {
  phase: Phase
  account: AccountView | null
  people: Person[]
}

const WRITERS = ['curator', 'administrator']

/** Choose the one character that stands for a person: 编辑甲（示例）is 甲, 管理员 is 管. */
export function markOf(name: string): string {
  const letters = [...name.replace(/[（(].*$/, '').trim()]
  return (letters.at(-1) === '员' ? letters[0] : letters.at(-1)) ?? '·'
}

export class Session {
  readonly state: SessionState = reactive({ phase: 'starting', account: null, people: [] })
  private readonly calls: Calls
  private readonly keepCsrf: (token: string) => void
  private readonly entered: () => void
  private readonly left: () => void

  constructor(calls: Calls, keepCsrf: (token: string) => void, entered: () => void, left: () => void = () => undefined) {
    this.calls = calls
    this.keepCsrf = keepCsrf
    this.entered = entered
    this.left = left
  }

  /** Whether the person may change what visitors see. */
  get mayEdit(): boolean {
    return WRITERS.includes(this.state.account?.role ?? '')
  }

  /** Whether the person may manage accounts. */
  get mayManage(): boolean {
    return this.state.account?.role === 'administrator'
  }

  /** Ask the hall who we are; without an answer say so, and let the page try again. */
  async start(): Promise<void> {
    try {
      this.take(await this.calls.session())
      await this.meet()
    } catch {
      this.state.phase = 'unreachable'
    }
  }

  async signIn(body: SignIn): Promise<void> {
    this.take(await this.calls.signIn(body))
  }

  async setUp(body: Setup): Promise<void> {
    this.take(await this.calls.setUp(body))
  }

  async signOut(): Promise<void> {
    await this.calls.signOut()
    this.left()
    this.state.account = null
    this.state.phase = 'signin'
    await this.meet()
  }

  /** Hear of a failed call: a 401 means that the session is over, a refused token that another tab signed in anew. */
  hear(failure: unknown): void {
    if (isProblem(failure, 'intent_unproven')) void this.renew()
    if (!isProblem(failure, 401) || this.state.phase !== 'in') return
    this.state.phase = 'ended'
    void this.meet()
  }

  /** Fetch the token again; what failed for it is tried again by those who asked. */
  private async renew(): Promise<void> {
    try {
      const view = await this.calls.session()
      this.keepCsrf(view.csrf)
      this.state.account = view.account
    } catch {
      // The next failed call comes here again.
    }
  }

  /** Fetch the names to pick from: without them a name can still be typed. */
  async meet(): Promise<void> {
    try {
      this.state.people = await this.calls.people()
    } catch {
      this.state.people = []
    }
  }

  private take(view: SessionView): void {
    this.keepCsrf(view.csrf)
    this.state.account = view.account
    if (view.account) {
      this.state.phase = 'in'
      this.entered()
    } else {
      this.state.phase = view.setup_needed ? 'setup' : 'signin'
    }
  }
}

/** Who is signed in, and that a session's end costs nothing. */
import { describe, expect, it } from 'vitest'
import type { AccountView, SessionView } from '../../contract/types'
import { NetworkFailure } from '../../shared/problem'
import { watchCalls, type Calls } from '../../studio/logic/calls'
import { Session } from '../../studio/logic/session'
import { problem } from './made'

const wang: AccountView = { id: 'wang', display_name: '王丽', role: 'curator', disabled: false }
const view = (account: AccountView | null, setup = false): SessionView => ({ account, csrf: account ? 'token' : '', setup_needed: setup })

function begin(calls: Partial<Calls>): { session: Session; tokens: string[]; log: string[] } {
  const tokens: string[] = []
  const log: string[] = []
  const all = { people: () => Promise.resolve([]), signOut: () => Promise.resolve(undefined), ...calls } as Calls
  const session = new Session(all, (token) => { tokens.push(token) }, () => { log.push('entered') }, () => { log.push('left') })
  return { session, tokens, log }
}

describe('the session', () => {
  it('begins signed in, at the sign-in, or with the first account', async () => {
    for (const [answer, phase] of [[view(wang), 'in'], [view(null), 'signin'], [view(null, true), 'setup']] as const) {
      const { session } = begin({ session: () => Promise.resolve(answer) })
      await session.start()
      expect(session.state.phase).toBe(phase)
    }
  })

  it('says that the hall does not answer instead of asking for a password', async () => {
    const { session } = begin({ session: () => Promise.reject(new NetworkFailure()) })
    await session.start()
    expect(session.state.phase).toBe('unreachable')
  })

  it('lies over the page when it ends, and goes on after the sign-in', async () => {
    const { session, tokens, log } = begin({ session: () => Promise.resolve(view(wang)), signIn: () => Promise.resolve({ ...view(wang), csrf: 'new' }) })
    await session.start()
    session.hear(problem(401, 'unidentified'))
    expect(session.state).toMatchObject({ phase: 'ended', account: { id: 'wang' } })
    await session.signIn({ name: 'wang', password: 'x', keep: true })
    expect(session.state.phase).toBe('in')
    expect([tokens, log]).toEqual([['token', 'new'], ['entered', 'entered']])
  })
})

describe('what is no end of the session', () => {
  it('does not end for a failure of another kind', async () => {
    const { session } = begin({ session: () => Promise.resolve(view(wang)) })
    await session.start()
    session.hear(problem(403, 'forbidden'))
    expect(session.state.phase).toBe('in')
  })

  it('fetches the token again when another tab has signed in', async () => {
    let token = 'first'
    const { session, tokens } = begin({ session: () => Promise.resolve({ ...view(wang), csrf: token }) })
    await session.start()
    token = 'second'
    session.hear(problem(403, 'intent_unproven'))
    await Promise.resolve()
    await Promise.resolve()
    expect(tokens).toEqual(['first', 'second'])
  })

  it('forgets the person at the sign-out', async () => {
    const { session, log } = begin({ session: () => Promise.resolve(view(wang)) })
    await session.start()
    await session.signOut()
    expect(session.state).toMatchObject({ phase: 'signin', account: null })
    expect(log).toEqual(['entered', 'left'])
  })

  it('lets curators write and administrators manage', async () => {
    const rights = await Promise.all((['guide', 'operator', 'curator', 'administrator'] as const).map(async (role) => {
      const { session } = begin({ session: () => Promise.resolve(view({ ...wang, role })) })
      await session.start()
      return [session.mayEdit, session.mayManage]
    }))
    expect(rights).toEqual([[false, false], [false, false], [true, false], [true, true]])
  })
})

describe('the watch over all calls', () => {
  it('hears of a failure and passes it on; a wrong password is no session’s end', async () => {
    const heard: unknown[] = []
    const failure = problem(401, 'unidentified')
    const calls = watchCalls({ overview: () => Promise.reject(failure), signIn: () => Promise.reject(failure) } as unknown as Calls, (one) => { heard.push(one) })
    await expect(calls.overview()).rejects.toBe(failure)
    await expect(calls.signIn({ name: '', password: '', keep: false })).rejects.toBe(failure)
    expect(heard).toEqual([failure])
  })
})

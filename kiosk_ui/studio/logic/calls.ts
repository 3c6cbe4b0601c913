/** What the studio asks of the hall, in one place: tests put another one here. */
import type { Api } from '../../shared/api'
import type { Progress } from '../../shared/upload'
import type {
  AccountChange, AccountView, Asset, AuditEntry, Catalogue, DraftChange, Exhibit, NewAccount, NewExhibit, Overview, Person,
  Presence, SessionView, Setup, SignIn,
} from '../../contract/types'

export interface Calls {
  session(): Promise<SessionView>
  people(): Promise<Person[]>
  signIn(body: SignIn): Promise<SessionView>
  signOut(): Promise<unknown>
  setUp(body: Setup): Promise<SessionView>
  catalogue(): Promise<Catalogue>
  overview(): Promise<Overview>
  presence(): Promise<Presence>
  exhibit(id: string): Promise<Exhibit>
  create(body: NewExhibit): Promise<Exhibit>
  save(id: string, change: DraftChange): Promise<Exhibit>
  publish(id: string, revision: number): Promise<Exhibit>
  withdraw(id: string, revision: number): Promise<Exhibit>
  assets(): Promise<Asset[]>
  asset(id: string): Promise<Asset>
  upload(file: File, progress: Progress, signal: AbortSignal): Promise<Asset>
  accounts(): Promise<AccountView[]>
  addAccount(body: NewAccount): Promise<AccountView>
  changeAccount(id: string, change: Partial<AccountChange>): Promise<AccountView>
  audit(): Promise<AuditEntry[]>
}

const part = encodeURIComponent

/** Bind the calls to the hall's HTTP interface. */
export function createCalls(api: Api): Calls {
  return {
    session: () => api.get('/session'),
    people: () => api.get('/session/people'),
    signIn: (body) => api.post('/session', body),
    signOut: () => api.del('/session'),
    setUp: (body) => api.post('/setup', body),
    catalogue: () => api.get('/catalogue'),
    overview: () => api.get('/overview'),
    presence: () => api.get('/displays'),
    exhibit: (id) => api.get(`/exhibits/${part(id)}`),
    create: (body) => api.post('/exhibits', body),
    save: (id, change) => api.put(`/exhibits/${part(id)}/draft`, change),
    publish: (id, revision) => api.post(`/exhibits/${part(id)}/publish`, { revision }),
    withdraw: (id, revision) => api.post(`/exhibits/${part(id)}/withdraw`, { revision }),
    assets: () => api.get('/assets'),
    asset: (id) => api.get(`/assets/${part(id)}`),
    upload: (file, progress, signal) => api.upload(`/assets?name=${part(file.name)}`, file, progress, signal),
    accounts: () => api.get('/accounts'),
    addAccount: (body) => api.post('/accounts', body),
    changeAccount: (id, change) => api.patch(`/accounts/${part(id)}`, change),
    audit: () => api.get('/audit'),
  }
}

/** Watch every call for the session's end (401), so that one place can ask for the password again. */
export function watchCalls(calls: Calls, ended: (failure: unknown) => void): Calls {
  const open = new Set<string | symbol>(['session', 'people', 'signIn', 'signOut', 'setUp'])
  return new Proxy(calls, {
    get(target, name, receiver) {
      const call: unknown = Reflect.get(target, name, receiver)
      if (typeof call !== 'function' || open.has(name)) return call
      return async (...values: unknown[]): Promise<unknown> => {
        try {
          return await (call as (...values: unknown[]) => Promise<unknown>)(...values)
        } catch (failure) {
          ended(failure)
          throw failure
        }
      }
    },
  })
}

/** What the studio asks of the hall, in one place: tests put another one here. */
import type { Api } from '../../shared/api'
import type {
  AccountChange, AccountView, Asset, AuditEntry, Captions, Catalogue, DraftChange, Exhibit, Language, LocalText, NewAccount, NewExhibit,
  MediaState, NewLinkShown, Overview, Person, Presence, SessionView, Setup, SignIn, Upload, UploadLink, Use,
} from '../../contract/types'
import { TUS } from '../../shared/upload'
import type { Change } from './assetForm'

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
  changeAssets(ids: string[], change: Change): Promise<Asset[]>
  retryAsset(id: string): Promise<Asset>
  uses(id: string): Promise<Use[]>
  bin(ids: string[]): Promise<Asset[]>
  restore(ids: string[]): Promise<Asset[]>
  purge(ids: string[]): Promise<unknown>
  replace(id: string, withId: string): Promise<Asset>
  pagesOf(id: string): Promise<Upload[]>
  captions(id: string, language: Language): Promise<Captions>
  keepCaptions(id: string, language: Language, file: Blob): Promise<Asset>
  dropCaptions(id: string, language: Language): Promise<Asset>
  mediaState(): Promise<MediaState>
  uploads(): Promise<Upload[]>
  upload(id: string): Promise<Upload>
  endUpload(id: string): Promise<unknown>
  makeLink(label: LocalText): Promise<NewLinkShown>
  link(id: string): Promise<UploadLink>
  accounts(): Promise<AccountView[]>
  addAccount(body: NewAccount): Promise<AccountView>
  changeAccount(id: string, change: Partial<AccountChange>): Promise<AccountView>
  audit(): Promise<AuditEntry[]>
}

const part = encodeURIComponent
const captionsOf = (id: string, language: Language): string => `/assets/${part(id)}/captions/${language}`

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
    accounts: () => api.get('/accounts'),
    addAccount: (body) => api.post('/accounts', body),
    changeAccount: (id, change) => api.patch(`/accounts/${part(id)}`, change),
    audit: () => api.get('/audit'),
    ...createAssetCalls(api),
    ...createUploadCalls(api),
  }
}

function createAssetCalls(api: Api) {
  return {
    assets: () => api.get<Asset[]>('/assets'),
    asset: (id: string) => api.get<Asset>(`/assets/${part(id)}`),
    changeAssets: (ids: string[], change: Change) => api.patch<Asset[]>('/assets', { ids, change }),
    retryAsset: (id: string) => api.post<Asset>(`/assets/${part(id)}/retry`),
    uses: (id: string) => api.get<Use[]>(`/assets/${part(id)}/uses`),
    bin: (ids: string[]) => api.post<Asset[]>('/assets/bin', { ids }),
    restore: (ids: string[]) => api.post<Asset[]>('/assets/restore', { ids }),
    purge: (ids: string[]) => api.post('/assets/purge', { ids }),
    replace: (id: string, withId: string) => api.post<Asset>(`/assets/${part(id)}/replace`, { with_id: withId }),
    pagesOf: (id: string) => api.post<Upload[]>(`/assets/${part(id)}/pages`),
    captions: (id: string, language: Language) => api.get<Captions>(captionsOf(id, language)),
    keepCaptions: (id: string, language: Language, file: Blob) => api.putFile<Asset>(captionsOf(id, language), file),
    dropCaptions: (id: string, language: Language) => api.del<Asset>(captionsOf(id, language)),
    mediaState: () => api.get<MediaState>('/media-state'),
  }
}

function createUploadCalls(api: Api) {
  return {
    uploads: () => api.get<Upload[]>('/uploads'),
    upload: (id: string) => api.get<Upload>(`/uploads/${part(id)}`),
    endUpload: (id: string) => api.del(`/uploads/${part(id)}`, TUS),
    makeLink: (label: LocalText) => api.post<NewLinkShown>('/upload-links', { label }),
    link: (id: string) => api.get<UploadLink>(`/upload-links/${part(id)}`),
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

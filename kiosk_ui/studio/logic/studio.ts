/** The studio put together: session, hall, drafts, uploads and the page that is open. */
import type { Ref } from 'vue'
import { csrfHeaders, setCsrf, type Api } from '../../shared/api'
import type { StudioHears, StudioSends } from '../../shared/live'
import { connect, type Connection } from '../../shared/socket'
import type { Asset, Language, Upload } from '../../contract/types'
import { isPassingPart } from '../../shared/passing'
import { keepPlaces } from '../../shared/places'
import { sendFile } from '../../shared/upload'
import { createCalls, watchCalls, type Calls } from './calls'
import { Drafts } from './drafts'
import { Drops } from './drops'
import { HallView } from './hall'
import { PhoneLinks } from './phoneLinks'
import { Replacing } from './replacing'
import { Router } from './route'
import { Session } from './session'
import { Uploads } from './uploads'

export interface Studio {
  calls: Calls
  session: Session
  hall: HallView
  drafts: Drafts
  uploads: Uploads
  phones: PhoneLinks
  replacing: Replacing
  drops: Drops
  router: Router
  language: Ref<Language>
}

/** Create the studio of a page. */
export function createStudio(api: Api, window: Window, language: Ref<Language>): Studio {
  const bound = createCalls(api)
  const calls = watchCalls(bound, (failure) => { session.hear(failure) })
  const hall: HallView = new HallView(calls, (asset) => { replacing.hear(asset) })
  const taken = (asset: Asset): void => { hall.takeAsset(asset) }
  const uploads = createUploads(window, calls, hall, (failure) => { session.hear(failure) })
  const phones = createPhones(calls, hall)
  const replacing = new Replacing({
    add: (offer, slot) => uploads.add([offer], slot)[0] ?? 0,
    replace: (id, withId) => calls.replace(id, withId),
    asset: (id) => hall.assets.get(id),
    taken,
  })
  const drafts = new Drafts({
    save: (id, change) => calls.save(id, change),
    load: (id) => calls.exhibit(id),
    publish: (id, revision) => calls.publish(id, revision),
    withdraw: (id, revision) => calls.withdraw(id, revision),
    taken: (exhibit) => { hall.takeExhibit(exhibit) },
    now: () => Date.now(),
    store: window.localStorage,
  })
  const session = new Session(bound, setCsrf, () => { enter(studio) }, () => { leave(studio) })
  const drops = new Drops((offers) => { uploads.add(offers) }, () => language.value)
  const studio: Studio = { calls, session, hall, drafts, uploads, phones, replacing, drops, router: new Router(window), language }
  drafts.start()
  void hall.meet()
  drops.listen(window)
  guardLeaving(window, studio)
  return studio
}

function createUploads(window: Window, calls: Calls, hall: HallView, failed: (failure: unknown) => void): Uploads {
  return new Uploads({
    send: sendFile,
    headers: csrfHeaders,
    look: (id) => calls.upload(id),
    end: (id) => calls.endUpload(id),
    places: keepPlaces(window.localStorage),
    later: (ms, then) => { setTimeout(then, ms) },
    now: () => Date.now(),
    preview: (file) => (file.type.startsWith('image/') ? URL.createObjectURL(file) : ''),
    forget: (preview) => { URL.revokeObjectURL(preview) },
    passes: isPassingPart,
    failed,
    arrived: (upload) => { void hall.fetchAssets(upload.asset_ids) },
    bin: async (id) => { for (const asset of await calls.bin([id])) hall.takeAsset(asset) },
  })
}

function createPhones(calls: Calls, hall: HallView): PhoneLinks {
  return new PhoneLinks({
    make: (label) => calls.makeLink(label),
    link: (id) => calls.link(id),
    uploads: () => calls.uploads(),
    arrived: (upload) => { void hall.fetchAssets(upload.asset_ids) },
    later: (ms, then) => { setTimeout(then, ms) },
    now: () => Date.now(),
  })
}

const links = new WeakMap<Studio, Connection<StudioSends, StudioHears>>()

/** Somebody is signed in: fetch the hall, listen to it, and go on with what the session's end had stopped. */
function enter(studio: Studio): void {
  links.get(studio)?.close()
  links.set(studio, listen(studio))
  void studio.hall.load()
  void studio.drafts.saveAll()
  void goOn(studio)
}

/** What was refused longer ago is no news after a reload. */
const TELL_AGAIN_MS = 3_600_000

/** Take up the uploads again: those of this page, and what earlier ones left unfinished. */
async function goOn({ calls, uploads, session }: Studio): Promise<void> {
  uploads.resume()
  if (!session.mayEdit) return
  const left = await calls.uploads().catch(() => [])
  const isOld = (one: Upload): boolean => one.state === 'refused' && Date.now() - one.created_at > TELL_AGAIN_MS
  uploads.restore(left.filter((one) => one.link_id === null && !isOld(one)))
}

function listen({ hall, drafts, uploads, phones }: Studio): Connection<StudioSends, StudioHears> {
  const link = connect<StudioSends, StudioHears>('/studio')
  let wasAway = false
  link.onStatus((online) => {
    hall.state.online = online
    if (online && wasAway) { void hall.load(); void drafts.saveAll(); uploads.resume() }
    wasAway = !online
  })
  link.hear('presence', (presence) => { hall.takePresence(presence) })
  link.hear('asset_changed', ({ id }) => { void hall.hearAsset(id) })
  link.hear('upload_changed', ({ id, link_id }) => { uploads.hear(id); void phones.hear(link_id) })
  link.hear('link_changed', ({ id }) => { void phones.hearLink(id) })
  link.hear('catalogue_changed', () => { void hall.refresh() })
  link.hear('exhibit_changed', ({ id, revision }) => {
    void hall.hearExhibit(id, revision)
    void drafts.hear(id, revision).catch(() => undefined)
  })
  return link
}

/** Stop listening: nobody is signed in any more. */
function leave(studio: Studio): void {
  links.get(studio)?.close()
  links.delete(studio)
}

/** Typed text is kept at the last moment; the browser asks only while bytes are moving (C-02). */
function guardLeaving(window: Window, { drafts, uploads }: Studio): void {
  window.addEventListener('pagehide', () => { drafts.noteAll() })
  window.addEventListener('beforeunload', (event) => {
    drafts.noteAll()
    if (csrfHeaders()['X-CSRF-Token'] !== undefined && uploads.isMoving) event.preventDefault()
  })
  window.addEventListener('online', () => { uploads.resume() })
}

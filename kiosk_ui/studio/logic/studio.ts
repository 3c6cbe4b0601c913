/** The studio put together: session, hall, drafts, uploads and the page that is open. */
import type { Ref } from 'vue'
import { csrfHeaders, setCsrf, type Api } from '../../shared/api'
import type { StudioHears, StudioSends } from '../../shared/live'
import { connect, type Connection } from '../../shared/socket'
import type { Language } from '../../contract/types'
import { createCalls, watchCalls, type Calls } from './calls'
import { Drafts } from './drafts'
import { Drops } from './drops'
import { HallView } from './hall'
import { Router } from './route'
import { Session } from './session'
import { Uploads } from './uploads'

export interface Studio {
  calls: Calls
  session: Session
  hall: HallView
  drafts: Drafts
  uploads: Uploads
  drops: Drops
  router: Router
  language: Ref<Language>
}

/** Create the studio of a page. */
export function createStudio(api: Api, window: Window, language: Ref<Language>): Studio {
  const bound = createCalls(api)
  const calls = watchCalls(bound, (failure) => { session.hear(failure) })
  const uploads = createUploads(calls, (asset) => { hall.takeAsset(asset) })
  const hall = new HallView(calls, (asset) => { uploads.hear(asset) })
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
  const drops = new Drops((files) => { uploads.add(files) }, (name) => { uploads.addFolder(name) })
  const studio: Studio = { calls, session, hall, drafts, uploads, drops, router: new Router(window), language }
  drafts.start()
  void hall.meet()
  drops.listen(window)
  guardLeaving(window, studio)
  return studio
}

function createUploads(calls: Calls, taken: HallView['takeAsset']): Uploads {
  return new Uploads({
    send: (file, progress, signal) => calls.upload(file, progress, signal),
    taken,
    later: (ms, then) => { setTimeout(then, ms) },
    preview: (file) => URL.createObjectURL(file),
    forget: (preview) => { URL.revokeObjectURL(preview) },
  })
}

const links = new WeakMap<Studio, Connection<StudioSends, StudioHears>>()

/** Somebody is signed in: fetch the hall, listen to it, and go on with what the session's end had stopped. */
function enter(studio: Studio): void {
  links.get(studio)?.close()
  links.set(studio, listen(studio))
  void studio.hall.load()
  void studio.drafts.saveAll()
  studio.uploads.resume()
}

function listen({ hall, drafts }: Studio): Connection<StudioSends, StudioHears> {
  const link = connect<StudioSends, StudioHears>('/studio')
  let wasAway = false
  link.onStatus((online) => {
    hall.state.online = online
    if (online && wasAway) { void hall.load(); void drafts.saveAll() }
    wasAway = !online
  })
  link.hear('presence', (presence) => { hall.takePresence(presence) })
  link.hear('asset_changed', ({ id }) => { void hall.hearAsset(id) })
  link.hear('catalogue_changed', () => { void hall.load() })
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
}

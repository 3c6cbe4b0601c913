/**
 * The kiosk's service worker: with it the page starts, shows its pictures and plays its films while the server is away.
 * It belongs to /kiosk alone; the build writes the version and the files of the page into it.
 */
import { createKeeper, isKeepable, keepAnswer, listOldShells } from './keep'
import { isKeepPictures } from './message'
import { answerPart, passOn } from './ranges'

declare const self: ServiceWorkerGlobalScope

const PAGE = '/kiosk'
const PREFIX = 'kiosk-shell-'
const SHELL = `${PREFIX}__SHELL_VERSION__`
const FILES = '__SHELL_FILES__'.split(' ')
const MEDIA = 'kiosk-media'
/** The pieces of the typefaces that were asked for, and files of other versions. */
const PIECES = 'kiosk-pieces'
const MOST_MEDIA = 12_000
const MOST_PIECES = 600
const PAGE_WITHIN_MS = 3_000
const keep = createKeeper(() => caches.open(MEDIA), self.location.origin)

async function install(): Promise<void> {
  const shell = await caches.open(SHELL)
  await shell.addAll([new Request(PAGE, { cache: 'reload' }), ...FILES])
  await self.skipWaiting()
}

async function activate(): Promise<void> {
  const old = listOldShells(await caches.keys(), SHELL, PREFIX)
  await Promise.all(old.map((name) => caches.delete(name)))
  await self.clients.claim()
}

/** The page: the server's while it answers, else the kept one; never the browser's own error (V-39). */
async function answerPage(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PAGE_WITHIN_MS) })
    if (answer.ok) return answer
  } catch {
    // Away, or too slow for somebody who stands before it.
  }
  const kept = await caches.match(PAGE, { cacheName: SHELL })
  return kept ?? fetch(request)
}

/** A file whose name changes with its content: once here it is never asked for again. */
async function answerFile(event: FetchEvent, into: string, most: number): Promise<Response> {
  const { url } = event.request
  const kept = await caches.match(url)
  if (kept) return kept
  const answer = await fetch(event.request)
  if (isKeepable(answer)) event.waitUntil(keepAnswer(() => caches.open(into), url, answer.clone(), most))
  return answer
}

/** A part of a film: cut from the kept one, else asked for. */
async function answerRange(request: Request, range: string): Promise<Response> {
  const kept = await caches.match(request.url)
  return kept ? answerPart(kept, range) : passOn(await fetch(request))
}

self.addEventListener('install', (event) => { event.waitUntil(install()) })
self.addEventListener('activate', (event) => { event.waitUntil(activate()) })

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname, search } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  const range = request.headers.get('Range')
  if (range !== null) {
    if (pathname.startsWith('/media/')) event.respondWith(answerRange(request, range))
  } else if (request.mode === 'navigate') {
    if (pathname === PAGE && !search.includes('preview')) event.respondWith(answerPage(request))
  } else if (pathname.startsWith('/media/')) {
    event.respondWith(answerFile(event, MEDIA, MOST_MEDIA))
  } else if (pathname.startsWith('/assets/')) {
    event.respondWith(answerFile(event, PIECES, MOST_PIECES))
  }
})

self.addEventListener('message', (event) => {
  const said: unknown = event.data
  if (!isKeepPictures(said)) return
  event.waitUntil(keep(said.addresses))
})

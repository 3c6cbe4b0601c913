/** The service worker as the page sees it: it is there in a secure context only (HTTPS, localhost or the browser's policy). */
import type { KeepPictures } from '../../sw/message'

export interface Offline {
  keepPictures(addresses: string[]): void
  onNewVersion(listener: () => void): void
  lookForNewVersion(): void
}

const LOOK_EVERY_MS = 10 * 60_000

/** Register the worker for the kiosk's page, and look for a newer one now and then. */
export function createOffline(): Offline {
  // The studio's preview shows exhibits without being a display; a page in development changes all the time.
  const usable = window.isSecureContext && 'serviceWorker' in navigator && !import.meta.env.DEV
  if (!usable) return { keepPictures: () => undefined, onNewVersion: () => undefined, lookForNewVersion: () => undefined }
  const workers = navigator.serviceWorker
  const registered = workers.register('/sw.js', { scope: '/kiosk', updateViaCache: 'none' })
  const look = (): void => { registered.then((registration) => registration.update()).catch(() => undefined) }
  let wanted: KeepPictures | null = null
  const keep = (): void => {
    if (wanted) workers.ready.then((registration) => { registration.active?.postMessage(wanted) }, () => undefined)
  }
  // The browser ends a worker that works for some minutes: what large films it had not fetched by then comes the next time.
  setInterval(() => { look(); keep() }, LOOK_EVERY_MS)
  return {
    lookForNewVersion: look,
    keepPictures(addresses) {
      wanted = { type: 'keep', addresses }
      keep()
    },
    onNewVersion(listener) {
      // The first worker of all also takes the page over: that is no newer version.
      let known = workers.controller !== null
      workers.addEventListener('controllerchange', () => {
        if (known) listener()
        known = true
      })
    },
  }
}

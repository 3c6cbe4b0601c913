/** The kiosk's parts in a real browser. */
import { createApi } from '../../shared/api'
import type { KioskHears, KioskSends } from '../../shared/live'
import { NetworkFailure } from '../../shared/problem'
import { connect } from '../../shared/socket'
import { createKept } from './kept'
import { createOffline } from './offline'
import type { Page, Parts } from './parts'

/** Both typefaces, in the weights that the pages use; the fonts are variable, so one weight brings all. */
const FACES = ['16px "Noto Sans SC Variable"', '16px "Noto Serif SC Variable"']

/** A picture that takes longer is asked for again: a connection that hangs must not hold up all the others. */
const PICTURE_WITHIN_MS = 30_000

function findStorage(): Storage | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}

async function loadPicture(address: string): Promise<boolean> {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PICTURE_WITHIN_MS) })
    if (answer.status >= 500) throw new NetworkFailure()
    // Read to the end, or the browser may not keep it.
    await answer.arrayBuffer()
    return answer.ok
  } catch (failure) {
    throw new NetworkFailure(failure)
  }
}

function loadFonts(characters: string): void {
  for (const face of FACES) document.fonts.load(face, characters).catch(() => undefined)
}

function createPage(): Page {
  const offline = createOffline()
  return {
    version: __APP_VERSION__,
    isSecure: window.isSecureContext,
    glass: () => ({ innerWidth: window.innerWidth, innerHeight: window.innerHeight, devicePixelRatio: window.devicePixelRatio }),
    screen: () => ({ width_px: Math.max(1, Math.round(window.innerWidth)), height_px: Math.max(1, Math.round(window.innerHeight)) }),
    events: window,
    nextFrame: (drawn) => { requestAnimationFrame(() => { drawn() }) },
    reload: () => { window.location.reload() },
    loadPicture,
    keepPictures: (addresses) => { offline.keepPictures(addresses) },
    loadFonts,
    onNewVersion: (listener) => { offline.onNewVersion(listener) },
    lookForNewVersion: () => { offline.lookForNewVersion() },
  }
}

/** Gather the parts of this browser. */
export function browserParts(): Parts {
  return {
    createApi,
    connect: (auth) => connect<KioskSends, KioskHears>('/kiosk', auth),
    storage: findStorage(),
    kept: createKept(),
    page: createPage(),
  }
}

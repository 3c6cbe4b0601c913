/** Loading the page anew: only when there is a server to load it from, and not in the middle of a visit of its own accord. */
import { wait } from './again'
import type { Outcome } from './commands'
import type { Recovery } from './recovery'
import type { Store } from './state'

export interface ReloadParts {
  store: Store
  recovery: Recovery
  /** Tell whether the server answers. */
  isReachable(): Promise<boolean>
  reload(): void
}

export interface Reloading {
  /** The desk asks: wait for the server as long as the command lives. */
  onCommand(ttlMs: number): Promise<Outcome>
  /** A newer version of the page is ready: take it when nobody is here. */
  onNewVersion(): void
}

const LOOK_AGAIN_MS = 500

/** Create what reloads the page. */
export function createReloading(parts: ReloadParts): Reloading {
  let wanted = false
  let asking = false
  async function renew(): Promise<void> {
    const { place, visitId, online } = parts.store.state
    if (!wanted || asking || place.view !== 'attract' || visitId !== null || !online || parts.recovery.isRestless) return
    asking = true
    const answered = await parts.isReachable()
    asking = false
    // Somebody may have touched the glass in the meantime: then the next change asks again.
    if (!answered || parts.store.state.visitId !== null) return
    wanted = false
    parts.reload()
  }
  parts.store.subscribe(() => { void renew() })
  return {
    async onCommand(ttlMs) {
      const voidAt = performance.now() + ttlMs
      while (performance.now() < voidAt) {
        const answered = await Promise.race([parts.isReachable(), wait(voidAt - performance.now()).then(() => false)])
        if (answered && performance.now() < voidAt) {
          parts.recovery.expectStart()
          parts.reload()
          return 'done'
        }
        await wait(LOOK_AGAIN_MS)
      }
      return 'too_late'
    },
    onNewVersion() {
      wanted = true
      void renew()
    },
  }
}

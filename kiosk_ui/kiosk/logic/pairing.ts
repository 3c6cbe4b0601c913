/** How a kiosk gets its key: it makes a token, shows six digits, and asks who it is until somebody has typed them. */
import type { Display, PairingCode, PairingRequest, Screen } from '../../contract/types'
import { isProblem } from '../../shared/problem'
import type { Notebook } from './notebook'

const NOTE = 'token'
const ASK_EVERY_MS = 2_000
/** A kiosk's clock may be wrong: whatever it says, a code is renewed neither sooner nor later than this. */
const RENEW_AFTER_LEAST_MS = 60_000
const RENEW_AFTER_MOST_MS = 600_000

/** Read the kiosk's token, or make one: 32 random bytes in hex. */
export function readToken(notebook: Notebook): string {
  const kept = notebook.read<string>(NOTE)
  return kept && /^[0-9a-f]{64}$/.test(kept) ? kept : renewToken(notebook)
}

/** Make a new token: the old one is no key any more. */
export function renewToken(notebook: Notebook): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  const token = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  notebook.write(NOTE, token)
  return token
}

export interface PairingParts {
  requestCode(request: PairingRequest): Promise<PairingCode>
  showMe(): Promise<Display>
  screen(): Screen
  /** Hears the code to show; empty while there is none. */
  onCode(code: string): void
}

/** Tell whether the server has said that the token is nobody's key. */
export function isUnpaired(failure: unknown): boolean {
  return isProblem(failure, 401) || isProblem(failure, 403)
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms) })

/** Show codes until one was claimed; resolves with the display that this kiosk has become. */
export async function pair(token: string, parts: PairingParts): Promise<Display> {
  let renewAt = 0
  for (;;) {
    try {
      if (performance.now() >= renewAt) {
        const { code, expires_at } = await parts.requestCode({ token, screen: parts.screen() })
        const left = expires_at - Date.now()
        renewAt = performance.now() + Math.min(RENEW_AFTER_MOST_MS, Math.max(RENEW_AFTER_LEAST_MS, left))
        parts.onCode(code)
      }
      return await parts.showMe()
    } catch {
      // Not claimed yet, or no server: both end by asking again.
    }
    await pause(ASK_EVERY_MS)
  }
}

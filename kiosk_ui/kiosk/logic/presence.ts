/** The kiosk's heartbeat: what it shows and how it is, every two seconds, and soon after anything changed. */
import type { Heard, Report } from '../../contract/types'

const EVERY_MS = 2_000
const SOON_MS = 150

export interface PresenceParts {
  compose(): Report
  send(report: Report): Promise<Heard>
  onHeard(heard: Heard, askedAt: number, answeredAt: number): void
  isOnline(): boolean
}

export interface Presence {
  start(): void
  /** Report soon: something that the desk shows has changed. */
  nudge(): void
  stop(): void
}

/** Create the heartbeat. */
export function createPresence(parts: PresenceParts): Presence {
  let beat: ReturnType<typeof setInterval> | undefined
  let soon: ReturnType<typeof setTimeout> | undefined
  async function report(): Promise<void> {
    clearTimeout(soon)
    soon = undefined
    if (!parts.isOnline()) return
    const askedAt = Date.now()
    try {
      parts.onHeard(await parts.send(parts.compose()), askedAt, Date.now())
    } catch {
      // The next beat says it again, and truer.
    }
  }
  return {
    start() {
      clearInterval(beat)
      beat = setInterval(() => { void report() }, EVERY_MS)
      void report()
    },
    nudge() {
      soon ??= setTimeout(() => { void report() }, SOON_MS)
    },
    stop() {
      clearInterval(beat)
      clearTimeout(soon)
    },
  }
}

/** Watches whether the picture can still change. */
export interface FrameWatch {
  /** Milliseconds since the browser last drew. */
  age(): number
  /** Wait until what was changed just now can be seen; not for ever, since a hidden page draws nothing. */
  shown(): Promise<void>
  stop(): void
}

const LOOK_EVERY_MS = 500
const SHOWN_WITHIN_MS = 300

/** Watch the frames: one is asked for twice a second, which costs less than following all of them. */
export function watchFrames(nextFrame: (drawn: () => void) => void): FrameWatch {
  let drawnAt = performance.now()
  let pending = false
  const look = (): void => {
    if (pending) return
    pending = true
    nextFrame(() => {
      pending = false
      drawnAt = performance.now()
    })
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  return {
    age: () => Math.max(0, Math.round(performance.now() - drawnAt)),
    shown: () => new Promise((resolve) => {
      setTimeout(resolve, SHOWN_WITHIN_MS)
      // The frame after the next: the next one draws the change.
      nextFrame(() => { nextFrame(() => { resolve() }) })
    }),
    stop: () => { clearInterval(timer) },
  }
}

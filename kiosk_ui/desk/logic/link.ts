// How good the connection is: measured by asking, because a socket can look open while nothing comes through (O-04).
import { ServerClock } from './clock'
import type { Line } from './parts'

export const SILENT_MS = 5_000
const BEAT_MS = 2_000

export interface Link {
  readonly online: boolean
  /** The state was fetched anew since the line came back: only then may a button work (O-04). */
  readonly ready: boolean
  readonly rttMs: number | null
  /** When the server last answered, by this phone's clock. */
  readonly heardAt: number
  readonly lostAt: number | null
}

export const NO_LINK: Link = { online: false, ready: false, rttMs: null, heardAt: 0, lostAt: null }

export function isCut(link: Link, now: number): boolean {
  return !link.online || (link.heardAt > 0 && now - link.heardAt >= SILENT_MS)
}

export class Heartbeat {
  private timer: ReturnType<typeof setTimeout> | undefined
  private running = false

  constructor(
    private readonly line: Line,
    private readonly clock: ServerClock,
    private readonly answered: (rttMs: number, at: number) => void,
  ) {}

  start(): void {
    if (this.running) return
    this.running = true
    void this.beat()
  }

  stop(): void {
    this.running = false
    clearTimeout(this.timer)
  }

  private async beat(): Promise<void> {
    const sentAt = Date.now()
    try {
      const { server_at: serverAt } = await this.line.ask('ping', null, SILENT_MS)
      const receivedAt = Date.now()
      this.clock.answered(sentAt, receivedAt, serverAt)
      if (this.running) this.answered(receivedAt - sentAt, receivedAt)
    } catch {
      // No answer is the finding itself: `heardAt` grows old and the desk greys out.
    }
    if (this.running) this.timer = setTimeout(() => void this.beat(), BEAT_MS)
  }
}

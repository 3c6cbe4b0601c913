/** The server's time on this device: interactions carry it, whatever the kiosk's own clock says (ux 5.2). */
import type { Notebook } from './notebook'

const NOTE = 'clock'
/** An answer that took longer tells too little about the moment it was written. */
const SLOW_MS = 2_000

export interface ServerClock {
  now(): number
  /** Learn from an answer: the server's time in it, and when by our clock it was asked for and came. */
  learn(serverAt: number, askedAt: number, answeredAt: number): void
}

/** Create the clock; what was learnt before holds while the server is away. */
export function createServerClock(notebook: Notebook): ServerClock {
  let offset = notebook.read<number>(NOTE) ?? 0
  return {
    now: () => Math.round(Date.now() + offset),
    learn(serverAt, askedAt, answeredAt) {
      if (answeredAt - askedAt > SLOW_MS) return
      const learnt = Math.round(serverAt - (askedAt + answeredAt) / 2)
      if (Math.abs(learnt - offset) > 50) notebook.write(NOTE, learnt)
      offset = learnt
    },
  }
}

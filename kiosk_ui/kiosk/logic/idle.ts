/** The two stages of V-06: quiet time, then a countdown that any touch ends, then the reset. */
import { watchPlaying, type Playing } from './viewers/playing'

export const COUNTDOWN_S = 20
/** How long nobody may touch after a film has ended (V-07). */
export const AFTER_FILM_MS = 30_000
const LOOK_AGAIN_MS = 1_000

export interface Idle {
  /** Begin the quiet time anew; a countdown that runs is over. */
  restart(quietMs: number): void
  /** Stop asking: nobody is here. */
  stop(): void
}

/** Create the clock of a visit; `show` hears the seconds left (null: no card), `expire` that nobody came. */
export function createIdle(show: (seconds: number | null) => void, expire: () => void, playing: Playing = watchPlaying(document)): Idle {
  return new IdleClock(show, expire, playing)
}

class IdleClock implements Idle {
  private readonly show: (seconds: number | null) => void
  private readonly expire: () => void
  private readonly playing: Playing
  private timer: ReturnType<typeof setTimeout> | undefined
  private showing = false
  private waiting = false

  constructor(show: (seconds: number | null) => void, expire: () => void, playing: Playing) {
    this.show = show
    this.expire = expire
    this.playing = playing
    playing.onEnd(() => { if (this.waiting) this.restart(AFTER_FILM_MS) })
  }

  restart(quietMs: number): void {
    this.stop()
    this.wait(quietMs, false)
  }

  stop(): void {
    clearTimeout(this.timer)
    if (this.showing) this.show(null)
    this.showing = false
    this.waiting = false
  }

  private wait(quietMs: number, watched: boolean): void {
    this.waiting = true
    this.timer = setTimeout(() => { this.ask(watched) }, quietMs)
  }

  /** Ask, unless a film plays; when one stopped meanwhile, whoever watched it has time to move. */
  private ask(watched: boolean): void {
    if (this.playing.look()) this.wait(LOOK_AGAIN_MS, true)
    else if (watched) this.wait(AFTER_FILM_MS, false)
    else this.count(performance.now() + COUNTDOWN_S * 1000)
  }

  private count(endsAt: number): void {
    this.waiting = false
    // By the clock, not by counting ticks: a busy kiosk must not stretch the seconds.
    const left = endsAt - performance.now()
    if (left <= 0) {
      this.stop()
      this.expire()
      return
    }
    this.showing = true
    this.show(Math.ceil(left / 1000))
    this.timer = setTimeout(() => { this.count(endsAt) }, left % 1000 || 1000)
  }
}

/** The two stages of V-06: quiet time, then a countdown that any touch ends, then the reset. */

export const COUNTDOWN_S = 20

export interface Idle {
  /** Begin the quiet time anew; a countdown that runs is over. */
  restart(quietMs: number): void
  /** Stop asking: nobody is here. */
  stop(): void
}

/** Create the clock of a visit; `show` hears the seconds left (null: no card), `expire` that nobody came. */
export function createIdle(show: (seconds: number | null) => void, expire: () => void): Idle {
  let timer: ReturnType<typeof setTimeout> | undefined
  let showing = false

  function clear(): void {
    clearTimeout(timer)
    if (showing) show(null)
    showing = false
  }
  function count(endsAt: number): void {
    // By the clock, not by counting ticks: a busy kiosk must not stretch the seconds.
    const left = endsAt - performance.now()
    if (left <= 0) {
      clear()
      expire()
      return
    }
    showing = true
    show(Math.ceil(left / 1000))
    timer = setTimeout(() => { count(endsAt) }, left % 1000 || 1000)
  }
  return {
    restart(quietMs) {
      clear()
      timer = setTimeout(() => { count(performance.now() + COUNTDOWN_S * 1000) }, quietMs)
    },
    stop: clear,
  }
}

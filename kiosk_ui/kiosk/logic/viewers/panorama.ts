/** Looking around: how far, and the slow turn that stops for whoever touches (P-11, A-06). */

/** The view may be raised and lowered by this much: beyond it people lose their bearings. */
export const MOST_PITCH = 40
/** One press: so many degrees aside, so many up or down, so much nearer. */
export const TURN_STEP = 30
export const TILT_STEP = 15
export const NEARER = 1.3
/** Degrees that are seen across: the nearest view and the widest. */
export const NARROWEST = 40
export const WIDEST = 110
export const TURN_AGAIN_MS = 20_000

/** Degrees seen from top to bottom, when `across` degrees are seen in a field of this shape (width ÷ height). */
export function seenDown(across: number, shape: number): number {
  const half = Math.tan((across * Math.PI) / 360) / shape
  return (Math.atan(half) * 360) / Math.PI
}

/** Bounds for the view's edges that let its middle rise and sink by `MOST_PITCH`. */
export function boundPitch(across: number, shape: number): [number, number] {
  const edge = Math.min(90, MOST_PITCH + seenDown(across, shape) / 2)
  return [-edge, edge]
}

/** Choose the first view: about 100 degrees along the longer side. */
export function firstView(shape: number): number {
  if (shape >= 1) return 100
  const half = Math.tan((90 * Math.PI) / 360) * shape
  return Math.max(NARROWEST, (Math.atan(half) * 360) / Math.PI)
}

export interface Turning {
  /** Somebody touched: stand still, and turn again when nobody has for a while. */
  touch(): void
  /** The button: stand still until somebody goes back to the entrance. */
  stop(): void
  /** Back at the entrance: turn again, once nobody has touched for a while. */
  renew(): void
  begin(): void
  leave(): void
}

/** Create the slow turn; `turn` starts and stops it. Nothing turns by itself where less motion is wanted. */
export function createTurning(still: () => boolean, turn: (on: boolean) => void): Turning {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isTurning = false
  let stopped = false
  function set(on: boolean): void {
    clearTimeout(timer)
    if (isTurning === on) return
    isTurning = on
    turn(on)
  }
  function rest(): void {
    set(false)
    if (!stopped && !still()) timer = setTimeout(() => { set(true) }, TURN_AGAIN_MS)
  }
  return {
    touch: rest,
    begin() { if (!still()) set(true) },
    stop() {
      stopped = true
      set(false)
    },
    renew() {
      stopped = false
      rest()
    },
    leave() { set(false) },
  }
}

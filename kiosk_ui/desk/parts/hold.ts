// A press that counts only when the thumb stays down: the guard of what costs minutes (O-05). Works with keys too.
import { type Ref, onScopeDispose, ref } from 'vue'

export const HOLD_MS = 2_000

export interface Hold {
  /** 0…1, how full the ring is. */
  progress: Ref<number>
  start(): void
  stop(): void
  keyDown(event: KeyboardEvent): void
  keyUp(event: KeyboardEvent): void
}

export function useHold(complete: () => void, ms = HOLD_MS): Hold {
  const progress = ref(0)
  let frame = 0
  const stop = (): void => {
    cancelAnimationFrame(frame)
    frame = 0
    progress.value = 0
  }
  const start = (): void => {
    if (frame !== 0) return
    const began = performance.now()
    const fill = (): void => {
      progress.value = Math.min(1, (performance.now() - began) / ms)
      if (progress.value < 1) { frame = requestAnimationFrame(fill); return }
      stop()
      complete()
    }
    frame = requestAnimationFrame(fill)
  }
  const isPress = (event: KeyboardEvent): boolean => event.key === 'Enter' || event.key === ' '
  onScopeDispose(stop)
  return {
    progress, start, stop,
    keyDown(event) { if (isPress(event) && !event.repeat) start() },
    keyUp(event) { if (isPress(event)) stop() },
  }
}

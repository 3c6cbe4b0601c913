/** The browser's own gestures, switched off (V-15), and touches that must not go on to what lies below (V-03). */

const QUELLED = ['contextmenu', 'dragstart', 'selectstart', 'gesturestart'] as const

/** Switch off menu, dragging, selection and zoom; returns what switches them on again. */
export function quellGestures(target: Window): () => void {
  const quell = (event: Event): void => { event.preventDefault() }
  const quellZoom = (event: WheelEvent): void => { if (event.ctrlKey) event.preventDefault() }
  QUELLED.forEach((name) => { target.addEventListener(name, quell) })
  target.addEventListener('wheel', quellZoom, { passive: false })
  return () => {
    QUELLED.forEach((name) => { target.removeEventListener(name, quell) })
    target.removeEventListener('wheel', quellZoom)
  }
}

/** Swallow the click that follows a finger-up which was already answered. */
export function swallowClick(target: Window, withinMs = 400): void {
  const stop = (): void => { target.removeEventListener('click', swallow, { capture: true }) }
  // Only the click of this very touch: the next one may come soon, and is meant.
  const swallow = (event: Event): void => { event.stopPropagation(); event.preventDefault(); stop() }
  target.addEventListener('click', swallow, { capture: true })
  target.setTimeout(stop, withinMs)
}

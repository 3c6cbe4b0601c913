/** pannellum as the kiosk uses it: six faces, no controls of its own, no link that leads out of the hall (V-21). */
import 'pannellum'
import 'pannellum/build/pannellum.css'
import { boundPitch, firstView, NARROWEST, WIDEST } from '../logic/viewers/panorama'

interface Pannellum {
  on(event: 'load' | 'error' | 'zoomchange', listener: () => void): Pannellum
  getYaw(): number
  getPitch(): number
  getHfov(): number
  setPitchBounds(bounds: [number, number]): Pannellum
  lookAt(pitch?: number, yaw?: number, hfov?: number, animatedMs?: number | false): Pannellum
  startAutoRotate(speed: number): Pannellum
  stopAutoRotate(): Pannellum
  resize(): void
  destroy(): void
}

declare global {
  interface Window { pannellum?: { viewer(element: HTMLElement, wishes: Record<string, unknown>): Pannellum } }
}

/** Degrees a second of the slow turn: once around in two minutes and a half. */
const SPEED = -2.4
const MOVE_MS = 400

export interface Room {
  turnBy(degrees: number): void
  tiltBy(degrees: number): void
  /** Come nearer by a factor; below 1 goes away. */
  approach(factor: number): void
  goToEntrance(): void
  rotate(on: boolean): void
  leave(): void
}

/** Tell whether this browser can show a room at all. */
export function canShowRooms(): boolean {
  return document.createElement('canvas').getContext('webgl') !== null
}

function describe(faces: string[], hfov: number): Record<string, unknown> {
  return {
    type: 'cubemap', cubeMap: faces, hfov, minHfov: NARROWEST, maxHfov: WIDEST, autoLoad: true, showControls: false, showZoomCtrl: false, showFullscreenCtrl: false,
    keyboardZoom: false, disableKeyboardCtrl: true, compass: false, doubleClickZoom: true, friction: 0.12, backgroundColor: [0.106, 0.078, 0.071],
  }
}

/** Open a room in an element; `still` moves without gliding. */
export function openRoom(element: HTMLElement, faces: string[], still: () => boolean, onReady: () => void, onFailure: () => void): Room {
  if (!window.pannellum) throw new Error('pannellum is not there')
  const shape = (): number => element.clientWidth / Math.max(1, element.clientHeight)
  const first = firstView(shape())
  const viewer = window.pannellum.viewer(element, describe(faces, first))
  const glide = (): number | false => (still() ? false : MOVE_MS)
  const bound = (): void => { viewer.setPitchBounds(boundPitch(viewer.getHfov(), shape())) }
  const sized = new ResizeObserver(() => { viewer.resize(); bound() })
  sized.observe(element)
  viewer.on('load', () => { bound(); onReady() }).on('zoomchange', bound).on('error', onFailure)
  element.querySelector('.pnlm-about-msg')?.remove()
  return {
    turnBy: (degrees) => { viewer.lookAt(viewer.getPitch(), viewer.getYaw() + degrees, viewer.getHfov(), glide()) },
    tiltBy: (degrees) => { viewer.lookAt(viewer.getPitch() + degrees, viewer.getYaw(), viewer.getHfov(), glide()) },
    approach: (factor) => { viewer.lookAt(viewer.getPitch(), viewer.getYaw(), Math.min(WIDEST, Math.max(NARROWEST, viewer.getHfov() / factor)), glide()) },
    goToEntrance: () => { viewer.lookAt(0, 0, first, glide()) },
    rotate: (on) => { if (on) viewer.startAutoRotate(SPEED); else viewer.stopAutoRotate() },
    leave: () => { sized.disconnect(); viewer.destroy() },
  }
}

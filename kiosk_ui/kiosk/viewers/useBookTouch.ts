/** Fingers on a book: a stroke or a touch at the edge turns, a drag moves a page that is near, two fingers come nearer (V-11). */
import { judgeStroke } from '../logic/viewers/book'

export interface BookMoves {
  /** A millimetre in CSS pixels. */
  mm(): number
  isNear(): boolean
  turn(way: 'next' | 'previous'): void
  /** Move by parts of the field's width and height. */
  drag(across: number, down: number): void
  approach(by: 1 | -1): void
}

interface Finger { x: number; y: number; fromX: number; fromY: number; at: number }

const PINCH = 1.25
const TOUCH_MM = 4
/** A touch turns in the outer parts of the field; in the middle it means nothing. */
const EDGE = 0.4

function boxOf(event: PointerEvent): DOMRect {
  return (event.currentTarget as HTMLElement).getBoundingClientRect()
}

class BookTouch {
  private readonly moves: BookMoves
  private readonly fingers = new Map<number, Finger>()
  /** How far two fingers are apart; 0 as long as there was only one. */
  private apart = 0

  constructor(moves: BookMoves) {
    this.moves = moves
  }

  press = (event: PointerEvent): void => {
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)
    this.fingers.set(event.pointerId, { x: event.clientX, y: event.clientY, fromX: event.clientX, fromY: event.clientY, at: event.timeStamp })
    this.apart = this.measure()
  }

  move = (event: PointerEvent): void => {
    const finger = this.fingers.get(event.pointerId)
    if (!finger) return
    const [dx, dy] = [event.clientX - finger.x, event.clientY - finger.y]
    Object.assign(finger, { x: event.clientX, y: event.clientY })
    if (this.fingers.size > 1) this.pinch()
    else if (this.moves.isNear()) this.moves.drag(-dx / boxOf(event).width, -dy / boxOf(event).height)
  }

  lift = (event: PointerEvent): void => {
    const finger = this.fingers.get(event.pointerId)
    const meansTurn = finger && this.fingers.size === 1 && this.apart === 0 && !this.moves.isNear()
    this.forget(event)
    if (meansTurn) this.judge(event, finger)
  }

  forget = (event: PointerEvent): void => {
    this.fingers.delete(event.pointerId)
    if (this.fingers.size === 0) this.apart = 0
  }

  private judge(event: PointerEvent, finger: Finger): void {
    const [dx, dy] = [(event.clientX - finger.fromX) / this.moves.mm(), (event.clientY - finger.fromY) / this.moves.mm()]
    const way = judgeStroke(dx, dy, event.timeStamp - finger.at)
    if (way) this.moves.turn(way)
    else if (Math.hypot(dx, dy) < TOUCH_MM) this.touch((event.clientX - boxOf(event).left) / boxOf(event).width)
  }

  private touch(part: number): void {
    if (part > 1 - EDGE) this.moves.turn('next')
    else if (part < EDGE) this.moves.turn('previous')
  }

  private measure(): number {
    const [a, b] = [...this.fingers.values()]
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0
  }

  private pinch(): void {
    const now = this.measure()
    if (now <= this.apart * PINCH && now >= this.apart / PINCH) return
    this.moves.approach(now > this.apart ? 1 : -1)
    this.apart = now
  }
}

/** Make the pointer listeners of a book's field. */
export function useBookTouch(moves: BookMoves): Record<'pointerdown' | 'pointermove' | 'pointerup' | 'pointercancel', (event: PointerEvent) => void> {
  const touch = new BookTouch(moves)
  return { pointerdown: touch.press, pointermove: touch.move, pointerup: touch.lift, pointercancel: touch.forget }
}

/** A document as a book: its spreads, where the reader is, how near, and as pages or as words (P-03). */
import { makeWatched, type Watched } from './watched'

/** The pages that lie open, by index: one, or two beside each other. */
export type Spread = readonly number[]

export interface BookState {
  /** How the pages lie now, and which of the spreads is open. */
  spreads: Spread[]
  spread: number
  /** Index in `NEAR`. */
  near: number
  /** What is in the middle of the view, as a part of the spread's width and height. */
  x: number
  y: number
  /** Large letters instead of pages; `screen` of the page's words, of `screens`. */
  words: boolean
  screen: number
  screens: number
}

/** Three fixed steps: the whole page, nearer, nearest. */
export const NEAR = [1, 1.7, 2.6] as const
const MIDDLE = { x: 0.5, y: 0.5 }

/** Lay out a book: the cover alone, then two and two, as in the hand; or page by page. */
export function laySpreads(pages: number, double: boolean): Spread[] {
  if (!double) return Array.from({ length: pages }, (_, page) => [page])
  const pairs = Array.from({ length: Math.ceil(Math.max(0, pages - 1) / 2) }, (_, pair) => [pair * 2 + 1, pair * 2 + 2])
  return [[0], ...pairs].map((spread) => spread.filter((page) => page < pages)).filter((spread) => spread.length > 0)
}

/** Find the spread with a page. */
export function findSpread(spreads: Spread[], page: number): number {
  return Math.max(0, spreads.findIndex((spread) => spread.includes(page)))
}

/** List the pages whose pictures are wanted: what lies open, and its neighbours for the next turn. */
export function listWanted(spreads: Spread[], index: number, reach = 1): number[] {
  return spreads.slice(Math.max(0, index - reach), index + reach + 1).flat()
}

/** Judge a finger's way: a quick or long stroke that is more level than steep turns a page. Lengths in mm. */
export function judgeStroke(dx_mm: number, dy_mm: number, ms: number): 'next' | 'previous' | null {
  const level = Math.abs(dx_mm) > Math.abs(dy_mm) * 1.5
  const meant = Math.abs(dx_mm) >= 40 || (Math.abs(dx_mm) >= 15 && ms <= 350)
  if (!level || !meant) return null
  return dx_mm < 0 ? 'next' : 'previous'
}

/** List the pages that lie open. */
export function listOpen(state: BookState): Spread {
  return state.spreads[state.spread] ?? []
}

/** Tell whether there is nothing before, and nothing after, what is seen. */
export function judgeEnds({ spreads, spread, words, screen, screens }: BookState): { isFirst: boolean; isLast: boolean } {
  return {
    isFirst: spread === 0 && (!words || screen === 0),
    isLast: spread >= spreads.length - 1 && (!words || screen >= screens - 1),
  }
}

/** The reader's place in a book. */
export class Book implements Watched<BookState> {
  private readonly watched = makeWatched<BookState>({ spreads: [], spread: 0, near: 0, ...MIDDLE, words: false, screen: 0, screens: 1 })
  private pages = 0
  private double: boolean

  constructor(double: boolean) {
    this.double = double
  }

  get state(): Readonly<BookState> { return this.watched.state }
  subscribe(listener: () => void): () => void { return this.watched.subscribe(listener) }

  /** Lay the pages out, one or two at a time; the page that was open stays open. Words are read page by page. */
  lay(pages: number, double: boolean): void {
    const page = listOpen(this.state)[0] ?? 0
    this.pages = pages
    this.double = double
    const spreads = laySpreads(pages, double && !this.state.words)
    this.watched.change({ spreads, spread: findSpread(spreads, page) })
  }

  next(): void { this.turn(1) }
  previous(): void { this.turn(-1) }

  /** Open the book at a page. */
  open(page: number): void {
    const within = Math.min(Math.max(0, page), Math.max(0, this.pages - 1))
    this.watched.change({ spread: findSpread(this.state.spreads, within), ...MIDDLE, screen: 0 })
  }

  showWords(words: boolean): void {
    this.watched.change({ words, near: 0, ...MIDDLE, screen: 0, screens: 1 })
    this.lay(this.pages, this.double)
  }

  /** Hear how many screens the words of this page take. */
  hearScreens(screens: number): void {
    this.watched.change({ screens, screen: Math.min(this.state.screen, screens - 1) })
  }

  /** Come one step nearer, or go one step away. */
  approach(by: 1 | -1): void {
    const near = Math.min(NEAR.length - 1, Math.max(0, this.state.near + by))
    this.watched.change(near === 0 ? { near, ...MIDDLE } : { near })
    this.shift(0, 0)
  }

  /** Shift the view, by parts of what is seen; the page never leaves it. */
  shift(across: number, down: number): void {
    const seen = 1 / (NEAR[this.state.near] ?? 1)
    const hold = (place: number): number => Math.min(1 - seen / 2, Math.max(seen / 2, place))
    this.watched.change({ x: hold(this.state.x + across * seen), y: hold(this.state.y + down * seen) })
  }

  private turn(by: 1 | -1): void {
    const { words, screen, screens, spread, spreads } = this.state
    if (words && screen + by >= 0 && screen + by < screens) {
      this.watched.change({ screen: screen + by })
      return
    }
    const to = spread + by
    if (to < 0 || to >= spreads.length) return
    this.watched.change({ spread: to, ...MIDDLE, screen: 0, screens: 1 })
    this.shift(0, -1)
  }
}

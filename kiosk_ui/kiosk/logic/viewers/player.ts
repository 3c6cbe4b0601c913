/** Plays a film or a recording: what each touch means, which file is tried, and what is written down (ux 5.2). */
import { makeWatched, type Watched } from './watched'
import type { Voices } from './voices'

/** `ready` before the first play; `failed` when none of the files can be played. */
export type Phase = 'ready' | 'playing' | 'paused' | 'ended' | 'failed'

export interface PlayerState {
  phase: Phase
  at_s: number
  length_s: number
  muted: boolean
  /** The picture stands because the next part has not come yet. */
  waiting: boolean
}

/** What a `<video>` or an `<audio>` can do. */
export interface Machine {
  load(address: string): void
  play(): Promise<void>
  pause(): void
  currentTime: number
  muted: boolean
  volume: number
}

/** Something that happened to a film: at which second, or which quarter of it was reached. */
export type MediaEvent = { event: 'play' | 'pause' | 'stop' | 'failed'; at_s: number } | { event: 'reached'; percent: number }

export interface PlayerParts {
  machine: Machine
  voices: Voices
  length_s: number
  muted: boolean
  record(event: MediaEvent): void
}

const QUARTERS = [25, 50, 75]
/** Between two looks no more than this is played; a longer way was jumped. */
const JUMP_S = 1.5

/** The player of one asset. */
export class Player implements Watched<PlayerState> {
  private readonly parts: PlayerParts
  private readonly watched
  private readonly told = new Set<number>()
  /** Where the files are, the best first, and which one the machine holds. */
  private offered: string[] = []
  private held = ''
  /** The files that failed since the visitor last pressed play, and how often the one that is held did. */
  private failed = new Set<string>()
  private stumbles = 0

  constructor(parts: PlayerParts) {
    this.parts = parts
    parts.machine.muted = parts.muted
    this.watched = makeWatched<PlayerState>({ phase: 'ready', at_s: 0, length_s: parts.length_s, muted: parts.muted, waiting: false })
  }

  get state(): Readonly<PlayerState> { return this.watched.state }
  subscribe(listener: () => void): () => void { return this.watched.subscribe(listener) }

  /** Offer the files, the best first. While it plays it goes on with what it has; the next play takes the best. */
  offer(addresses: string[]): void {
    this.offered = addresses
    if (this.held === '') this.hold(addresses[0])
  }

  play(): void {
    const { phase, length_s, at_s } = this.state
    this.failed.clear()
    this.stumbles = 0
    if (phase !== 'playing' && this.offered[0] !== this.held) this.hold(this.offered[0], phase === 'ended' ? 0 : at_s)
    else if (phase === 'failed' && this.held !== '') this.hold(this.held, at_s)
    if (this.held === '') return
    if (phase === 'ended' || at_s >= length_s) this.move(0)
    this.begin()
  }

  pause(): void { this.parts.machine.pause() }

  toggle(): void {
    if (this.state.phase === 'playing') this.pause()
    else this.play()
  }

  /** Go to a second; a film that had ended stands there then. */
  seek(at_s: number): void {
    const { phase, length_s } = this.state
    this.move(Math.min(Math.max(0, at_s), Math.max(0, length_s - 0.2)))
    if (phase === 'ended') this.watched.change({ phase: 'paused' })
  }

  step(by_s: number): void { this.seek(this.state.at_s + by_s) }

  replay(): void {
    this.move(0)
    this.play()
  }

  setMuted(muted: boolean): void {
    this.parts.machine.muted = muted
    this.watched.change({ muted })
  }

  /** Set how loud it is, 0 to 100. */
  setVolume(volume: number): void { this.parts.machine.volume = Math.min(1, Math.max(0, volume / 100)) }

  /** Stop for good: the viewer closes. */
  leave(): void {
    const { phase, at_s } = this.state
    this.parts.voices.release(this)
    if (phase === 'playing' || phase === 'paused') this.parts.record({ event: 'stop', at_s: round(at_s) })
    this.watched.change({ phase: 'ready' })
    this.parts.machine.pause()
  }

  // What the machine tells.

  hearTime(at_s: number): void {
    const { at_s: before, length_s, phase } = this.state
    this.watched.change({ at_s, waiting: false })
    if (phase !== 'playing' || at_s <= before || at_s - before > JUMP_S || length_s <= 0) return
    QUARTERS.filter((quarter) => at_s >= (length_s * quarter) / 100 && before < (length_s * quarter) / 100).forEach((quarter) => { this.tell(quarter) })
  }

  hearLength(length_s: number): void {
    if (Number.isFinite(length_s) && length_s > 0) this.watched.change({ length_s })
  }

  hearWaiting(): void { this.watched.change({ waiting: this.state.phase === 'playing' }) }
  hearPlaying(): void { this.watched.change({ waiting: false }) }

  hearPause(): void {
    if (this.state.phase !== 'playing') return
    this.watched.change({ phase: 'paused', waiting: false })
    this.parts.record({ event: 'pause', at_s: round(this.state.at_s) })
  }

  hearEnd(): void {
    this.watched.change({ phase: 'ended', at_s: this.state.length_s, waiting: false })
    this.parts.voices.release(this)
    this.tell(100)
  }

  /** The file cannot be played on: it is taken up once more where it stopped, since a line may stumble; then the next one is tried. */
  hearFailure(): void {
    const { phase, at_s } = this.state
    const wasPlaying = phase === 'playing'
    const again = wasPlaying && at_s > 0 && this.stumbles === 0
    if (again) this.stumbles = 1
    else this.failed.add(this.held)
    const next = again ? this.held : this.offered.find((address) => !this.failed.has(address))
    if (next !== undefined) {
      this.hold(next, at_s)
      if (wasPlaying) void this.start()
      return
    }
    this.parts.voices.release(this)
    this.watched.change({ phase: 'failed', waiting: false })
    this.parts.record({ event: 'failed', at_s: round(at_s) })
  }

  private begin(): void {
    this.parts.voices.claim(this)
    this.watched.change({ phase: 'playing' })
    this.parts.record({ event: 'play', at_s: round(this.state.at_s) })
    void this.start()
  }

  private async start(): Promise<void> {
    try {
      await this.parts.machine.play()
    } catch (failure) {
      // Another file or a pause came in between, or the file is bad: both are heard by other ways.
      if (failure instanceof Error && failure.name === 'NotAllowedError') this.hearPause()
    }
  }

  private hold(address: string | undefined, at_s = 0): void {
    if (address === undefined) return
    this.held = address
    this.parts.machine.load(address)
    if (at_s > 0) this.parts.machine.currentTime = at_s
  }

  private move(at_s: number): void {
    this.parts.machine.currentTime = at_s
    this.watched.change({ at_s })
  }

  private tell(percent: number): void {
    if (this.told.has(percent)) return
    this.told.add(percent)
    this.parts.record({ event: 'reached', percent })
  }
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10
}

/** The captions of a film in one language while somebody writes them: saved by themselves, taken back line by line. */
import { reactive } from 'vue'
import type { Asset, Captions, Cue, Fault, Language, LocalText } from '../../contract/types'
import { isPassing } from '../../shared/passing'
import { describeFailure, isProblem } from '../../shared/problem'
import type { FormWord } from './assetForm'
import { beginCue, listWhole, sortCues, writeVtt } from './cues'

export interface Row extends Cue {
  key: number
}

export interface DeskState {
  rows: Row[]
  word: FormWord | 'loading' | 'away'
  savedAt: number | null
  reason: LocalText | null
  /** What the hall says of single captions, by their keys. */
  notes: Map<number, LocalText>
  /** What was thrown away last. */
  gone: Row | null
  /** A file that was not taken: its lines, and what is wrong in which. */
  broken: { name: string; lines: string[]; faults: Fault[] } | null
}

export interface DeskParts {
  load(id: string, language: Language): Promise<Captions>
  keep(id: string, language: Language, file: Blob): Promise<Asset>
  drop(id: string, language: Language): Promise<Asset>
  taken(asset: Asset): void
  later(ms: number, then: () => void): void
  now(): number
}

const SETTLE_MS = 1_200
const AGAIN_MS = 3_000

export class CaptionDesk {
  readonly state: DeskState = reactive({ rows: [], word: 'loading', savedAt: null, reason: null, notes: new Map(), gone: null, broken: null })
  private readonly id: string
  private readonly language: Language
  private readonly parts: DeskParts
  private saved = ''
  private turn = 0
  private next = 1

  constructor(id: string, language: Language, parts: DeskParts) {
    this.id = id
    this.language = language
    this.parts = parts
  }

  async load(): Promise<void> {
    try {
      const { cues, warnings } = await this.parts.load(this.id, this.language)
      this.fill(cues)
      this.note(warnings)
      this.state.word = 'clean'
    } catch (failure) {
      // No captions yet is how every film begins.
      if (isProblem(failure, 404)) { this.fill([]); this.state.word = 'clean' }
      else Object.assign(this.state, { word: 'away', reason: describeFailure(failure) })
    }
  }

  /** Begin a cue at a moment of the film; returns its key. */
  add(at_ms: number): number {
    const row = { ...beginCue(this.state.rows, Math.round(at_ms)), key: this.next++ }
    this.state.rows = sortCues([...this.state.rows, row])
    return row.key
  }

  remove(key: number): void {
    this.state.gone = this.state.rows.find((row) => row.key === key) ?? null
    this.state.rows = this.state.rows.filter((row) => row.key !== key)
    this.touch()
  }

  takeBack(): void {
    if (this.state.gone) this.state.rows = sortCues([...this.state.rows, this.state.gone])
    this.state.gone = null
    this.touch()
  }

  /** Times were changed: put the rows in their order. */
  sort(): void {
    this.state.rows = sortCues(this.state.rows)
    this.touch()
  }

  /** Something was written: save it when there is a pause. */
  touch(): void {
    const turn = (this.turn += 1)
    this.parts.later(SETTLE_MS, () => { if (turn === this.turn) void this.save() })
  }

  /** Save; cues that are not finished stay on the page and out of the film. */
  async save(): Promise<boolean> {
    const text = writeVtt(this.state.rows)
    if (text === this.saved || this.state.word === 'loading') return true
    return this.send(text, () => (listWhole(this.state.rows).length > 0 ? this.parts.keep(this.id, this.language, new Blob([text])) : this.parts.drop(this.id, this.language)))
  }

  /** Take a file of captions in place of what is there; a broken one is shown with its faults, and changes nothing. */
  async take(file: File): Promise<boolean> {
    this.state.broken = null
    try {
      this.parts.taken(await this.parts.keep(this.id, this.language, file))
    } catch (failure) {
      const faults = readFaults(failure)
      if (faults.length > 0) this.state.broken = { name: file.name, lines: (await file.text()).split(/\r\n?|\n/), faults }
      else this.state.reason = describeFailure(failure)
      return false
    }
    await this.load()
    Object.assign(this.state, { word: 'saved', savedAt: this.parts.now(), reason: null })
    return true
  }

  /** Put what the hall says of a caption beside it: it counts the finished ones. */
  private note(faults: Fault[]): void {
    const whole = listWhole(this.state.rows)
    this.state.notes = new Map(faults.flatMap(({ cue, message }) => { const row = whole[cue - 1]; return row ? [[row.key, message] as const] : [] }))
  }

  private async send(text: string, call: () => Promise<Asset>): Promise<boolean> {
    this.state.word = 'saving'
    try {
      this.parts.taken(await call())
      this.saved = text
      this.state.notes = new Map()
      Object.assign(this.state, { word: 'saved', savedAt: this.parts.now(), reason: null })
      return true
    } catch (failure) {
      const later = isPassing(failure)
      this.note(readFaults(failure))
      Object.assign(this.state, { word: later ? 'kept' : 'refused', reason: describeFailure(failure) })
      if (later) this.parts.later(AGAIN_MS, () => { if (this.state.word === 'kept') void this.save() })
      return false
    }
  }

  private fill(cues: Cue[]): void {
    this.state.rows = sortCues(cues.map((cue) => ({ ...cue, key: this.next++ })))
    this.saved = writeVtt(this.state.rows)
    this.state.gone = null
  }
}

function readFaults(failure: unknown): Fault[] {
  const lines = isProblem(failure, 'captions_broken') ? failure.problem.details.lines : undefined
  return Array.isArray(lines) ? (lines as Fault[]) : []
}

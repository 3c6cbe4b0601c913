/** An exhibit while somebody writes it: saved by itself, never over another's work, never lost (C-27). */
import { reactive } from 'vue'
import type { Content, DraftChange, Exhibit, LocalText, Placement } from '../../contract/types'
import { describeFailure, isProblem } from '../../shared/problem'
import { copy, isSame } from './content'
import { isPassing } from '../../shared/passing'
import { forgetKept, keepDraft, readKept, type Store } from './keep'

/**
 * `kept`: the hall cannot be reached, the text is in this browser and is sent again; `refused`: the hall does not
 * take it as it is; `conflict`: somebody else saved in between, and a person has to choose.
 */
export type SaveWord = 'clean' | 'dirty' | 'saving' | 'saved' | 'kept' | 'refused' | 'conflict'

export interface DraftState {
  exhibit: Exhibit
  content: Content
  placement: Placement
  word: SaveWord
  savedAt: number | null
  reason: LocalText | null
  theirs: Exhibit | null
  /** What was put aside for the other's text: it can be taken back. */
  aside: Version | null
  /** Whether text that an earlier page could not save was found and put back. */
  found: boolean
}

interface Version {
  content: Content
  placement: Placement
}

export interface DraftParts {
  save(id: string, change: DraftChange): Promise<Exhibit>
  load(id: string): Promise<Exhibit>
  publish(id: string, revision: number): Promise<Exhibit>
  withdraw(id: string, revision: number): Promise<Exhibit>
  /** Told of every exhibit that comes from the hall. */
  taken(exhibit: Exhibit): void
  now(): number
  store: Store
}

export class Draft {
  readonly state: DraftState
  private readonly parts: DraftParts
  /** What the hall has, in our own words: what is typed is compared with it. */
  private base: Version
  private going: Promise<boolean> | null = null
  private refused: Version | null = null

  constructor(exhibit: Exhibit, parts: DraftParts) {
    this.parts = parts
    this.base = versionOf(exhibit)
    this.state = reactive({
      exhibit, ...versionOf(exhibit), word: 'clean', savedAt: null, reason: null, theirs: null, aside: null, found: false,
    })
    this.recover()
  }

  get id(): string {
    return this.state.exhibit.id
  }

  /** Whether something is typed that the hall does not have. */
  get isDirty(): boolean {
    return !isSame(this.mine(), this.base)
  }

  /** Look for what was typed since: keep it in this browser, and say that it will be saved. */
  note(): void {
    if (!this.isDirty) {
      if (this.state.word === 'dirty') this.state.word = this.state.savedAt === null ? 'clean' : 'saved'
      return
    }
    const { exhibit } = this.state
    keepDraft(this.parts.store, this.id, { revision: exhibit.revision, ...this.mine(), at: this.parts.now() })
    if (['clean', 'saved'].includes(this.state.word)) this.state.word = 'dirty'
  }

  /** Send what was typed; false when the hall does not have it afterwards. */
  async save(): Promise<boolean> {
    // Looked at again after each wait: whoever waited as well may have begun the next, and two at once contradict each other.
    while (this.going) await this.going.catch(() => false)
    if (this.state.word === 'conflict') return false
    if (!this.isDirty) return true
    if (this.refused && isSame(this.refused, this.mine())) return false
    this.note()
    return this.during(this.send())
  }

  /** Save, then put it on the displays. */
  publish(): Promise<boolean> {
    return this.saveThen(this.parts.publish)
  }

  /** Save, then take it off the displays. */
  withdraw(): Promise<boolean> {
    return this.saveThen(this.parts.withdraw)
  }

  /** Hear that the hall has a new revision: take it, or let the person choose when there is typed text. */
  async hear(revision: number): Promise<void> {
    while (this.going) await this.going.catch(() => false)
    if (revision <= this.state.exhibit.revision || this.state.word === 'conflict') return
    const theirs = await this.parts.load(this.id)
    if (theirs.revision > this.state.exhibit.revision) this.meet(theirs)
  }

  /** Save mine over theirs: a person has seen both. */
  async keepMine(): Promise<boolean> {
    if (!this.state.theirs) return false
    this.state.exhibit = this.state.theirs
    this.base = versionOf(this.state.theirs)
    this.leaveConflict()
    return this.save()
  }

  /** Show theirs, and put mine aside. */
  takeTheirs(): void {
    if (!this.state.theirs) return
    this.state.aside = this.mine()
    this.adopt(this.state.theirs)
    this.leaveConflict()
    this.state.word = 'clean'
    forgetKept(this.parts.store, this.id)
  }

  /** Take back what was put aside: it is saved as a change of what is there now. */
  takeBack(): void {
    if (!this.state.aside) return
    Object.assign(this.state, copy(this.state.aside))
    this.state.aside = null
    this.note()
  }

  private async saveThen(call: DraftParts['publish']): Promise<boolean> {
    if (!await this.save()) return false
    while (this.going) await this.going.catch(() => false)
    return this.during(this.decide(call))
  }

  /** While an answer is awaited, news of this exhibit may be its echo: `hear` waits for it. */
  private async during(work: Promise<boolean>): Promise<boolean> {
    this.going = work
    try {
      return await work
    } finally {
      this.going = null
    }
  }

  private async send(): Promise<boolean> {
    const sent = this.mine()
    this.state.word = 'saving'
    try {
      const exhibit = await this.parts.save(this.id, { revision: this.state.exhibit.revision, ...sent })
      this.settle(exhibit, sent)
      return true
    } catch (failure) {
      await this.fail(failure, sent)
      return false
    }
  }

  private settle(exhibit: Exhibit, sent: Version): void {
    // The hall may tidy a text; the writer's own stays under the cursor, and counts as saved.
    this.base = sent
    this.refused = null
    this.state.exhibit = exhibit
    this.state.savedAt = this.parts.now()
    this.state.reason = null
    this.state.found = false
    this.state.word = 'saved'
    forgetKept(this.parts.store, this.id)
    this.parts.taken(exhibit)
    this.note()
  }

  private async fail(failure: unknown, sent: Version): Promise<void> {
    this.state.reason = describeFailure(failure)
    if (isProblem(failure, 'exhibit_changed')) return this.conflict()
    const later = isPassing(failure)
    this.state.word = later ? 'kept' : 'refused'
    if (!later) this.refused = sent
  }

  private async conflict(): Promise<void> {
    try {
      this.meet(await this.parts.load(this.id))
    } catch {
      this.state.word = 'kept'
    }
  }

  /** Another revision is there: with nothing typed it is simply shown. */
  private meet(theirs: Exhibit): void {
    if (!this.isDirty || isSame(this.mine(), versionOf(theirs))) {
      this.adopt(theirs)
      this.state.word = 'clean'
      return
    }
    this.state.theirs = theirs
    this.state.word = 'conflict'
  }

  private adopt(exhibit: Exhibit): void {
    this.base = versionOf(exhibit)
    this.refused = null
    Object.assign(this.state, { exhibit, ...versionOf(exhibit), reason: null })
    this.parts.taken(exhibit)
  }

  private leaveConflict(): void {
    this.state.theirs = null
    this.state.reason = null
    this.state.word = 'dirty'
  }

  private async decide(call: DraftParts['publish']): Promise<boolean> {
    const { exhibit } = this.state
    try {
      this.state.exhibit = await call(exhibit.id, exhibit.revision)
      this.parts.taken(this.state.exhibit)
      return true
    } catch (failure) {
      if (!isProblem(failure, 'exhibit_changed')) throw failure
      await this.conflict()
      return false
    }
  }

  /** Put back what an earlier page could not save. */
  private recover(): void {
    const kept = readKept(this.parts.store, this.id)
    if (!kept) return
    const version = { content: kept.content, placement: kept.placement }
    if (isSame(version, this.base)) { forgetKept(this.parts.store, this.id); return }
    Object.assign(this.state, copy(version))
    this.state.found = true
    if (kept.revision < this.state.exhibit.revision) this.meet(this.state.exhibit)
    else this.state.word = 'dirty'
  }

  private mine(): Version {
    return copy({ content: this.state.content, placement: this.state.placement })
  }
}

function versionOf(exhibit: Exhibit): Version {
  return copy({ content: exhibit.draft, placement: exhibit.placement })
}

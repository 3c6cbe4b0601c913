/** All drafts that this page has open: they go on saving themselves when another page is shown. */
import type { Exhibit } from '../../contract/types'
import { Draft, type DraftParts } from './draft'

/** C-27: every five seconds, and when a field is left. */
export const SAVE_EVERY_MS = 5_000
const NOTE_EVERY_MS = 500

export class Drafts {
  private readonly open = new Map<string, Draft>()
  private readonly parts: DraftParts

  constructor(parts: DraftParts) {
    this.parts = parts
  }

  /** Begin to look after the drafts: note what is typed, save it. */
  start(): void {
    setInterval(() => { for (const draft of this.open.values()) draft.note() }, NOTE_EVERY_MS)
    setInterval(() => { void this.saveAll() }, SAVE_EVERY_MS)
  }

  /** Open an exhibit's draft; the one that is already open goes on. */
  async get(id: string): Promise<Draft> {
    const there = this.open.get(id)
    const exhibit = await this.parts.load(id).catch((failure: unknown) => {
      if (there) return there.state.exhibit
      throw failure
    })
    if (there) {
      void there.hear(exhibit.revision)
      return there
    }
    return this.begin(exhibit)
  }

  /** Hear of a new revision of any exhibit. */
  async hear(id: string, revision: number): Promise<void> {
    await this.open.get(id)?.hear(revision)
  }

  /** Save all; false when one could not be. */
  async saveAll(): Promise<boolean> {
    const saved = await Promise.all([...this.open.values()].map((draft) => draft.save()))
    return saved.every(Boolean)
  }

  /** Note all that is typed, at the last moment. */
  noteAll(): void {
    for (const draft of this.open.values()) draft.note()
  }

  private begin(exhibit: Exhibit): Draft {
    const draft = new Draft(exhibit, this.parts)
    this.open.set(exhibit.id, draft)
    this.parts.taken(exhibit)
    return draft
  }
}

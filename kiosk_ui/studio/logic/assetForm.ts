/** What is known of one asset while somebody writes it: saved by itself when a field is left, never over newer words. */
import { reactive } from 'vue'
import type { Asset, AssetChange, LocalText } from '../../contract/types'
import { isPassing } from '../../shared/passing'
import { describeFailure } from '../../shared/problem'
import { copy, isSame } from './content'

export type Fields = Pick<Asset, 'name' | 'alt' | 'caption' | 'credit' | 'licence' | 'album' | 'expires_at'>
export type Change = Partial<AssetChange>
export type FormWord = 'clean' | 'saving' | 'saved' | 'kept' | 'refused'

export interface FormState {
  fields: Fields
  word: FormWord
  savedAt: number | null
  reason: LocalText | null
}

export interface FormParts {
  change(ids: string[], change: Change): Promise<Asset[]>
  taken(asset: Asset): void
  later(ms: number, then: () => void): void
  now(): number
}

const AGAIN_MS = 3_000
const NAMES = ['name', 'alt', 'caption', 'credit', 'licence', 'album', 'expires_at'] as const

export class AssetForm {
  readonly id: string
  readonly state: FormState
  private readonly parts: FormParts
  private base: Fields
  private going: Promise<boolean> = Promise.resolve(true)

  constructor(asset: Asset, parts: FormParts) {
    this.id = asset.id
    this.parts = parts
    this.base = fieldsOf(asset)
    this.state = reactive({ fields: fieldsOf(asset), word: 'clean', savedAt: null, reason: null })
  }

  /** Hear of the asset as the hall has it: fields that are not being written follow it. */
  hear(asset: Asset): void {
    const theirs = fieldsOf(asset)
    for (const name of NAMES) {
      if (isSame(this.state.fields[name], this.base[name])) Object.assign(this.state.fields, { [name]: copy(theirs[name]) })
    }
    this.base = theirs
  }

  /** Save what was written; false when the hall does not have it afterwards. */
  save(): Promise<boolean> {
    return this.send(() => this.findWritten())
  }

  /** Save something that is no field, at once. */
  apply(change: Change): Promise<boolean> {
    return this.send(() => change)
  }

  /** One after the other: two answers that overtake each other would show the older one. */
  private send(find: () => Change): Promise<boolean> {
    this.going = this.going.then(() => this.put(find()))
    return this.going
  }

  private async put(change: Change): Promise<boolean> {
    if (Object.keys(change).length === 0) return true
    this.state.word = 'saving'
    try {
      for (const asset of await this.parts.change([this.id], change)) {
        // What was sent counts as the hall's, so that the words under the cursor stay as they are typed.
        this.base = { ...this.base, ...copy(pickFields(change)) }
        this.hear(asset)
        this.parts.taken(asset)
      }
      Object.assign(this.state, { word: 'saved', savedAt: this.parts.now(), reason: null })
      return true
    } catch (failure) {
      this.fail(failure, change)
      return false
    }
  }

  private fail(failure: unknown, change: Change): void {
    const later = isPassing(failure)
    Object.assign(this.state, { word: later ? 'kept' : 'refused', reason: describeFailure(failure) })
    if (later) this.parts.later(AGAIN_MS, () => { if (this.state.word === 'kept') void this.send(() => ({ ...change, ...this.findWritten() })) })
  }

  private findWritten(): Change {
    const { fields } = this.state
    const written = NAMES.filter((name) => !isSame(fields[name], this.base[name]) && (name !== 'name' || fields.name.trim() !== ''))
    return copy(Object.fromEntries(written.map((name) => [name, fields[name]])) as Change)
  }
}

function fieldsOf(asset: Asset): Fields {
  return copy(Object.fromEntries(NAMES.map((name) => [name, asset[name]])) as Fields)
}

function pickFields(change: Change): Partial<Fields> {
  return Object.fromEntries(NAMES.filter((name) => name in change).map((name) => [name, change[name]]))
}

/** Where two versions of an exhibit differ, so that a person can choose (C-27). */
import type { Content, Language, LocalText, Placement } from '../../contract/types'
import { isSame } from './content'

export type TextField = 'title' | 'key' | 'body' | 'source'

export interface Difference {
  field: TextField
  language: Language
  mine: string
  theirs: string
}

interface Version {
  content: Content
  placement: Placement
}

const FIELDS: TextField[] = ['title', 'key', 'body', 'source']
const LANGUAGES: Language[] = ['zh', 'en']

/** List the texts that differ. */
export function listDifferences(mine: Content, theirs: Content): Difference[] {
  return FIELDS.flatMap((field) => LANGUAGES
    .filter((language) => mine[field][language] !== theirs[field][language])
    .map((language) => ({ field, language, mine: mine[field][language], theirs: theirs[field][language] })))
}

const NOTHING: Record<TextField, LocalText | null> = { title: null, key: null, body: null, source: null }

/** Tell whether anything but those texts differs: pictures, rows, place. */
export function differsElsewhere(mine: Version, theirs: Version): boolean {
  const rest = ({ content, placement }: Version): unknown => ({ content: { ...content, ...NOTHING }, placement })
  return !isSame(rest(mine), rest(theirs))
}

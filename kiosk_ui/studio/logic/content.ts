/** What is in an exhibit: its texts, what is missing in English, and whether it differs from what is on the displays. */
import type { Asset, Content, Exhibit, Language, LocalText, Picture, Row } from '../../contract/types'

/** Compare two JSON values by what they hold. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const names = Object.keys(left)
  return names.length === Object.keys(right).length && names.every((name) => isSame(left[name], right[name]))
}

/** Copy a JSON value, reactive or not. */
export function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}

export function emptyText(): LocalText {
  return { zh: '', en: '' }
}

export function emptyRow(): Row {
  return { mark: '', term: emptyText(), text: emptyText() }
}

/** Put an asset into an exhibit, with the words that the library has for it. */
export function newPicture(assetId: string, asset?: Pick<Asset, 'alt' | 'caption'>): Picture {
  return { asset_id: assetId, alt: { ...asset?.alt ?? emptyText() }, caption: { ...asset?.caption ?? emptyText() } }
}

/** Begin an exhibit of a kind. */
export function emptyContent(kind: Content['kind'], title: LocalText, pictures: Picture[] = []): Content {
  const common = { title, key: emptyText(), source: emptyText(), body: emptyText(), pictures }
  return kind === 'article' ? { ...common, kind, rows: [] } : { ...common, kind }
}

/** List all texts that visitors read. */
export function listTexts(content: Content): LocalText[] {
  const rows = content.kind === 'article' ? content.rows.flatMap((row) => [row.term, row.text]) : []
  const pictures = content.pictures.flatMap((picture) => [picture.alt, picture.caption])
  return [content.title, content.key, content.body, content.source, ...rows, ...pictures]
}

/** Tell whether a text stands in Chinese and not in English. */
export function lacksEnglish(text: LocalText): boolean {
  return text.zh.trim() !== '' && text.en.trim() === ''
}

/** Count the texts that have no English yet. */
export function countMissingEnglish(content: Content): number {
  return listTexts(content).filter(lacksEnglish).length
}

/** Tell whether the draft differs from what visitors see. */
export function isChangedSincePublished(exhibit: Exhibit): boolean {
  if (exhibit.published === null || exhibit.status !== 'published') return false
  return !isSame(exhibit.draft, exhibit.published) || !isSame(exhibit.placement, exhibit.published_placement)
}

/** Tell whether the Chinese was changed since it was published and the English was not (C-23). */
export function isStaleEnglish(now: LocalText, published: LocalText | undefined): boolean {
  if (!published || now.en.trim() === '') return false
  return now.zh !== published.zh && now.en === published.en
}

/** Find the asset on an exhibit's card. */
export function coverOf(exhibit: Exhibit): string | null {
  return exhibit.placement.drawing ?? exhibit.draft.pictures[0]?.asset_id ?? null
}

/** Call an exhibit by its title: in the other language rather than not at all. */
export function titleOf(content: Content, language: Language, untitled: string): string {
  const other = language === 'zh' ? 'en' : 'zh'
  return content.title[language].trim() || content.title[other].trim() || untitled
}

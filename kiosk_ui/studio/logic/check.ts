/** What to mend before visitors see it: `stop` should be mended, `hint` is advice (C-24). */
import type { Asset, Content, Exhibit, Language } from '../../contract/types'
import { lacksEnglish, isStaleEnglish, countMissingEnglish } from './content'
import { measureText, type LimitedField } from './limits'

export type FindingCode =
  | 'no_title' | 'over' | 'short' | 'no_picture' | 'no_alt' | 'no_captions' | 'broken_file' | 'no_english' | 'stale_english' | 'no_source' | 'overflow'

/** `anchor` is the id of the field that mends it; `count` and `language` belong to the sentence. */
export interface Finding {
  code: FindingCode
  level: 'stop' | 'hint'
  anchor: string
  field?: LimitedField
  language?: Language
  count: number
}

const FIELDS: LimitedField[] = ['title', 'key', 'body']
const LANGUAGES: Language[] = ['zh', 'en']

function checkLengths(content: Content): Finding[] {
  return FIELDS.flatMap((field) => LANGUAGES.flatMap((language): Finding[] => {
    const measure = measureText(content[field][language], field, language)
    const anchor = `field-${field}-${language}`
    if (measure.verdict === 'over') return [{ code: 'over', level: 'stop', anchor, field, language, count: -measure.left }]
    if (measure.verdict === 'short' && !hasRows(content)) {
      return [{ code: 'short', level: 'hint', anchor, field, language, count: measure.least - measure.count }]
    }
    return []
  }))
}

function hasRows(content: Content): boolean {
  return content.kind === 'article' && content.rows.length > 0
}

type Assets = Pick<Map<string, Asset>, 'get'>

function checkPictures(content: Content, assets: Assets): Finding[] {
  if (content.pictures.length === 0) return [{ code: 'no_picture', level: 'hint', anchor: 'field-pictures', count: 0 }]
  return content.pictures.flatMap((picture, index): Finding[] => {
    const place = { anchor: `picture-${String(index)}`, count: index + 1 }
    const asset = assets.get(picture.asset_id)
    return [
      ...(picture.alt.zh.trim() === '' ? [{ code: 'no_alt' as const, level: 'stop' as const, ...place }] : []),
      ...(asset?.state === 'failed' ? [{ code: 'broken_file' as const, level: 'stop' as const, ...place }] : []),
      ...(lacksCaptions(asset) ? [{ code: 'no_captions' as const, level: 'hint' as const, ...place }] : []),
    ]
  })
}

/** A film that speaks and cannot be read: nobody hears it in a full hall, and some never do. */
function lacksCaptions(asset: Asset | undefined): boolean {
  return asset?.film?.has_sound === true && asset.film.tracks.length === 0
}

function checkEnglish(content: Content, published: Content | null): Finding[] {
  const missing = countMissingEnglish(content)
  const first = FIELDS.find((field) => lacksEnglish(content[field])) ?? 'title'
  const stale = FIELDS.filter((field) => isStaleEnglish(content[field], published?.[field]))
  const findings: Finding[] = []
  if (missing > 0) findings.push({ code: 'no_english', level: 'hint', anchor: `field-${first}-en`, count: missing })
  if (stale[0]) findings.push({ code: 'stale_english', level: 'hint', anchor: `field-${stale[0]}-en`, count: stale.length })
  return findings
}

/** Check a draft; what should be mended first stands first. `overflow_px` comes from the preview. */
export function checkDraft(exhibit: Exhibit, content: Content, overflow_px: number, assets: Assets = new Map()): Finding[] {
  const findings: Finding[] = []
  if (content.title.zh.trim() === '') findings.push({ code: 'no_title', level: 'stop', anchor: 'field-title-zh', count: 0 })
  if (overflow_px > 0) findings.push({ code: 'overflow', level: 'stop', anchor: 'field-body-zh', count: overflow_px })
  findings.push(...checkLengths(content), ...checkPictures(content, assets), ...checkEnglish(content, exhibit.published))
  if (/\d/.test(content.key.zh + content.body.zh) && content.source.zh.trim() === '') {
    findings.push({ code: 'no_source', level: 'hint', anchor: 'field-source-zh', count: 0 })
  }
  return findings.sort((a, b) => Number(a.level === 'hint') - Number(b.level === 'hint'))
}

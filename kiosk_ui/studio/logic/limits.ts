/** How long a text may be on a screen (V-22, table 1.1), and what to say about it while it is typed (C-22). */
import type { Language } from '../../contract/types'

export type LimitedField = 'title' | 'key' | 'body'
export type Verdict = 'fine' | 'near' | 'short' | 'over'

/** `left` may be negative: so many are too many. `unit` is the word after the number. */
export interface Measure {
  count: number
  most: number
  least: number
  left: number
  unit: 'characters' | 'letters' | 'words'
  verdict: Verdict
}

interface Limit {
  most: number
  least: number
  unit: Measure['unit']
}

/** English takes about 1.5 × the room of Chinese: twice the letters for a title, 30–70 words for a text. */
const LIMITS: Record<Language, Record<LimitedField, Limit>> = {
  zh: {
    title: { most: 14, least: 0, unit: 'characters' },
    key: { most: 40, least: 0, unit: 'characters' },
    body: { most: 120, least: 50, unit: 'characters' },
  },
  en: {
    title: { most: 40, least: 0, unit: 'letters' },
    key: { most: 120, least: 0, unit: 'letters' },
    body: { most: 70, least: 30, unit: 'words' },
  },
}

/** Count what a reader sees: spaces and line breaks are no characters in Chinese, and part of a line in English. */
export function countText(text: string, unit: Measure['unit']): number {
  if (unit === 'words') return text.split(/\s+/).filter((word) => word !== '').length
  const seen = unit === 'characters' ? text.replace(/\s/g, '') : text.trim()
  return [...seen].length
}

function judge(count: number, limit: Limit): Verdict {
  if (count > limit.most) return 'over'
  if (count > 0 && count < limit.least) return 'short'
  return limit.most - count <= Math.ceil(limit.most * 0.1) ? 'near' : 'fine'
}

/** Measure a text against its limit; an empty text is fine. */
export function measureText(text: string, field: LimitedField, language: Language): Measure {
  const limit = LIMITS[language][field]
  const count = countText(text, limit.unit)
  return { ...limit, count, left: limit.most - count, verdict: judge(count, limit) }
}

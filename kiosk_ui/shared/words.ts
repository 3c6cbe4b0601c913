/** A typed dictionary for an interface: the same words in Chinese and English, or it does not compile. */
import type { Language } from '../contract/types'

type Word = string | ((...values: never[]) => string)
type Vocabulary = Record<string, Word>
type Same<W extends Vocabulary> = { [K in keyof W]: W[K] extends string ? string : W[K] }

/**
 * Make an interface's `words(language)`:
 * `export const words = speak({ zh: { home: '首页' }, en: { home: 'Home' } })`, then `words(language).home`.
 */
export function speak<W extends Vocabulary>(both: { zh: W; en: NoInfer<Same<W>> }): (language: Language) => Same<W> {
  const dictionaries: Record<Language, Same<W>> = { zh: both.zh as Same<W>, en: both.en }
  return (language) => dictionaries[language]
}

// The desk's words: the same in both languages, or it does not compile.
import type { Language } from '../../contract/types'
import { en } from './en'
import { zh } from './zh'

export type Words = typeof zh

export function words(language: Language): Words {
  return language === 'en' ? en : zh
}

/** Words in two languages: which to show, and whether the wanted ones are there. */
import type { Language, LocalText } from '../contract/types'

/** Say a text in a language; a missing translation is said in Chinese, never left blank (V-26). */
export function say(text: LocalText | null | undefined, language: Language): string {
  if (!text) return ''
  return text[language].trim() === '' ? text.zh : text[language]
}

/** Tell whether a text has words, but not in this language: then the page adds 暂无英文 (V-26). */
export function isMissing(text: LocalText | null | undefined, language: Language): boolean {
  return !!text && text[language].trim() === '' && text.zh.trim() !== ''
}

/** Tell which language `say` would really speak, for the `lang` attribute. */
export function spokenIn(text: LocalText | null | undefined, language: Language): 'zh-CN' | 'en' {
  return language === 'en' && !isMissing(text, 'en') ? 'en' : 'zh-CN'
}

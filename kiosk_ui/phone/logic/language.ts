/** The language of the page: that of the phone. */
import type { Language } from '../../contract/types'

/** Choose the first of the phone's languages that the page speaks; a phone with neither reads English more likely. */
export function chooseLanguage(languages: readonly string[]): Language {
  const first = languages.find((one) => /^(zh|en)\b/i.test(one)) ?? languages[0] ?? 'zh'
  return first.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

/** WeChat's own browser, and WeCom's, which is built on it. */
export function isWeChat(userAgent: string): boolean {
  return /MicroMessenger/i.test(userAgent)
}

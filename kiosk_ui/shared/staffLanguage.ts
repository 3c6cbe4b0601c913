/** The language of the studio and the desk: Chinese, unless this browser was switched to English. */
import { ref, watchEffect, type Ref } from 'vue'
import type { Language } from '../contract/types'

const KEY = 'hall.staff.language'

function readChoice(): Language {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh'
  } catch {
    return 'zh'
  }
}

function keepChoice(language: Language): void {
  try {
    localStorage.setItem(KEY, language)
  } catch {
    // A browser that keeps nothing still switches for as long as the page is open.
  }
}

/** Create the language of a staff page: a ref that is kept, and that names the page's language to screen readers. */
export function createStaffLanguage(): Ref<Language> {
  const language = ref(readChoice())
  watchEffect(() => {
    keepChoice(language.value)
    document.documentElement.lang = language.value === 'en' ? 'en' : 'zh-CN'
  })
  return language
}

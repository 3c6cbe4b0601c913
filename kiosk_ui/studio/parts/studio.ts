/** How components reach the studio, and speak its language. */
import { computed, inject, type ComputedRef, type InjectionKey } from 'vue'
import type { Language } from '../../contract/types'
import type { Studio } from '../logic/studio'

export const STUDIO: InjectionKey<Studio> = Symbol('studio')

/** Get the page's studio. */
export function useStudio(): Studio {
  const studio = inject(STUDIO)
  if (!studio) throw new Error('this part stands outside the studio')
  return studio
}

/** Speak with a dictionary, in the language of the interface. */
export function useWords<W>(words: (language: Language) => W): ComputedRef<W> {
  const { language } = useStudio()
  return computed(() => words(language.value))
}

/** The kiosk's logic as Vue sees it: one shallow reference, and what the pages share. */
import { computed, inject, onScopeDispose, provide, reactive, shallowRef, type ComputedRef, type InjectionKey, type ShallowRef } from 'vue'

import type { Language } from '../contract/types'
import { indexCatalogue, type Found } from './find'
import type { Layout, Modes } from './layout'
import type { Kiosk } from './logic/kiosk'
import type { KioskState } from './logic/state'

/** What every page of the kiosk can reach. */
export interface Shown {
  kiosk: Kiosk
  state: ShallowRef<KioskState>
  found: ComputedRef<Found | null>
  modes: Modes
}

/** What an exhibit's page needs; the studio's preview gives it without a kiosk. */
export interface Setting {
  language: ComputedRef<Language>
  layout: ComputedRef<Layout>
  modes: Modes
}

const SHOWN: InjectionKey<Shown> = Symbol('kiosk')
const SETTING: InjectionKey<Setting> = Symbol('setting')

/** Follow a kiosk's state for as long as the calling component lives. */
export function provideKiosk(kiosk: Kiosk): Shown {
  const state = shallowRef(kiosk.state)
  onScopeDispose(kiosk.subscribe(() => { state.value = kiosk.state }))
  const catalogue = computed(() => state.value.catalogue)
  const found = computed(() => catalogue.value && indexCatalogue(catalogue.value))
  const shown = { kiosk, state, found, modes: reactive<Modes>({ elder: false, low: false, still: false }) }
  provide(SHOWN, shown)
  return shown
}

/** Reach the kiosk from a page. */
export function useKiosk(): Shown {
  const shown = inject(SHOWN)
  if (!shown) throw new Error('no kiosk above this component')
  return shown
}

/** Reach the catalogue from a page that is only shown when there is one. */
export function useFound(): ComputedRef<Found> {
  const { found } = useKiosk()
  return computed(() => {
    if (!found.value) throw new Error('no catalogue to show')
    return found.value
  })
}

/** Give language and layout to the parts below. */
export function provideSetting(setting: Setting): void {
  provide(SETTING, setting)
}

/** Reach language and layout. */
export function useSetting(): Setting {
  const setting = inject(SETTING)
  if (!setting) throw new Error('no setting above this component')
  return setting
}

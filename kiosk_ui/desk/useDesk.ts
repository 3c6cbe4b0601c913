// Binds the desk's logic to Vue: one shallow ref of its state, a clock that ticks, the words, and where we are.
import { type ComputedRef, type InjectionKey, type Ref, computed, inject, onScopeDispose, ref, shallowRef } from 'vue'
import type { DisplayState, Language, Limits } from '../contract/types'
import { createStaffLanguage } from '../shared/staffLanguage'
import { type Aim, displaysOf } from './logic/aim'
import type { Desk } from './logic/desk'
import type { Phase } from './logic/life'
import { isCut } from './logic/link'
import { type Block, blockOf } from './logic/rights'
import type { DeskState } from './logic/state'
import { limitsOf } from './logic/states'
import { type Words, words } from './words'
import type { Speech } from './words/phrases'

export type Page = 'wall' | 'pair' | 'duty'

export interface Bound {
  desk: Desk
  state: Ref<DeskState>
  /** Now by the hall's clock, ticking. */
  now: Ref<number>
  localNow: Ref<number>
  language: Ref<Language>
  w: ComputedRef<Words>
  speech: ComputedRef<Speech>
  displays: ComputedRef<readonly DisplayState[]>
  limits: ComputedRef<Limits>
  cut: ComputedRef<boolean>
  wide: Ref<boolean>
  page: Ref<Page>
  aim: Ref<Aim | null>
  blockFor(aim: Aim): Block | null
}

export const deskKey: InjectionKey<Bound> = Symbol('desk')
const TICK_MS = 500
const WIDE = '(min-width: 1000px)'

export function bindDesk(desk: Desk): Bound {
  const state = shallowRef(desk.state)
  const localNow = ref(Date.now())
  const language = createStaffLanguage()
  const w = computed(() => words(language.value))
  const displays = computed(() => state.value.presence?.displays ?? [])
  const now = computed(() => desk.clock.now(localNow.value))
  const unsubscribe = desk.subscribe(() => {
    feel(state.value, desk.state)
    state.value = desk.state
    localNow.value = Date.now()
  })
  const timer = setInterval(() => { localNow.value = Date.now() }, TICK_MS)
  onScopeDispose(() => { unsubscribe(); clearInterval(timer) })
  return {
    desk, state, now, localNow, language, w, displays,
    speech: computed(() => ({ w: w.value, language: language.value, catalogue: state.value.catalogue })),
    limits: computed(() => limitsOf(state.value.presence)),
    cut: computed(() => isCut(state.value.link, localNow.value)),
    wide: useWide(),
    page: ref('wall'),
    aim: ref(null),
    blockFor: (aim) => blockOf(state.value, displaysOf(aim, displays.value), localNow.value, now.value),
  }
}

/** A short tick in the hand when a command is taken, a double one when it fails (O-20). */
function feel(before: DeskState, after: DeskState): void {
  for (const [key, life] of after.lives) {
    const was: Phase | undefined = before.lives.get(key)?.phase
    if (was === life.phase || typeof navigator.vibrate !== 'function') continue
    if (life.phase === 'got') navigator.vibrate(15)
    if (life.phase === 'failed') navigator.vibrate([40, 60, 40])
  }
}

function useWide(): Ref<boolean> {
  const media = window.matchMedia(WIDE)
  const wide = ref(media.matches)
  const note = (): void => { wide.value = media.matches }
  media.addEventListener('change', note)
  onScopeDispose(() => { media.removeEventListener('change', note) })
  return wide
}

export function useDesk(): Bound {
  const bound = inject(deskKey)
  if (bound === undefined) throw new Error('a desk component stands outside of App.vue')
  return bound
}

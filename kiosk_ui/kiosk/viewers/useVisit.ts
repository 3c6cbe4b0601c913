/** What the viewers ask of what is around them: the kiosk, or in the studio's preview nothing. */
import { computed, inject, onBeforeUnmount, onMounted, onScopeDispose, provide, ref, shallowRef, type ComputedRef, type InjectionKey, type ShallowRef } from 'vue'
import type { Watched } from '../logic/viewers/watched'
import { createVoices, type Voices } from '../logic/viewers/voices'
import type { Kiosk } from '../logic/kiosk'
import { useKiosk, useSetting } from '../useKiosk'
import { dictionary, type Words } from '../words'

export interface Visit {
  volume: ComputedRef<number>
  setVolume(volume: number): void
  /** Somebody is here (V-06). */
  touch(): void
  /** Write down what happened to an asset. */
  record(assetId: string, detail: Record<string, string | number>): void
  /** Go to the plan; null where there is none. */
  home: (() => void) | null
}

const USUAL_VOLUME = 40

function findShown(): ReturnType<typeof useKiosk> | null {
  try {
    return useKiosk()
  } catch {
    // The preview shows an exhibit without being a display.
    return null
  }
}

function serve(kiosk: Kiosk, volume: ComputedRef<number>): Visit {
  // What ends because the visitor goes elsewhere still belongs to where it was.
  const { place } = kiosk.state
  const exhibit = place.view === 'exhibit' ? { exhibit_id: place.exhibitId } : {}
  return {
    volume,
    setVolume: (to) => { kiosk.setVolume(to) },
    touch: () => { kiosk.touch() },
    record: (assetId, detail) => { kiosk.media({ asset_id: assetId, ...exhibit, ...detail }) },
    home: () => { kiosk.home() },
  }
}

/** Reach the visit that a viewer is part of. */
export function useVisit(): Visit {
  const shown = findShown()
  if (shown) return serve(shown.kiosk, computed(() => Math.round(shown.state.value.volume)))
  const own = ref(USUAL_VOLUME)
  return { volume: computed(() => own.value), setVolume: (to) => { own.value = to }, touch: () => undefined, record: () => undefined, home: null }
}

/** Follow a value of the logic for as long as the calling component lives. */
export function useWatched<T extends object>(watched: Watched<T>): ShallowRef<Readonly<T>> {
  const state = shallowRef(watched.state)
  onScopeDispose(watched.subscribe(() => { state.value = watched.state }))
  return state
}

/** The words of the page's language. */
export function useWords(): ComputedRef<Words> {
  const { language } = useSetting()
  return computed(() => dictionary[language.value])
}

/** Tell whether less motion is wanted, by the visitor or by the system. */
export function useStill(): () => boolean {
  const { modes } = useSetting()
  const wish = window.matchMedia('(prefers-reduced-motion: reduce)')
  return () => modes.still || wish.matches
}

const VOICES: InjectionKey<Voices> = Symbol('voices')

/** Give the players below one order of who may speak (V-33). */
export function provideVoices(): void {
  provide(VOICES, createVoices())
}

export function useVoices(): Voices {
  return inject(VOICES, createVoices, true)
}

/**
 * While a viewer is open the bar's 返回 leads out of it, not out of the exhibit (V-17, V-18).
 * The bar knows no viewers, so its touch is caught before it arrives.
 */
export function useWayBack(close: () => void): void {
  const words = useWords()
  function catchBack(event: MouseEvent): void {
    const button = event.target instanceof Element ? event.target.closest('.bar button') : null
    if (button?.textContent.trim() !== words.value.back) return
    event.stopPropagation()
    close()
  }
  onMounted(() => { window.addEventListener('click', catchBack, { capture: true }) })
  onBeforeUnmount(() => { window.removeEventListener('click', catchBack, { capture: true }) })
}

/** While a film plays and nobody touches, its controls leave the picture; any touch or key brings them back. */
import { onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue'

const REST_AFTER_MS = 5_000

export interface Rest {
  resting: Ref<boolean>
  /** Tell whether this touch brought the controls back: then it means nothing else. */
  isWaking(): boolean
}

/** Rest while `mayRest` is true. */
export function useRest(mayRest: () => boolean): Rest {
  const resting = ref(false)
  let timer: number | undefined
  let woke = false
  function wake(): void {
    woke = resting.value
    resting.value = false
    window.clearTimeout(timer)
    if (mayRest()) timer = window.setTimeout(() => { resting.value = mayRest() }, REST_AFTER_MS)
  }
  watch(mayRest, wake)
  onMounted(() => {
    window.addEventListener('pointerdown', wake, { capture: true })
    window.addEventListener('keydown', wake, { capture: true })
    wake()
  })
  onBeforeUnmount(() => {
    window.clearTimeout(timer)
    window.removeEventListener('pointerdown', wake, { capture: true })
    window.removeEventListener('keydown', wake, { capture: true })
  })
  return { resting, isWaking: () => woke }
}

// The phone's own back key leaves a display's page instead of the desk.
import { type Ref, onScopeDispose, watch } from 'vue'

export function useBackKey(inside: Ref<boolean>, leave: () => void): void {
  const popped = (): void => { if (inside.value) leave() }
  window.addEventListener('popstate', popped)
  watch(inside, (now) => {
    if (now) history.pushState({ inside: true }, '')
    else if ((history.state as { inside?: boolean } | null)?.inside) history.back()
  })
  onScopeDispose(() => { window.removeEventListener('popstate', popped) })
}

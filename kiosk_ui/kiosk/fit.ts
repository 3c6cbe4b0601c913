/** Words that never run over: a block steps its type down until what it holds fits. */
import type { ObjectDirective } from 'vue'

const STEPS = [1, 0.94, 0.88, 0.82, 0.76, 0.7, 0.65]
const watchers = new WeakMap<HTMLElement, () => void>()

/** Measure by how much a block's content is too tall or too wide for it, in px. */
export function overflowOf(block: HTMLElement): number {
  return Math.max(0, block.scrollHeight - block.clientHeight - 1, block.scrollWidth - block.clientWidth - 1)
}

/** Set `--fit` to the largest step at which the content fits, and say what is still over. */
export function fitBlock(block: HTMLElement): number {
  for (const step of STEPS) {
    block.style.setProperty('--fit', String(step))
    if (overflowOf(block) === 0) return 0
  }
  return overflowOf(block)
}

/** `v-fit`: keep fitting as words, fonts and panel change. */
export const vFit: ObjectDirective<HTMLElement> = {
  mounted(block) {
    const refit = (): void => { block.dataset.overflow = String(Math.round(fitBlock(block))) }
    const sized = new ResizeObserver(refit)
    const worded = new MutationObserver(refit)
    sized.observe(block)
    worded.observe(block, { childList: true, characterData: true, subtree: true })
    void document.fonts.ready.then(refit)
    document.fonts.addEventListener('loadingdone', refit)
    watchers.set(block, () => { sized.disconnect(); worded.disconnect(); document.fonts.removeEventListener('loadingdone', refit) })
    refit()
  },
  unmounted(block) { watchers.get(block)?.() },
}

/** Add up what is still cut off on the page: what the studio warns of. */
export function overflowWithin(page: ParentNode): number {
  return [...page.querySelectorAll<HTMLElement>('[data-overflow]')].reduce((most, block) => Math.max(most, Number(block.dataset.overflow)), 0)
}

/** Words that never run over: a block steps its type down until what it holds fits. */
import type { DirectiveBinding, ObjectDirective } from 'vue'

const STEPS = [1, 0.94, 0.88, 0.82, 0.76, 0.7, 0.65]
/** Where the text itself is what counts it keeps its size while the rest around it gives way, and yields last. */
const FLOORS = [1, 0.9, 0.8, 0.7, 0]
const watchers = new WeakMap<HTMLElement, () => void>()

/** Measure by how much a block's content is too tall or too wide for it, in px. */
export function overflowOf(block: HTMLElement): number {
  return Math.max(0, block.scrollHeight - block.clientHeight - 1, block.scrollWidth - block.clientWidth - 1)
}

/** Set `--fit` to the largest step at which the content of all blocks fits, `--floor` to the largest that leaves one; say what is still over. */
export function fitBlocks(holder: HTMLElement, blocks: HTMLElement[]): number {
  const over = (): number => Math.max(0, ...blocks.map(overflowOf))
  for (const floor of FLOORS) {
    holder.style.setProperty('--floor', String(floor))
    for (const step of STEPS) {
      holder.style.setProperty('--fit', String(step))
      if (over() === 0) return 0
    }
  }
  return over()
}

/** `v-fit`: keep fitting as words, fonts and panel change; with a selector, all that it finds inside takes one size. */
export const vFit: ObjectDirective<HTMLElement, string | undefined> = {
  mounted(holder, binding: DirectiveBinding<string | undefined>) {
    const blocks = (): HTMLElement[] => (binding.value ? [...holder.querySelectorAll<HTMLElement>(binding.value)] : [holder])
    const refit = (): void => { holder.dataset.overflow = String(Math.round(fitBlocks(holder, blocks()))) }
    const sized = new ResizeObserver(refit)
    const worded = new MutationObserver(refit)
    sized.observe(holder)
    worded.observe(holder, { childList: true, characterData: true, subtree: true })
    void document.fonts.ready.then(refit)
    document.fonts.addEventListener('loadingdone', refit)
    watchers.set(holder, () => { sized.disconnect(); worded.disconnect(); document.fonts.removeEventListener('loadingdone', refit) })
    refit()
  },
  unmounted(holder) { watchers.get(holder)?.() },
}

/** Add up what is still cut off on the page: what the studio warns of. */
export function overflowWithin(page: ParentNode): number {
  return [...page.querySelectorAll<HTMLElement>('[data-overflow]')].reduce((most, block) => Math.max(most, Number(block.dataset.overflow)), 0)
}

/** Several tiles chosen at once: with a check mark, with Ctrl, or with Shift from the last one (C-25). */
import { shallowReactive } from 'vue'

interface Keys {
  shiftKey: boolean
  ctrlKey: boolean
  metaKey: boolean
}

export class Selection {
  readonly chosen = shallowReactive(new Set<string>())
  private last: string | null = null

  /** Press a tile: true when that chose it, false when it should rather be opened. */
  press(id: string, keys: Keys, shown: string[]): boolean {
    if (keys.shiftKey && this.last !== null) {
      this.reach(this.last, id, shown)
      return true
    }
    if (this.chosen.size > 0 || keys.ctrlKey || keys.metaKey) {
      this.toggle(id)
      return true
    }
    this.last = id
    return false
  }

  toggle(id: string): void {
    if (!this.chosen.delete(id)) this.chosen.add(id)
    this.last = id
  }

  chooseAll(shown: string[]): void {
    for (const id of shown) this.chosen.add(id)
  }

  clear(): void {
    this.chosen.clear()
    this.last = null
  }

  /** Let go of what is gone. */
  keepOnly(there: { has(id: string): boolean }): void {
    for (const id of this.chosen) if (!there.has(id)) this.chosen.delete(id)
  }

  private reach(from: string, to: string, shown: string[]): void {
    const [a, b] = [shown.indexOf(from), shown.indexOf(to)]
    if (a < 0 || b < 0) return this.toggle(to)
    for (const id of shown.slice(Math.min(a, b), Math.max(a, b) + 1)) this.chosen.add(id)
  }
}

/** Fill a pattern for several: 红马甲活动 {n} becomes 红马甲活动 1, 红马甲活动 2 …; without {n} all get the same. */
export function fillPattern(pattern: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => pattern.replaceAll('{n}', String(at + 1)))
}

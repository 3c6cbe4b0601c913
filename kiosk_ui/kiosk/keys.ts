/** Six-key operation: arrows walk between buttons by where they are. */

export interface Spot { x: number; y: number }

const WAYS: Record<string, Spot> = { ArrowUp: { x: 0, y: -1 }, ArrowDown: { x: 0, y: 1 }, ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 } }

/** Find the spot that lies nearest in a direction; what lies aside counts threefold. Returns -1 for none. */
export function nearest(from: Spot, spots: Spot[], way: Spot): number {
  const costs = spots.map((spot) => {
    const [dx, dy] = [spot.x - from.x, spot.y - from.y]
    const ahead = dx * way.x + dy * way.y
    return ahead > 1 ? ahead + Math.abs(dx * way.y + dy * way.x) * 3 : Infinity
  })
  const least = Math.min(...costs)
  return Number.isFinite(least) ? costs.indexOf(least) : -1
}

function middleOf(element: Element): Spot {
  const box = element.getBoundingClientRect()
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 }
}

/** Move the focus for an arrow key; other keys are left alone. */
export function walk(event: KeyboardEvent, root: ParentNode): void {
  const way = WAYS[event.key]
  if (!way) return
  const buttons = [...root.querySelectorAll<HTMLElement>('button:not([disabled])')].filter((button) => !button.closest('[inert]'))
  const here = document.activeElement
  const known = here !== null && buttons.includes(here as HTMLElement)
  const index = known ? nearest(middleOf(here), buttons.map(middleOf), way) : 0
  buttons[index]?.focus()
  event.preventDefault()
}

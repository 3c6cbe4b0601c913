/** What a keyboard does in a viewer: ＋ － 0 everywhere; arrows move the picture when it has the focus, else they walk. */

export interface Moves {
  zoom(way: 1 | -1): void
  whole(): void
  /** One step across and down; false when there is nothing to move, and the key shall walk on. */
  move(across: number, down: number): boolean
  /** Somebody is here. */
  touch(): void
}

const ARROWS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

/** Make the key listeners of a viewer. */
export function listenForKeys(moves: Moves): { press(event: KeyboardEvent): void; pressOnPicture(event: KeyboardEvent): void } {
  return {
    press(event) {
      if (event.key === '+' || event.key === '=') moves.zoom(1)
      else if (event.key === '-' || event.key === '_') moves.zoom(-1)
      else if (event.key === '0') moves.whole()
    },
    pressOnPicture(event) {
      const way = ARROWS[event.key]
      if (!way || !moves.move(...way)) return
      // The kiosk's six keys would walk to a button.
      event.preventDefault()
      event.stopPropagation()
      moves.touch()
    },
  }
}

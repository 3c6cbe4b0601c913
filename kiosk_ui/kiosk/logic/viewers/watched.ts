/** A value that can be watched: replaced as a whole at each change. */

export interface Watched<T extends object> {
  readonly state: Readonly<T>
  subscribe(listener: () => void): () => void
}

export interface Watchable<T extends object> extends Watched<T> {
  change(part: Partial<T>): void
}

/** Make a value that can be watched; a change that changes nothing is not heard. */
export function makeWatched<T extends object>(first: T): Watchable<T> {
  let state: Readonly<T> = Object.freeze({ ...first })
  const listeners = new Set<() => void>()
  return {
    get state() { return state },
    change(part) {
      const names = Object.keys(part) as (keyof T)[]
      if (names.every((name) => state[name] === part[name])) return
      state = Object.freeze({ ...state, ...part })
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
  }
}

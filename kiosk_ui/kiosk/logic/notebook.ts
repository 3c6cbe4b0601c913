/** Small facts that must survive a reload: written at once, in the browser's local storage. */

export interface Notebook {
  read<T>(name: string): T | null
  write(name: string, value: unknown): void
  erase(name: string): void
}

const PREFIX = 'hall.kiosk.'

/** Open the notebook; a browser that keeps nothing gives one that lasts as long as the page. */
export function openNotebook(storage: Storage | null): Notebook {
  const memory = new Map<string, string>()
  function attempt(work: (storage: Storage) => void): void {
    try {
      if (storage) work(storage)
    } catch {
      // Full or forbidden: what is in memory goes on.
    }
  }
  return {
    read<T>(name: string) {
      let text = memory.get(name) ?? null
      if (text === null) attempt((kept) => { text = kept.getItem(PREFIX + name) })
      try {
        return text === null ? null : (JSON.parse(text) as T)
      } catch {
        return null
      }
    },
    write(name, value) {
      const text = JSON.stringify(value)
      memory.set(name, text)
      attempt((kept) => { kept.setItem(PREFIX + name, text) })
    },
    erase(name) {
      memory.delete(name)
      attempt((kept) => { kept.removeItem(PREFIX + name) })
    },
  }
}

/** Files that are dropped or pasted anywhere on the page (C-01), and who takes them. */
import { shallowReactive } from 'vue'

export interface Dropped {
  files: File[]
  folders: string[]
}

/** Sort what was dropped into files and folders: a folder would look like an unreadable file. */
export function readDrop(transfer: DataTransfer): Dropped {
  const entries = [...transfer.items].filter((one) => one.kind === 'file').map((one) => ({
    file: one.getAsFile(),
    folder: one.webkitGetAsEntry()?.isDirectory ?? false,
  }))
  return {
    files: entries.flatMap(({ file, folder }) => (file && !folder ? [file] : [])),
    folders: entries.flatMap(({ file, folder }) => (file && folder ? [file.name] : [])),
  }
}

/** Tell whether what is dragged are files, and not words or a picture of the page. */
export function bringsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false
}

type Taker = (files: File[]) => void

/** Where dropped files go: to the page that asks for them, else to the library. */
export class Drops {
  readonly state = shallowReactive({ over: false })
  private readonly otherwise: Taker
  private taker: Taker | null = null
  private readonly folder: (name: string) => void

  constructor(otherwise: Taker, folder: (name: string) => void) {
    this.otherwise = otherwise
    this.folder = folder
  }

  /** Take what is dropped from now on; the result stops it. */
  claim(taker: Taker): () => void {
    this.taker = taker
    return () => { if (this.taker === taker) this.taker = null }
  }

  /** Hand over what was dropped; `to` overrules who claimed. */
  give(transfer: DataTransfer, to?: Taker): void {
    const { files, folders } = readDrop(transfer)
    folders.forEach(this.folder)
    if (files.length > 0) (to ?? this.taker ?? this.otherwise)(files)
  }

  /** Listen on the whole page. */
  listen(window: Window): void {
    const over = (event: DragEvent): void => {
      if (!bringsFiles(event)) return
      event.preventDefault()
      this.state.over = true
    }
    window.addEventListener('dragenter', over)
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', (event) => { if (event.relatedTarget === null) this.state.over = false })
    window.addEventListener('drop', () => { this.state.over = false }, { capture: true })
    window.addEventListener('drop', (event) => {
      if (event.defaultPrevented || !event.dataTransfer || !bringsFiles(event)) return
      event.preventDefault()
      this.give(event.dataTransfer)
    })
  }
}

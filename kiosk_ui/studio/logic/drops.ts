/** Files, folders and screenshots that are dropped or pasted anywhere on the page, and who takes them (C-01, C-18). */
import { shallowReactive } from 'vue'
import type { Language } from '../../contract/types'
import type { Offer } from '../../shared/transfer'
import { listOffers, nameScreenshot } from './folders'

/** Tell whether what is dragged are files, and not words or a picture of the page. */
export function bringsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false
}

export type Taker = (offers: Offer[]) => void

/** Where dropped files go: to the page that asks for them, else to the library. */
export class Drops {
  readonly state = shallowReactive({ over: false, reading: false })
  private readonly otherwise: Taker
  private readonly language: () => Language
  private taker: Taker | null = null

  constructor(otherwise: Taker, language: () => Language) {
    this.otherwise = otherwise
    this.language = language
  }

  /** Take what is dropped from now on; the result stops it. */
  claim(taker: Taker): () => void {
    this.taker = taker
    return () => { if (this.taker === taker) this.taker = null }
  }

  /** Hand over what was dropped, folders with all that is in them; `to` overrules who claimed. */
  async give(transfer: DataTransfer, to?: Taker): Promise<void> {
    const taker = to ?? this.taker ?? this.otherwise
    const reading = listOffers(transfer)
    this.state.reading = true
    try {
      const offers = await reading
      if (offers.length > 0) taker(offers)
    } finally {
      this.state.reading = false
    }
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
      void this.give(event.dataTransfer)
    })
    window.addEventListener('paste', (event) => { this.paste(event) })
  }

  private paste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])]
    // Words that were copied with their picture belong into the field that is being written.
    const isWriting = event.target instanceof Element && event.target.matches('input, textarea')
    if (files.length === 0 || (isWriting && event.clipboardData?.types.includes('text/plain'))) return
    event.preventDefault()
    const offers = files.map((file) => ({ file: nameScreenshot(file, Date.now(), this.language()), album: '' }))
    ;(this.taker ?? this.otherwise)(offers)
  }
}

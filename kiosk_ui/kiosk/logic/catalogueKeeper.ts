/** Keeps the published content: the last one is shown at once, a newer one is fetched, its pictures first, then swapped in. */
import type { Asset, Catalogue, Rendition } from '../../contract/types'
import type { Fresh } from '../../shared/api'
import { mediaAddress } from '../../shared/pictures'
import { choosePause, oneAtATime, wait } from './again'
import type { Kept } from './kept'

const AT_ONCE = 4
/** How long new pictures may hold up the new words: a display has what is published within a second. */
const PICTURES_FIRST_MS = 500
/** How much room all films, recordings and panoramas may take on a kiosk. */
const LATER_BYTES = 4_000_000_000

export interface CatalogueParts {
  kept: Pick<Kept, 'read' | 'write'>
  fetch(etag: string | null): Promise<Fresh<Catalogue> | null>
  listPictures(asset: Asset): string[]
  /** What may come later, and is kept only as far as there is room: films, recordings, panoramas. */
  listLater(asset: Asset): Rendition[]
  /** Bring a picture into the browser's cache: true when it is there, false when the server has none; rejects when offline. */
  loadPicture(address: string): Promise<boolean>
  /** Hears a catalogue that shall be shown, and all that is to be kept for it: what comes first stands first. */
  onCatalogue(catalogue: Catalogue, addresses: string[]): void
  /** Hears that all of the newest catalogue is here. */
  onWhole(): void
  onMissing(address: string): void
}

/** The catalogue of a kiosk. */
export class CatalogueKeeper {
  private readonly parts: CatalogueParts
  private readonly loaded = new Set<string>()
  private readonly missing = new Set<string>()
  private etag: string | null = null
  private newest: Catalogue | null = null
  private wholeRevision = 0
  private readonly refreshOnce: () => Promise<void>
  private stopped = false

  constructor(parts: CatalogueParts) {
    this.parts = parts
    this.refreshOnce = oneAtATime(() => this.fetchNewest())
  }

  /** The newest catalogue that is wholly here, pictures too; 0 while there is none. */
  get revision(): number {
    return this.wholeRevision
  }

  /** The newest revision that is shown, perhaps still without all its pictures. */
  get shownRevision(): number {
    return this.newest?.revision ?? 0
  }

  /** Show what was kept, if anything; tells whether there was something. */
  async restore(): Promise<boolean> {
    const before = await this.parts.kept.read('catalogue').catch(() => undefined)
    if (!before || this.newest) return this.newest !== null
    this.etag = before.etag
    this.adopt(before.catalogue)
    void this.complete(before.catalogue)
    return true
  }

  /** Fetch what is new, if anything; rejects when the server does not answer. */
  refresh(): Promise<void> {
    return this.refreshOnce()
  }

  /** Fetch until there is an answer. */
  async refreshUntilDone(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.refresh()
        return
      } catch {
        await wait(choosePause())
      }
    }
  }

  stop(): void {
    this.stopped = true
  }

  private async fetchNewest(): Promise<void> {
    const fresh = await this.parts.fetch(this.etag)
    if (!fresh) return
    this.missing.clear()
    const loading = this.load(this.listAddresses(fresh.value)).catch(() => false)
    await Promise.race([loading, wait(PICTURES_FIRST_MS)])
    this.etag = fresh.etag
    this.adopt(fresh.value)
    void loading.then(() => this.complete(fresh.value))
    await this.parts.kept.write('catalogue', { catalogue: fresh.value, etag: fresh.etag }).catch(() => undefined)
  }

  private adopt(catalogue: Catalogue): void {
    this.newest = catalogue
    const addresses = this.listAddresses(catalogue)
    // What is no longer shown is dropped from the cache, so it must be fetched again if it comes back.
    for (const address of this.loaded) if (!addresses.includes(address)) this.loaded.delete(address)
    this.parts.onCatalogue(catalogue, [...addresses, ...this.chooseLater(catalogue)])
  }

  private listAddresses(catalogue: Catalogue): string[] {
    return [...new Set(catalogue.assets.flatMap((asset) => this.parts.listPictures(asset)))]
  }

  /** Choose what is kept of the large files: the small ones first, so that most of them are here when there is no server. */
  private chooseLater(catalogue: Catalogue): string[] {
    const forms = catalogue.assets.flatMap((asset) => this.parts.listLater(asset)).sort((a, b) => a.bytes - b.bytes)
    let bytes = 0
    return [...new Set(forms.filter((form) => (bytes += form.bytes) <= LATER_BYTES).map(mediaAddress))]
  }

  /** Go on until every picture is here, or a newer catalogue has come. */
  private async complete(catalogue: Catalogue): Promise<void> {
    while (!this.stopped && this.newest === catalogue) {
      const done = await this.load(this.listAddresses(catalogue)).catch(() => false)
      if (done && this.newest === catalogue) {
        this.wholeRevision = catalogue.revision
        this.parts.onWhole()
        return
      }
      if (!done) await wait(choosePause())
    }
  }

  /** Load the pictures that are not here, some at a time; a picture that the server does not have holds up nothing (V-39). */
  private async load(addresses: string[]): Promise<boolean> {
    const queue = addresses.filter((address) => !this.loaded.has(address) && !this.missing.has(address))
    const work = async (): Promise<void> => {
      for (let address = queue.shift(); address !== undefined; address = queue.shift()) await this.loadOne(address)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    return true
  }

  private async loadOne(address: string): Promise<void> {
    if (await this.parts.loadPicture(address)) {
      this.loaded.add(address)
    } else if (!this.missing.has(address)) {
      this.missing.add(address)
      this.parts.onMissing(address)
    }
  }
}

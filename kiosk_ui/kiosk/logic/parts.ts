/** What the kiosk needs of the world: the network, the browser's memory, the page. Tests bring small working ones. */
import type { Screen } from '../../contract/types'
import type { Api } from '../../shared/api'
import type { KioskHears, KioskSends } from '../../shared/live'
import type { Glass } from '../../shared/pictures'
import type { Connection } from '../../shared/socket'
import type { Kept } from './kept'

export type KioskConnection = Connection<KioskSends, KioskHears>
export type KioskApi = Pick<Api, 'get' | 'post' | 'leave' | 'getFresh'>

/** The page that the kiosk lives in. */
export interface Page {
  version: string
  /** Whether the browser lets it work offline. */
  isSecure: boolean
  glass(): Glass
  screen(): Screen
  /** Where `error`, `unhandledrejection`, `pagehide` and `online` are heard. */
  events: EventTarget
  nextFrame(drawn: () => void): void
  reload(): void
  /** Bring a picture into the cache: false when the server has none; rejects when it does not answer. */
  loadPicture(address: string): Promise<boolean>
  /** Keep these files for the time without a server, the first ones first, and drop all others. */
  keepPictures(addresses: string[]): void
  /** Have the typefaces' pieces for these characters here before they are needed. */
  loadFonts(characters: string): void
  /** Hears that a newer version of the page is ready. */
  onNewVersion(listener: () => void): void
  lookForNewVersion(): void
}

export interface Parts {
  createApi(headers: () => Record<string, string>): KioskApi
  connect(auth: () => Record<string, unknown>): KioskConnection
  storage: Storage | null
  kept: Kept
  page: Page
}

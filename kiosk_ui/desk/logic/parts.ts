// What the desk's logic needs of the world outside: given to it, so that it is tested without a server or a browser.
import type { Problem } from '../../contract/types'
import type { Api } from '../../shared/api'
import type { DeskHears, DeskSends } from '../../shared/live'
import type { Connection } from '../../shared/socket'

/** The live connection to the server. */
export type Line = Connection<DeskSends, DeskHears>

/** Questions to the server that need no live connection. */
export interface Server extends Pick<Api, 'get' | 'post' | 'patch' | 'del'> {
  setCsrf(token: string): void
}

export interface DeskParts {
  server: Server
  openLine(): Line
  newId(): string
  /** What the server refused for good; null for a lost connection and the like, which are worth another try. */
  problemOf(failure: unknown): Problem | null
}

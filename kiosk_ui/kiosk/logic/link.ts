/** The kiosk's line to the hall: who it is, the connection, and what to do when either changes. */
import type { Display } from '../../contract/types'
import { NetworkFailure } from '../../shared/problem'
import { choosePause, oneAtATime, wait } from './again'
import type { Kept } from './kept'
import type { Notebook } from './notebook'
import { isUnpaired, pair, readToken, renewToken } from './pairing'
import type { KioskApi, KioskConnection, Parts } from './parts'

export interface LinkParts {
  parts: Pick<Parts, 'connect' | 'createApi'> & { kept: Pick<Kept, 'read' | 'write' | 'erase'>; page: Pick<Parts['page'], 'screen'> }
  notebook: Notebook
  /** Hears the code to show while the kiosk is nobody's. */
  onCode(code: string): void
  /** Hears which display this is: now, and whenever it was corrected. */
  onDisplay(display: Display): void
  /** Hears that the display was taken from this kiosk. */
  onUnpaired(): void
  /** Hears that a connection was made; it says itself when it is online. */
  onConnection(connection: KioskConnection): void
}

/** Holds token, api and connection. */
export class Link {
  readonly api: KioskApi
  private readonly own: LinkParts
  private token: string
  private connection: KioskConnection | null = null

  constructor(own: LinkParts) {
    this.own = own
    this.token = readToken(own.notebook)
    this.api = own.parts.createApi(() => ({ Authorization: `Bearer ${this.token}` }))
  }

  get online(): boolean {
    return this.connection?.online ?? false
  }

  /** Ask over the connection; rejects at once while there is none. */
  ask: KioskConnection['ask'] = (event, body, timeoutMs) =>
    this.connection?.ask(event, body, timeoutMs) ?? Promise.reject(new NetworkFailure())

  /** Be a display for ever: as the kept one while the server is away, else paired anew whenever the key is void. */
  async run(): Promise<never> {
    const before = await this.own.parts.kept.read('display').catch(() => undefined)
    if (before) this.own.onDisplay(before)
    for (;;) {
      this.become(await this.findMyself())
      await this.stayConnected()
      this.forget()
    }
  }

  close(): void {
    this.connection?.close()
    this.connection = null
  }

  private showMe(): Promise<Display> {
    return this.api.get<Display>('/displays/me')
  }

  /** Ask who this is until the server answers; when it is nobody, show codes until it is somebody. */
  private async findMyself(): Promise<Display> {
    for (;;) {
      try {
        return await this.showMe()
      } catch (failure) {
        if (isUnpaired(failure)) break
      }
      await wait(choosePause())
    }
    this.own.onUnpaired()
    return pair(this.token, {
      requestCode: (request) => this.api.post('/pairings', request),
      showMe: () => this.showMe(),
      screen: () => this.own.parts.page.screen(),
      onCode: (code) => { this.own.onCode(code) },
    })
  }

  private become(display: Display): void {
    this.own.onDisplay(display)
    this.own.parts.kept.write('display', display).catch(() => undefined)
  }

  private forget(): void {
    this.close()
    this.token = renewToken(this.own.notebook)
    this.own.parts.kept.erase('display').catch(() => undefined)
    this.own.onUnpaired()
  }

  /** Keep the connection; resolves when the server no longer knows this kiosk. */
  private stayConnected(): Promise<void> {
    return new Promise((resolve) => {
      const connection = this.own.parts.connect(() => ({ token: this.token }))
      this.connection = connection
      const check = oneAtATime(() => this.showMe().then((display) => { this.become(display) }, (failure: unknown) => {
        if (isUnpaired(failure)) resolve()
      }))
      connection.hear('display_changed', () => { void check() })
      connection.onStatus((_online, refusal) => { if (refusal) void check() })
      this.own.onConnection(connection)
    })
  }
}

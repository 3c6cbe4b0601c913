/** What runs behind the kiosk's page: puts the parts together and carries news from one to the other. */
import type { Catalogue, Display, Heard, Interaction, Report } from '../../contract/types'
import { listAddresses, listLater } from '../../shared/pictures'
import { isProblem } from '../../shared/problem'
import { CatalogueKeeper } from './catalogueKeeper'
import { Commands } from './commands'
import { Link } from './link'
import { Navigation } from './navigation'
import { openNotebook } from './notebook'
import { Outbox } from './outbox'
import type { KioskConnection, Parts } from './parts'
import { createPerformer } from './performer'
import { describePlace } from './places'
import { createPresence, watchFrames } from './presence'
import { createRecovery, hearFailures } from './recovery'
import { createReloading } from './reloading'
import { createServerClock } from './serverClock'
import { createStore, type KioskState } from './state'
import { createVisit } from './visit'

/** What the desk shows of a kiosk: when one of these changes, it is told soon. */
const SHOWN_ON_DESK = ['place', 'language', 'volume', 'blank', 'visitId', 'catalogue'] as const satisfies (keyof KioskState)[]

/** The kiosk at work. */
export class Engine {
  readonly store = createStore()
  readonly visit
  readonly navigation
  private readonly parts: Parts
  private readonly notebook
  private readonly clock
  private readonly frames
  private readonly recovery
  private readonly link
  private readonly outbox
  private readonly catalogue
  private readonly commands
  private readonly presence
  private readonly reloading

  constructor(parts: Parts) {
    this.parts = parts
    this.notebook = openNotebook(parts.storage)
    this.clock = createServerClock(this.notebook)
    this.frames = watchFrames((drawn) => { parts.page.nextFrame(drawn) })
    this.visit = createVisit(this.store, parts.page.version, () => this.clock.now(), (one) => { this.outbox.add(one) })
    this.navigation = new Navigation(this.store, this.visit)
    this.recovery = createRecovery(this.notebook, (detail) => { this.visit.record('error', detail) })
    this.link = this.createLink()
    this.outbox = this.createOutbox()
    this.catalogue = this.createCatalogue()
    this.reloading = createReloading({
      store: this.store, recovery: this.recovery, isReachable: () => this.isReachable(), reload: () => { this.leave() },
    })
    this.commands = this.createCommands()
    this.presence = createPresence({
      compose: () => this.compose(),
      send: (report) => this.link.ask('report', report, 4_000),
      onHeard: (heard, asked, answered) => { this.hear(heard, asked, answered) },
      isOnline: () => this.link.online,
    })
  }

  /** Show what was kept, then follow the hall for as long as the page lives. */
  async start(): Promise<void> {
    const { page } = this.parts
    hearFailures(page.events, this.recovery)
    page.events.addEventListener('pagehide', () => { void this.outbox.sayLast() })
    page.onNewVersion(() => { this.reloading.onNewVersion() })
    this.followChanges()
    this.commands.start()
    await Promise.all([this.outbox.start(), this.catalogue.restore()])
    this.presence.start()
    this.link.run().catch((failure: unknown) => { this.recovery.tell('link', failure) })
  }

  private createLink(): Link {
    return new Link({
      parts: this.parts,
      notebook: this.notebook,
      onCode: (pairingCode) => { this.store.change({ phase: 'unpaired', pairingCode }) },
      onDisplay: (display) => { this.become(display) },
      onUnpaired: () => {
        this.navigation.reset('reset')
        this.store.change({ phase: 'unpaired', pairingCode: '', display: null, online: false, blank: false })
      },
      onConnection: (connection) => { this.follow(connection) },
    })
  }

  private createOutbox(): Outbox {
    return new Outbox({
      kept: this.parts.kept,
      send: (interactions) => this.link.ask('interactions', pack(interactions), 10_000),
      sendLast: (interactions) => this.link.api.leave('/interactions', pack(interactions)),
      isOnline: () => this.link.online,
      onWaiting: (waiting) => { this.store.change({ waiting }) },
      onDropped: (dropped) => { this.visit.record('error', { code: 'outbox_full', dropped }) },
    })
  }

  private createCatalogue(): CatalogueKeeper {
    const { kept, page } = this.parts
    return new CatalogueKeeper({
      kept,
      fetch: (etag) => this.link.api.getFresh<Catalogue>('/catalogue', etag),
      listPictures: (asset) => listAddresses(asset, page.glass()),
      listLater: (asset) => listLater(asset, page.glass()),
      loadPicture: (address) => page.loadPicture(address),
      onCatalogue: (catalogue, addresses) => { this.adopt(catalogue, addresses) },
      onWhole: () => { this.presence.nudge() },
      onMissing: (address) => { this.visit.record('error', { code: 'picture_missing', address }) },
    })
  }

  private createCommands(): Commands {
    const perform = createPerformer({
      store: this.store,
      navigation: this.navigation,
      refreshCatalogue: () => this.catalogue.refresh(),
      shown: () => this.frames.shown(),
    })
    return new Commands({
      notebook: this.notebook,
      perform,
      reload: (ttlMs) => this.reloading.onCommand(ttlMs),
      send: (report) => this.link.ask('command_report', report),
      isOnline: () => this.link.online,
    })
  }

  private follow(connection: KioskConnection): void {
    connection.hear('command', (command) => {
      this.commands.take(command).catch((failure: unknown) => { this.recovery.tell('command', failure) })
    })
    connection.hear('catalogue_changed', () => { void this.catalogue.refreshUntilDone() })
    connection.onStatus((online) => {
      const isBack = online && !this.store.state.online
      this.store.change({ online })
      if (!isBack) return
      this.presence.nudge()
      void this.catalogue.refreshUntilDone()
      void this.commands.flush()
      void this.outbox.flush()
      this.parts.page.lookForNewVersion()
    })
  }

  private become(display: Display): void {
    this.store.change({ phase: 'ready', display, pairingCode: '', volume: display.volume, blank: display.blank })
    if (!this.store.state.catalogue) void this.catalogue.refreshUntilDone()
  }

  private adopt(catalogue: Catalogue, addresses: string[]): void {
    this.navigation.adopt(catalogue)
    this.parts.page.keepPictures(addresses)
    this.parts.page.loadFonts([...new Set(JSON.stringify(catalogue))].join(''))
  }

  /** Take the answer to a report: the clock, what the display should be, and whether there is newer content. */
  private hear(heard: Heard, askedAt: number, answeredAt: number): void {
    this.clock.learn(heard.server_at, askedAt, answeredAt)
    const { display } = this.store.state
    const { volume, blank } = heard
    if (display && (display.volume !== volume || display.blank !== blank)) {
      this.store.change({ volume, blank, display: { ...display, volume, blank } })
    }
    if (heard.catalogue_revision > this.catalogue.shownRevision) void this.catalogue.refreshUntilDone()
  }

  private compose(): Report {
    const { place, language, volume, blank, visitId, waiting } = this.store.state
    return {
      ...describePlace(place),
      language,
      volume,
      blank,
      in_use: visitId !== null,
      catalogue_revision: this.catalogue.revision,
      frame_age_ms: this.frames.age(),
      waiting,
      secure: this.parts.page.isSecure,
      app_version: this.parts.page.version,
      fault: this.findFault(),
    }
  }

  private findFault(): string {
    if (this.recovery.isRestless) return 'restarts_often'
    return this.outbox.isForgetful ? 'storage_fails' : ''
  }

  private followChanges(): void {
    let before = this.store.state
    this.store.subscribe(() => {
      const now = this.store.state
      if (SHOWN_ON_DESK.some((name) => before[name] !== now[name])) this.presence.nudge()
      before = now
    })
  }

  private async isReachable(): Promise<boolean> {
    return this.link.api.get('/displays/me').then(() => true, (failure: unknown) => isProblem(failure, 401))
  }

  private leave(): void {
    this.navigation.reset('reset')
    this.parts.page.reload()
  }
}

function pack(interactions: Interaction[]): { interactions: Record<string, unknown>[] } {
  return { interactions: interactions.map((one) => ({ ...one })) }
}

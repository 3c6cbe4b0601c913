/** The hall as the staff see it, kept fresh: fetched whole, then corrected by what the server says. */
import { reactive, shallowReactive } from 'vue'
import type { Asset, Board, Exhibit, Hall, LocalText, Overview, Presence, Venue, Zone } from '../../contract/types'
import { describeFailure, isProblem } from '../../shared/problem'
import { Latest } from '../../shared/latest'
import type { Calls } from './calls'

export interface HallState {
  loaded: boolean
  online: boolean
  reason: LocalText | null
  halls: Hall[]
  zones: Zone[]
  boards: Board[]
  presence: Presence | null
  venue: Venue | null
}

export class HallView {
  readonly state: HallState = reactive({
    loaded: false, online: true, reason: null, halls: [], zones: [], boards: [], presence: null, venue: null,
  })
  readonly exhibits = shallowReactive(new Map<string, Exhibit>())
  /** All assets, those in the bin too. */
  readonly assets = shallowReactive(new Map<string, Asset>())
  private readonly latest = new Latest()
  private readonly calls: Calls
  private readonly assetTaken: (asset: Asset) => void

  constructor(calls: Calls, assetTaken: (asset: Asset) => void) {
    this.calls = calls
    this.assetTaken = assetTaken
  }

  /** Fetch everything; what is on the page stays when that fails. */
  async load(): Promise<void> {
    try {
      const [overview, assets] = await Promise.all([this.calls.overview(), this.calls.assets()])
      refill(this.assets, [...overview.assets, ...assets])
      this.takeOverview(overview)
      for (const asset of this.assets.values()) this.assetTaken(asset)
      if (!this.state.presence) await this.look()
    } catch (failure) {
      this.state.reason = describeFailure(failure)
    }
  }

  /** Fetch what the exhibits have changed: the assets tell of themselves. */
  async refresh(): Promise<void> {
    await this.quietly(async () => { this.takeOverview(await this.calls.overview()) })
  }

  /** Learn the place's name and how large it is: anybody may know that. */
  async meet(): Promise<void> {
    await this.quietly(async () => {
      const { venue, halls, zones, boards } = await this.calls.catalogue()
      Object.assign(this.state, this.state.loaded ? { venue } : { venue, halls, zones, boards })
    })
  }

  takeExhibit(exhibit: Exhibit): void {
    const known = this.exhibits.get(exhibit.id)
    if (!known || known.revision <= exhibit.revision) this.exhibits.set(exhibit.id, exhibit)
  }

  takeAsset(asset: Asset): void {
    this.assets.set(asset.id, asset)
    this.assetTaken(asset)
  }

  takePresence(presence: Presence): void {
    this.state.presence = presence
  }

  /** Hear that an exhibit changed, or is gone. */
  async hearExhibit(id: string, revision: number): Promise<void> {
    if ((this.exhibits.get(id)?.revision ?? -1) >= revision) return
    await this.quietly(async () => { this.takeExhibit(await this.calls.exhibit(id)) })
  }

  /** Hear that an asset changed, or is gone for good. */
  async hearAsset(id: string): Promise<void> {
    await this.latest.ask(id, () => this.quietly(async () => {
      try {
        this.takeAsset(await this.calls.asset(id))
      } catch (failure) {
        if (!isProblem(failure, 404)) throw failure
        this.assets.delete(id)
      }
    }))
  }

  /** Have the newest of assets that are named: what became of an upload. */
  async fetchAssets(ids: string[]): Promise<void> {
    await Promise.all(ids.map((id) => this.hearAsset(id)))
  }

  zone(id: string): Zone | undefined {
    return this.state.zones.find((zone) => zone.id === id)
  }

  private takeOverview({ halls, zones, boards, exhibits }: Overview): void {
    Object.assign(this.state, { halls, zones, boards, loaded: true, reason: null })
    refill(this.exhibits, exhibits)
  }

  private async look(): Promise<void> {
    await this.quietly(async () => { this.takePresence(await this.calls.presence()) })
  }

  /** News that could not be fetched comes again with the next, or with the next full load. */
  private async quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (failure) {
      this.state.reason = describeFailure(failure)
    }
  }
}

function refill<T extends { id: string }>(map: Map<string, T>, list: T[]): void {
  const ids = new Set(list.map((one) => one.id))
  for (const id of map.keys()) if (!ids.has(id)) map.delete(id)
  for (const one of list) map.set(one.id, one)
}

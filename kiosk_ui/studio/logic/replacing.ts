/** A new file for an asset, everywhere at once: uploaded first, then put in its place, while the old one waits in the bin (C-26). */
import { reactive } from 'vue'
import type { Asset, LocalText } from '../../contract/types'
import { describeFailure, isProblem } from '../../shared/problem'
import type { Offer, Slot } from '../../shared/transfer'

/** `sending`: the new file is on its way; `preparing`: the hall makes its forms; `done`, or `refused` with why. */
export interface Swap {
  word: 'sending' | 'preparing' | 'done' | 'refused'
  transferId: number
  newId: string | null
  reason: LocalText | null
}

export interface ReplacingParts {
  add(offer: Offer, slot: Slot): number
  replace(id: string, withId: string): Promise<Asset>
  asset(id: string): Asset | undefined
  taken(asset: Asset): void
}

export class Replacing {
  readonly swaps: Map<string, Swap> = reactive(new Map<string, Swap>())
  private readonly parts: ReplacingParts

  constructor(parts: ReplacingParts) {
    this.parts = parts
  }

  /** Send a file to take the place of an asset's. */
  begin(assetId: string, offer: Offer): void {
    const transferId = this.parts.add({ ...offer, album: this.parts.asset(assetId)?.album ?? '' }, { take: ([newId]) => { this.receive(assetId, newId) } })
    this.swaps.set(assetId, { word: 'sending', transferId, newId: null, reason: null })
  }

  /** Hear of an asset: once all forms of a new one are made it takes its place. */
  hear(asset: Asset): void {
    for (const [id, swap] of this.swaps) {
      if (swap.newId === asset.id && swap.word === 'preparing') void this.tryTo(id, swap, asset)
    }
  }

  /** Whether an asset only waits to give its file away. */
  isOnLoan(assetId: string): boolean {
    return [...this.swaps.values()].some((swap) => swap.newId === assetId && swap.word === 'preparing')
  }

  forget(assetId: string): void {
    this.swaps.delete(assetId)
  }

  private receive(assetId: string, newId: string | undefined): void {
    const swap = this.swaps.get(assetId)
    if (!swap || newId === undefined) return
    Object.assign(swap, { newId, word: 'preparing' })
    const asset = this.parts.asset(newId)
    if (asset) this.hear(asset)
  }

  private async tryTo(id: string, swap: Swap, asset: Asset): Promise<void> {
    if (asset.state === 'failed') return this.refuse(swap, asset.problem)
    if (asset.state !== 'ready' || asset.todo.length > 0) return
    try {
      swap.word = 'done'
      this.parts.taken(await this.parts.replace(id, asset.id))
    } catch (failure) {
      // One of the two has begun another form: the next news of it tries again.
      if (isProblem(failure, 'asset_busy')) swap.word = 'preparing'
      else this.refuse(swap, describeFailure(failure))
    }
  }

  private refuse(swap: Swap, reason: LocalText): void {
    Object.assign(swap, { word: 'refused', reason })
  }
}

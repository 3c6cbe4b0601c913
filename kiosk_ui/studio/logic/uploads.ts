/** The studio's queue of files: with what the hall makes of each, and the older picture that looks the same (C-05). */
import { reactive } from 'vue'
import type { Asset } from '../../contract/types'
import { Queue, type QueueParts } from '../../shared/queue'
import type { Transfer } from '../../shared/transfer'

export interface UploadsParts extends QueueParts {
  /** Put an asset into the bin. */
  bin(assetId: string): Promise<void>
}

/**
 * How an upload stands, as the row says it: `unpacking` and `partly` belong to archives, `preparing` and `failed` to
 * what the hall makes of a file, `known` and `similar` to what it had before, `binned` to a file that gave way to it.
 */
export type Stand = Exclude<Transfer['phase'], 'done'> | 'unpacking' | 'partly' | 'preparing' | 'failed' | 'known' | 'similar' | 'binned' | 'done'

type Shelf = Pick<Map<string, Asset>, 'get'>

export class Uploads extends Queue {
  private readonly kept = reactive(new Set<number>())
  private readonly own: UploadsParts

  constructor(parts: UploadsParts) {
    super(parts)
    this.own = parts
  }

  /** Tell how an upload stands. */
  standOf(transfer: Transfer, shelf: Shelf): Stand {
    const { upload, phase } = transfer
    if (phase === 'checking' && upload && upload.members > 0) return 'unpacking'
    if (phase !== 'done' || !upload) return phase
    if (upload.members > 0) return upload.skipped.length > 0 ? 'partly' : 'done'
    const asset = assetOf(transfer, shelf)
    return asset ? this.judge(transfer, asset, shelf) : 'done'
  }

  /** Find the picture of a file in this browser, as long as the hall has none yet. */
  previewOf(assetId: string): string {
    return this.list.find((one) => one.preview !== '' && one.upload?.asset_ids.includes(assetId))?.preview ?? ''
  }

  /** Keep a picture although an older one looks the same. */
  keepBoth(id: number): void {
    this.kept.add(id)
  }

  /** Show the older picture wherever this upload went, and put the new one into the bin. */
  async useOlder(transfer: Transfer, asset: Asset): Promise<void> {
    if (asset.similar_to === null) return
    for (const slot of this.slotsOf(transfer.id)) await slot.swap?.(asset.id, asset.similar_to)
    await this.own.bin(asset.id)
  }

  private judge(transfer: Transfer, asset: Asset, shelf: Shelf): Stand {
    if (asset.deleted_at !== null) return 'binned'
    if (asset.state === 'failed') return 'failed'
    if (transfer.upload?.known) return 'known'
    if (asset.state === 'processing') return 'preparing'
    const older = asset.similar_to === null ? undefined : shelf.get(asset.similar_to)
    return older && older.deleted_at === null && !this.kept.has(transfer.id) ? 'similar' : 'done'
  }
}

/** Find what a file became, when that is one asset. */
export function assetOf(transfer: Transfer, shelf: Shelf): Asset | undefined {
  const ids = transfer.upload?.asset_ids ?? []
  return ids.length === 1 ? shelf.get(ids[0] ?? '') : undefined
}

/** Changing many assets at once (C-25): in few calls, with words on how far it is. */
import type { Asset, LocalText } from '../../contract/types'
import { describeFailure, isProblem } from '../../shared/problem'
import type { Change } from './assetForm'
import type { Calls } from './calls'
import { fillPattern } from './selection'

const AT_ONCE = 200

interface Binned {
  binned: Asset[]
  /** How many are in use, and stayed where they are. */
  used: number
  reason: LocalText | null
}

/** Put assets into the bin, all of them or those that are not in use. */
export async function binAssets(calls: Pick<Calls, 'bin'>, ids: string[]): Promise<Binned> {
  let [left, used] = [ids, 0]
  while (left.length > 0) {
    try {
      return { binned: await calls.bin(left), used, reason: null }
    } catch (failure) {
      const id = isProblem(failure, 'asset_used') ? failure.problem.details.asset_id : undefined
      if (typeof id !== 'string' || !left.includes(id)) return { binned: [], used, reason: describeFailure(failure) }
      left = left.filter((one) => one !== id)
      used += 1
    }
  }
  return { binned: [], used, reason: null }
}

/** One change of several assets. */
export interface Batch {
  ids: string[]
  change: Change
}

/** Plan the calls for one change of all. */
export function planChange(assets: Asset[], change: Change): Batch[] {
  const ids = assets.map((asset) => asset.id)
  return Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, at) => ({ ids: ids.slice(at * AT_ONCE, (at + 1) * AT_ONCE), change }))
}

/** Plan the calls that give each its description by a pattern; an empty pattern leaves that language as it is. */
export function planAlt(assets: Asset[], pattern: LocalText): Batch[] {
  const [zh, en] = [fillPattern(pattern.zh, assets.length), fillPattern(pattern.en, assets.length)]
  const batches = new Map<string, Batch>()
  assets.forEach((asset, at) => {
    const alt = { zh: pattern.zh.trim() === '' ? asset.alt.zh : zh[at] ?? '', en: pattern.en.trim() === '' ? asset.alt.en : en[at] ?? '' }
    const batch = batches.get(JSON.stringify(alt)) ?? { ids: [], change: { alt } }
    batches.set(JSON.stringify(alt), { ...batch, ids: [...batch.ids, asset.id] })
  })
  return [...batches.values()].flatMap(({ ids, change }) => planChange(assets.filter((asset) => ids.includes(asset.id)), change))
}

/** Make planned calls one after the other; `done` is told how many assets are changed so far. */
export async function carryOut(calls: Pick<Calls, 'changeAssets'>, batches: Batch[], done: (assets: Asset[], count: number) => void): Promise<void> {
  let count = 0
  for (const { ids, change } of batches) {
    const changed = await calls.changeAssets(ids, change)
    count += changed.length
    done(changed, count)
  }
}

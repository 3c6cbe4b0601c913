/** C-05: what the hall makes of a file, and the older picture that looks the same. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Asset } from '../../contract/types'
import type { Transfer } from '../../shared/transfer'
import { gatherPages } from '../../studio/logic/pages'
import { Uploads } from '../../studio/logic/uploads'
import { FakeLine } from './line'
import { asset, offer, settle, text, upload } from './made'

let line: FakeLine
let uploads: Uploads
let shelf: Map<string, Asset>
let binned: string[]

beforeEach(() => {
  line = new FakeLine()
  binned = []
  shelf = new Map()
  uploads = new Uploads({ ...line.parts(), bin: (id) => { binned.push(id); return Promise.resolve() } })
})

async function send(over: Parameters<typeof upload>[0] = {}, slot?: Parameters<Uploads['add']>[1]): Promise<Transfer> {
  uploads.add([offer('江边 2.jpg')], slot)
  line.hall.set('u1', upload({ id: 'u1', ...over }))
  line.last().course.began('u1')
  line.last().course.there()
  await settle()
  return uploads.list[0] as Transfer
}

const keep = (...assets: Asset[]): void => { for (const one of assets) shelf.set(one.id, one) }

describe('how an upload stands', () => {
  it('is done only when there is something to show, and says when it could not be made', async () => {
    const transfer = await send()
    keep(asset({ state: 'processing', progress: 0.4 }))
    expect(uploads.standOf(transfer, shelf)).toBe('preparing')
    keep(asset({ todo: ['tiles'] }))
    expect(uploads.standOf(transfer, shelf)).toBe('done')
    keep(asset({ state: 'failed' }))
    expect(uploads.standOf(transfer, shelf)).toBe('failed')
  })

  it('says that the very same file was there already', async () => {
    const transfer = await send({ known: true })
    keep(asset())
    expect(uploads.standOf(transfer, shelf)).toBe('known')
  })

  it('counts the files of an archive, and says that some were left out', async () => {
    const transfer = await send({ state: 'checking', members: 36, ended: 12 })
    expect(uploads.standOf(transfer, shelf)).toBe('unpacking')
    line.hall.set('u1', upload({ id: 'u1', members: 36, ended: 36, skipped: [{ name: '坏.exe', reason: text('不收') }] }))
    uploads.hear('u1')
    await settle()
    expect(uploads.standOf(transfer, shelf)).toBe('partly')
  })
})

describe('the pages of a document', () => {
  it('count as pictures when all have come, in their order, without those that were not taken', async () => {
    const got: string[][] = []
    const pages = ['p1', 'p2', 'p3'].map((id) => upload({ id, state: 'checking', asset_ids: [] }))
    for (const page of pages) line.hall.set(page.id, page)
    gatherPages(uploads, pages, (ids) => { got.push(ids) })
    line.hall.set('p1', upload({ id: 'p1', asset_ids: ['a1'] }))
    line.hall.set('p2', upload({ id: 'p2', state: 'refused' }))
    line.hall.set('p3', upload({ id: 'p3', asset_ids: ['a3'] }))
    for (const id of ['p3', 'p1', 'p2']) { uploads.hear(id); await settle() }
    expect(got).toEqual([['a1', 'a3']])
  })
})

describe('a picture that looks like an older one', () => {
  const alike = [asset({ id: 'asset-1', similar_to: 'older' }), asset({ id: 'older' })]

  it('gives way to it where it was dropped, and goes into the bin', async () => {
    const swapped: string[] = []
    const transfer = await send({}, { take: () => undefined, swap: (from, to) => { swapped.push(from, to); return Promise.resolve() } })
    keep(...alike)
    expect(uploads.standOf(transfer, shelf)).toBe('similar')
    await uploads.useOlder(transfer, alike[0] as Asset)
    expect([swapped, binned]).toEqual([['asset-1', 'older'], ['asset-1']])
    keep(asset({ id: 'asset-1', similar_to: 'older', deleted_at: 5 }))
    expect(uploads.standOf(transfer, shelf)).toBe('binned')
  })

  it('stays beside it when somebody wants both, and when the older one is in the bin', async () => {
    const transfer = await send()
    keep(...alike)
    keep(asset({ id: 'older', deleted_at: 5 }))
    expect(uploads.standOf(transfer, shelf)).toBe('done')
    keep(asset({ id: 'older' }))
    expect(uploads.standOf(transfer, shelf)).toBe('similar')
    uploads.keepBoth(transfer.id)
    expect(uploads.standOf(transfer, shelf)).toBe('done')
  })
})

/** C-07, C-26: crops around the focus, fields that save themselves, a new file in an old one's place, phones. */
import { describe, expect, it } from 'vitest'
import type { Asset, Upload } from '../../contract/types'
import { NetworkFailure } from '../../shared/problem'
import type { Slot } from '../../shared/transfer'
import { AssetForm, type Change } from '../../studio/logic/assetForm'
import { cropTo, findMade, lossOf, positionOf } from '../../studio/logic/crops'
import { PhoneLinks } from '../../studio/logic/phoneLinks'
import { Replacing } from '../../studio/logic/replacing'
import { asset, offer, problem, settle, text, upload } from './made'

describe('the crops', () => {
  it('are as large as they can be, with the focus in their middle as far as the edges allow', () => {
    expect(cropTo('1:1', 1600, 900, { x: 0.5, y: 0.5 })).toEqual({ x: 350, y: 0, width: 900, height: 900 })
    expect(cropTo('1:1', 1600, 900, { x: 0.02, y: 0.9 })).toMatchObject({ x: 0, y: 0 })
    expect(cropTo('9:16', 1600, 900, { x: 1, y: 0 })).toMatchObject({ x: 1600 - 506.25, width: 506.25, height: 900 })
  })

  it('are drawn at once by pushing the picture, before the hall has made them', () => {
    const part = cropTo('4:1', 1600, 900, { x: 0.5, y: 0.25 })
    expect(positionOf(part, 1600, 900)).toBe('50% 5%')
    expect(positionOf(cropTo('16:9', 1600, 900, { x: 0.1, y: 0.1 }), 1600, 900)).toBe('50% 50%')
  })

  it('say what they lose', () => {
    expect(lossOf(cropTo('4:1', 1600, 900, { x: 0.5, y: 0.5 }), 1600, 900)).toEqual({ percent: 56, sides: 'top' })
    expect(lossOf(cropTo('9:16', 1600, 900, { x: 0.5, y: 0.5 }), 1600, 900).sides).toBe('left')
    expect(lossOf(cropTo('16:9', 1600, 900, { x: 0.5, y: 0.5 }), 1600, 900)).toEqual({ percent: 0, sides: 'none' })
  })

  it('are the hall’s own only while the focus is where they were made for', () => {
    const made = { shape: '1:1' as const, x: 0, y: 0, width: 900, height: 900, renditions: [asset().original] }
    const one = asset({ focus: { x: 0.3, y: 0.3 }, crops: [made] })
    expect(findMade(one, '1:1', { x: 0.3, y: 0.3 })).toEqual(made)
    expect(findMade(one, '1:1', { x: 0.4, y: 0.3 })).toBeNull()
    expect(findMade({ ...one, todo: ['crops'] }, '1:1', { x: 0.3, y: 0.3 })).toBeNull()
    expect(findMade(one, '3:4', { x: 0.3, y: 0.3 })).toBeNull()
  })
})

function write(answer: (change: Change) => Promise<Asset[]>): { form: AssetForm; sent: Change[]; later: (() => void)[] } {
  const [sent, later]: [Change[], (() => void)[]] = [[], []]
  const change = (_: string[], wanted: Change): Promise<Asset[]> => { sent.push(wanted); return answer(wanted) }
  return { sent, later, form: new AssetForm(asset({ alt: text('旧') }), { change, taken: () => undefined, later: (_, then) => { later.push(then) }, now: () => 7 }) }
}
const agree = (change: Change): Promise<Asset[]> => Promise.resolve([{ ...asset({ alt: text('旧') }), ...change } as Asset])

describe('what is known of an asset', () => {
  it('is saved as it was written, only what was, once', async () => {
    const { form, sent } = write(agree)
    form.state.fields.alt.zh = '江边的码头'
    await form.save()
    await form.save()
    expect(sent).toEqual([{ alt: text('江边的码头') }])
    expect(form.state).toMatchObject({ word: 'saved', savedAt: 7 })
  })

  it('follows the hall except where somebody is writing', () => {
    const { form } = write(agree)
    form.state.fields.credit = '写到一半'
    form.hear(asset({ alt: text('别人写的'), credit: '别人' }))
    expect(form.state.fields).toMatchObject({ alt: text('别人写的'), credit: '写到一半' })
  })

  it('is kept and sent again when the network is away, and says why the hall does not take it', async () => {
    let away = true
    const { form, sent, later } = write((change) => (away ? Promise.reject(new NetworkFailure()) : agree(change)))
    form.state.fields.album = '现场会'
    expect(await form.save()).toBe(false)
    expect(form.state.word).toBe('kept')
    away = false
    later[0]?.()
    await settle()
    expect([form.state.word, sent.at(-1)]).toEqual(['saved', { album: '现场会' }])
    const other = write(() => Promise.reject(problem(422, 'too_long')))
    await other.form.apply({ kind: 'panorama' })
    expect(other.form.state).toMatchObject({ word: 'refused', reason: text('不行', 'No') })
  })

  it('never loses its name', async () => {
    const { form, sent } = write(agree)
    form.state.fields.name = '  '
    await form.save()
    expect(sent).toEqual([])
  })
})

describe('a new file in an asset’s place', () => {
  const shelf = new Map([['old', asset({ id: 'old', album: '现场会' })]])
  let [slot, calls]: [Slot | null, string[][]] = [null, []]
  const begin = (answer: () => Promise<Asset>): Replacing => {
    calls = []
    const replacing = new Replacing({
      add: (given, into) => { slot = into; calls.push(['add', given.album]); return 1 },
      replace: (id, withId) => { calls.push(['replace', id, withId]); return answer() },
      asset: (id) => shelf.get(id), taken: () => undefined,
    })
    replacing.begin('old', offer('新.jpg'))
    return replacing
  }

  it('waits until all its forms are made, then takes the place everywhere', async () => {
    const replacing = begin(() => Promise.resolve(asset({ id: 'old' })))
    shelf.set('new', asset({ id: 'new', state: 'processing', todo: ['forms'] }))
    slot?.take(['new'])
    expect([replacing.swaps.get('old')?.word, replacing.isOnLoan('new')]).toEqual(['preparing', true])
    replacing.hear(asset({ id: 'new', todo: ['tiles'] }))
    expect(calls).toEqual([['add', '现场会']])
    replacing.hear(asset({ id: 'new' }))
    await settle()
    expect(calls.at(-1)).toEqual(['replace', 'old', 'new'])
    expect(replacing.swaps.get('old')?.word).toBe('done')
  })

  it('says why it did not, and tries again when the hall was only busy', async () => {
    let busy = true
    const replacing = begin(() => (busy ? Promise.reject(problem(409, 'asset_busy')) : Promise.reject(problem(409, 'asset_same'))))
    shelf.set('new', asset({ id: 'new' }))
    slot?.take(['new'])
    await settle()
    expect(replacing.swaps.get('old')?.word).toBe('preparing')
    busy = false
    replacing.hear(asset({ id: 'new' }))
    await settle()
    expect(replacing.swaps.get('old')).toMatchObject({ word: 'refused', reason: text('不行', 'No') })
  })
})

describe('a phone that sends pictures (C-08)', () => {
  function open(): { phones: PhoneLinks; hall: Upload[]; later: (() => void)[]; clock: { now: number } } {
    const [hall, later, clock]: [Upload[], (() => void)[], { now: number }] = [[], [], { now: 0 }]
    const link = { id: 'link-1', code: '123456', label: text('素材'), created_by: 'wang', created_at: 0, expires_at: 900_000, opened_at: null }
    return {
      hall, later, clock,
      phones: new PhoneLinks({
        make: () => Promise.resolve({ link, secret: 'geheim' }), link: () => Promise.resolve({ ...link, opened_at: 5 }), uploads: () => Promise.resolve([...hall]),
        arrived: () => undefined, later: (_, then) => { later.push(then) }, now: () => clock.now,
      }),
    }
  }

  it('lets every picture land once in the slot that asked, and only there', async () => {
    const { phones, hall } = open()
    const landed: string[] = []
    const one = await phones.make(text('展项'), { take: (ids) => { landed.push(...ids) } })
    hall.push(upload({ id: 'p1', link_id: 'link-1', asset_ids: ['a1'] }), upload({ id: 'p2', link_id: 'other', asset_ids: ['a2'] }), upload({ id: 'p3', link_id: 'link-1', state: 'receiving', asset_ids: [] }))
    await phones.hear('link-1')
    await phones.hear('link-1')
    expect([landed, one.uploads.map((found) => found.id)]).toEqual([['a1'], ['p1', 'p3']])
  })

  it('sees that a phone has opened it, and forgets it a while after its end', async () => {
    const { phones, later, clock } = open()
    const one = await phones.make(text('素材'))
    await phones.hearLink('link-1')
    expect(one.link.opened_at).toBe(5)
    clock.now = 950_000
    expect(phones.isOver(one)).toBe(true)
    later.pop()?.()
    await settle()
    expect(phones.list).toHaveLength(1)
    clock.now = 1_100_000
    later.pop()?.()
    await settle()
    expect(phones.list).toHaveLength(0)
  })
})

import { describe, expect, test } from 'vitest'
import type { Rendition } from '../../contract/types'
import { createKeeper, keepOnly, listPages } from '../../sw/keep'
import { answerPart, passOn, readRange } from '../../sw/ranges'
import { makeAsset, makeCatalogue } from './made'
import { openHall, pass, turnClock } from './stage'

const ORIGIN = 'http://hall.test'
const name = (letter: string, ending = 'webp'): string => `${letter.repeat(64)}.${ending}`
const BOOK = { pages: [{ picture: { name: name('a') }, small: { name: name('b') }, text: '' }] }

/** A cache that works, in memory; `server` says what can be fetched. */
class SmallCache {
  readonly kept = new Map<string, Response>()
  readonly fetched: string[] = []
  readonly server: Record<string, unknown>
  onAdd: () => void = () => undefined
  constructor(server: Record<string, unknown> = {}) { this.server = server }
  get cache(): Cache { return this as unknown as Cache }
  keys(): Promise<Request[]> { return Promise.resolve([...this.kept.keys()].map((url) => new Request(url))) }
  match(url: string): Promise<Response | undefined> { return Promise.resolve(this.kept.get(url)?.clone()) }
  delete(request: Request): Promise<boolean> { return Promise.resolve(this.kept.delete(request.url)) }
  add(url: string): Promise<void> {
    const body = this.server[url.slice(`${ORIGIN}/media/`.length)]
    if (body === undefined) return Promise.reject(new TypeError('away'))
    this.fetched.push(url)
    this.kept.set(url, new Response(JSON.stringify(body)))
    this.onAdd()
    return Promise.resolve()
  }
  list(): string[] { return [...this.kept.keys()].map((url) => url.slice(`${ORIGIN}/media/`.length)) }
}

describe('a kept film', () => {
  const film = (): Response => new Response(new Blob(['0123456789'], { type: 'video/mp4' }), { headers: { 'Content-Type': 'video/mp4', ETag: '"film"' } })

  test('is given in the part that was asked for, so that a visitor can jump in it', async () => {
    const part = await answerPart(film(), 'bytes=3-5')
    expect([part.status, await part.text()]).toEqual([206, '345'])
    expect(['Content-Range', 'Content-Length', 'Content-Type', 'ETag'].map((one) => part.headers.get(one))).toEqual(['bytes 3-5/10', '3', 'video/mp4', '"film"'])
    expect(await (await answerPart(film(), 'bytes=7-')).text()).toBe('789')
    expect(await (await answerPart(film(), 'bytes=-2')).text()).toBe('89')
  })

  test('is refused beyond its end, and given whole for what is no range', async () => {
    const beyond = await answerPart(film(), 'bytes=10-')
    expect([beyond.status, beyond.headers.get('Content-Range')]).toEqual([416, 'bytes */10'])
    expect([(await answerPart(film(), 'bytes=5-2')).status, (await answerPart(film(), 'bytes=0-1,4-5')).status]).toEqual([200, 200])
  })

  test('ranges of all forms are read, also those that reach beyond the end', () => {
    expect(readRange('bytes=0-', 10)).toEqual({ first: 0, last: 9 })
    expect(readRange('bytes=2-400', 10)).toEqual({ first: 2, last: 9 })
    expect(readRange('bytes=-400', 10)).toEqual({ first: 0, last: 9 })
    expect(['bytes=-', 'lines=1-2', ''].map((header) => readRange(header, 10))).toEqual(['whole', 'whole', 'whole'])
  })

  test('that comes from the server looks as if it were cut here: a browser mixes no two sorts', async () => {
    const answer = passOn(new Response('34', { status: 206, headers: { 'Content-Range': 'bytes 3-4/10' } }))
    expect([answer.status, answer.url, answer.headers.get('Content-Range'), await answer.text()]).toEqual([206, '', 'bytes 3-4/10', '34'])
  })
})

describe('what the worker keeps', () => {
  test('a book brings its pages with it, and they stay as long as the book', async () => {
    const small = new SmallCache({ [name('c', 'json')]: BOOK, [name('a')]: 1, [name('b')]: 1, 'film.mp4': 1 })
    await keepOnly(small.cache, [`/media/${name('c', 'json')}`, '/media/film.mp4'], ORIGIN)
    expect(small.list()).toEqual([name('c', 'json'), name('a'), name('b'), 'film.mp4'])
    await keepOnly(small.cache, [`/media/${name('c', 'json')}`], ORIGIN)
    expect(small.list()).toEqual([name('c', 'json'), name('a'), name('b')])
    expect(small.fetched).toHaveLength(4)
    await keepOnly(small.cache, [], ORIGIN)
    expect(small.list()).toEqual([])
  })

  test('a book that is broken, or not there, keeps nothing else away', async () => {
    const small = new SmallCache({ [name('c', 'json')]: { pages: [{ picture: { name: '../secret' } }, null] }, 'river.webp': 1 })
    await keepOnly(small.cache, [`/media/${name('c', 'json')}`, `/media/${name('d', 'json')}`, '/media/river.webp'], ORIGIN)
    expect(small.list()).toEqual([name('c', 'json'), 'river.webp'])
  })

  test('only names of files are pages', () => {
    expect(listPages(BOOK)).toEqual([name('a'), name('b')])
    expect([listPages(null), listPages({ pages: 'x' }), listPages({ pages: [{ small: { name: 'a/../b.webp' } }] })]).toEqual([[], [], []])
  })

  test('a newer list ends the one before it, and no file is fetched twice', async () => {
    const small = new SmallCache({ one: 1, two: 1, three: 1 })
    const keep = createKeeper(() => Promise.resolve(small.cache), ORIGIN)
    let second: Promise<void> | undefined
    small.onAdd = () => { second ??= keep(['/media/one', '/media/three']) }
    await keep(['/media/one', '/media/two'])
    await second
    expect(small.list()).toEqual(['one', 'three'])
    expect(small.fetched).toHaveLength(2)
  })
})

describe('a kiosk', () => {
  turnClock()

  test('keeps films after everything that is shown, small ones first, and does not wait for them', async () => {
    const { hall, page } = await openHall()
    const form = (file: string, bytes: number): Rendition => ({ name: file, mime: 'audio/webm', width: 0, height: 0, bytes })
    const sound = (id: string, bytes: number) => ({ ...makeAsset(id, []), kind: 'sound' as const, sound: { duration_s: 1, codec: 'opus', forms: [form(`${id}.webm`, bytes)] } })
    hall.publish({ ...makeCatalogue(2), assets: [sound('long', 3_000_000_000), sound('tooLong', 3_000_000_001), sound('short', 5), makeAsset('river')] })
    await pass(3_000)
    expect(page.kept.filter((address) => address.endsWith('.webm'))).toEqual(['/media/short.webm', '/media/long.webm'])
    expect(page.kept.indexOf('/media/river-1080.webp')).toBeLessThan(page.kept.indexOf('/media/short.webm'))
    expect(page.loaded.some((address) => address.endsWith('.webm'))).toBe(false)
    expect(hall.reports.at(-1)?.catalogue_revision).toBe(2)
  })
})

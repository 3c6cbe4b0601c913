import { expect, test } from 'vitest'
import { bound, keepAnswer, keepOnly, listOldShells } from '../sw/keep'
import { isKeepPictures } from '../sw/message'

const ORIGIN = 'http://hall.test'

/** A cache that works, in memory; what is named in `absent` cannot be fetched. */
class SmallCache {
  readonly kept = new Map<string, Request>()
  readonly absent = new Set<string>()
  readonly fetched: string[] = []
  isFull = false
  keys(): Promise<Request[]> { return Promise.resolve([...this.kept.values()]) }
  delete(request: Request): Promise<boolean> { return Promise.resolve(this.kept.delete(request.url)) }
  put(address: string): Promise<void> {
    if (this.isFull) return Promise.reject(new DOMException('full', 'QuotaExceededError'))
    this.kept.set(address, new Request(address))
    return Promise.resolve()
  }
  add(address: string): Promise<void> {
    if (this.absent.has(address)) return Promise.reject(new TypeError('away'))
    this.fetched.push(address)
    this.kept.set(address, new Request(address))
    return Promise.resolve()
  }
}

function fill(...names: string[]): { cache: Cache; small: SmallCache } {
  const small = new SmallCache()
  for (const name of names) small.kept.set(`${ORIGIN}/media/${name}`, new Request(`${ORIGIN}/media/${name}`))
  return { small, cache: small as unknown as Cache }
}

test('pictures of the programme are fetched ahead of time, and old ones are dropped', async () => {
  const { small, cache } = fill('old', 'kept')
  await keepOnly(cache, ['/media/kept', '/media/new'], ORIGIN)
  expect([...small.kept.keys()]).toEqual([`${ORIGIN}/media/kept`, `${ORIGIN}/media/new`])
  expect(small.fetched).toEqual([`${ORIGIN}/media/new`])
})

test('a picture that cannot be fetched does not keep the others away', async () => {
  const { small, cache } = fill()
  small.absent.add(`${ORIGIN}/media/bad`)
  await keepOnly(cache, ['/media/bad', '/media/good'], ORIGIN)
  expect([...small.kept.keys()]).toEqual([`${ORIGIN}/media/good`])
})

test('a cache stays bounded: the oldest go', async () => {
  const { small, cache } = fill('1', '2', '3')
  await bound(cache, 2)
  expect([...small.kept.keys()]).toEqual([`${ORIGIN}/media/2`, `${ORIGIN}/media/3`])
})

test('a picture that arrived is kept, and a full disk is no failure', async () => {
  const { small, cache } = fill()
  const keep = (name: string): Promise<void> => keepAnswer(() => Promise.resolve(cache), `${ORIGIN}/media/${name}`, new Response(), 9)
  await keep('1')
  small.isFull = true
  await expect(keep('2')).resolves.toBeUndefined()
  expect([...small.kept.keys()]).toEqual([`${ORIGIN}/media/1`])
})

test('the shell of the version before stays, for a page that is still open', () => {
  expect(listOldShells(['s-1', 'media', 's-2', 's-3'], 's-3', 's-')).toEqual(['s-1'])
  expect(listOldShells(['s-1'], 's-1', 's-')).toEqual([])
})

test('only a list of addresses is a list of pictures', () => {
  expect(isKeepPictures({ type: 'keep', addresses: ['/media/a'] })).toBe(true)
  expect(isKeepPictures({ type: 'keep', addresses: [1] })).toBe(false)
  expect(isKeepPictures(null)).toBe(false)
})

/** What the service worker keeps, and for how long: pure work on caches, so that it can be tested without a worker. */

/** Bring into a cache what is named and not there, and drop what is not named; a file that fails is left for the next time. */
export async function keepOnly(cache: Cache, addresses: string[], origin: string): Promise<void> {
  const wanted = new Set(addresses.map((address) => new URL(address, origin).href))
  const there = await cache.keys()
  await Promise.all(there.filter((kept) => !wanted.has(kept.url)).map((kept) => cache.delete(kept)))
  const missing = [...wanted].filter((address) => !there.some((kept) => kept.url === address))
  // One after the other: the page that visitors are looking at goes first.
  for (const address of missing) await cache.add(address).catch(() => undefined)
}

/** Keep a cache bounded: the oldest entries go. */
export async function bound(cache: Cache, most: number): Promise<void> {
  const kept = await cache.keys()
  await Promise.all(kept.slice(0, Math.max(0, kept.length - most)).map((request) => cache.delete(request)))
}

/** Keep an answer; a disk that is full takes nothing away from the page, which has the answer already. */
export async function keepAnswer(open: () => Promise<Cache>, url: string, answer: Response, most: number): Promise<void> {
  try {
    const cache = await open()
    await cache.put(url, answer)
    await bound(cache, most)
  } catch {
    // It is asked for again the next time.
  }
}

/** List the shells to delete: all but this one and the one before it, which an open page may still be reading from. */
export function listOldShells(names: string[], current: string, prefix: string): string[] {
  const others = names.filter((name) => name.startsWith(prefix) && name !== current)
  return others.slice(0, -1)
}

/** Tell whether an answer may be kept for good: whole, and a success. */
export function isKeepable(answer: Response): boolean {
  return answer.status === 200 && answer.type === 'basic'
}

/** What the service worker keeps, and for how long: pure work on caches, so that it can be tested without a worker. */

const FILE = /^[0-9a-f]{64}\.[a-z0-9]{2,5}$/

/**
 * Bring into a cache what is named and not there, and drop what is not named; a file that fails is left for the next time.
 * A book is a JSON file that names its pages: they are wanted with it. `isOver` says that a newer list has come.
 */
export async function keepOnly(cache: Cache, addresses: string[], origin: string, isOver: () => boolean = () => false): Promise<void> {
  const wanted = addresses.map((address) => new URL(address, origin).href)
  const books = await bringBooks(cache, wanted)
  const all = new Set(wanted.flatMap((address) => [address, ...(books.get(address) ?? []).map((name) => new URL(`/media/${name}`, origin).href)]))
  const there = await cache.keys()
  await Promise.all(there.filter((kept) => !all.has(kept.url)).map((kept) => cache.delete(kept)))
  const known = new Set(there.map((kept) => kept.url))
  // One after the other: the page that visitors are looking at goes first.
  for (const address of all) {
    if (isOver()) return
    if (!known.has(address)) await cache.add(address).catch(() => undefined)
  }
}

/** Bring the books, and list the pages of each. */
async function bringBooks(cache: Cache, wanted: string[]): Promise<Map<string, string[]>> {
  const books = new Map<string, string[]>()
  for (const address of wanted.filter((one) => one.endsWith('.json'))) {
    try {
      if (!(await cache.match(address))) await cache.add(address)
      books.set(address, listPages(await (await cache.match(address))?.json()))
    } catch {
      // It is asked for again the next time.
    }
  }
  return books
}

/** List the files that a book names (`BookPages`): of each page the picture and the small one. */
export function listPages(book: unknown): string[] {
  const pages = typeof book === 'object' && book !== null && 'pages' in book && Array.isArray(book.pages) ? (book.pages as unknown[]) : []
  const names = pages.flatMap((page) => {
    const { picture, small } = page as { picture?: { name?: unknown }; small?: { name?: unknown } }
    return [picture?.name, small?.name]
  })
  return names.filter((name): name is string => typeof name === 'string' && FILE.test(name))
}

/** Create what keeps: one list at a time, and a newer list ends the one before it. */
export function createKeeper(open: () => Promise<Cache>, origin: string): (addresses: string[]) => Promise<void> {
  let newest: string[] | null = null
  let running: Promise<void> | null = null
  async function run(): Promise<void> {
    for (let list = newest; list !== null; list = newest) {
      newest = null
      await keepOnly(await open(), list, origin, () => newest !== null)
    }
  }
  return (addresses) => {
    newest = addresses
    running ??= run().finally(() => { running = null })
    return running
  }
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

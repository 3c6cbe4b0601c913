/** The pages of a document as pictures of their own (C-20): they come one by one, and count when all have come. */
import type { Upload } from '../../contract/types'
import type { Queue } from '../../shared/queue'

/** Follow the pages; `done` is told of the pictures in the order of the pages, without those that were not taken. */
export function gatherPages(uploads: Pick<Queue, 'follow'>, pages: Upload[], done: (ids: string[]) => void): void {
  const ids: (string | undefined)[] = pages.map(() => undefined)
  let left = pages.length
  const count = (): void => {
    left -= 1
    if (left === 0) done(ids.filter((id) => id !== undefined))
  }
  pages.forEach((page, at) => {
    uploads.follow(page, { take: ([id]) => { ids[at] = id; count() }, refuse: count })
  })
}

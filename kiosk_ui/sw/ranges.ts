/** Parts of a kept file: a browser asks for a film in ranges, and jumps in it only when it gets them (RFC 9110, section 14). */

const ONE_RANGE = /^bytes=(\d*)-(\d*)$/

/** Read a `Range` header for a file of this size: first and last byte; `whole` for what is not one range; `beyond` its end. */
export function readRange(header: string, bytes: number): { first: number; last: number } | 'whole' | 'beyond' {
  const [, from = '', to = ''] = ONE_RANGE.exec(header.trim()) ?? []
  if (from === '' && to === '') return 'whole'
  const first = from === '' ? Math.max(0, bytes - Number(to)) : Number(from)
  const last = from === '' || to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1)
  // A last byte before the first one is no range at all.
  if (from !== '' && to !== '' && Number(to) < first) return 'whole'
  return first >= bytes ? 'beyond' : { first, last }
}

/** Answer a request for a part of a kept file; the file itself stays on the disk. */
export async function answerPart(kept: Response, range: string): Promise<Response> {
  const file = await kept.blob()
  const part = readRange(range, file.size)
  const headers = new Headers(kept.headers)
  headers.set('Accept-Ranges', 'bytes')
  if (part === 'whole') return new Response(file, { status: 200, headers })
  if (part === 'beyond') {
    headers.set('Content-Range', `bytes */${String(file.size)}`)
    headers.set('Content-Length', '0')
    return new Response(null, { status: 416, headers })
  }
  headers.set('Content-Range', `bytes ${String(part.first)}-${String(part.last)}/${String(file.size)}`)
  headers.set('Content-Length', String(part.last - part.first + 1))
  return new Response(file.slice(part.first, part.last + 1, file.type), { status: 206, headers })
}

/**
 * Pass on a part that the server sent as if it were cut here: Chromium refuses a film whose parts come some with an address
 * and some without one, as they do when it is kept while somebody watches it.
 */
export function passOn(answer: Response): Response {
  const { status, statusText, headers } = answer
  return new Response(answer.body, { status, statusText, headers })
}

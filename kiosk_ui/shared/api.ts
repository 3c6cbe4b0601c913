/** HTTP to the hall: JSON in, JSON out, failures as `ApiProblem` or `NetworkFailure`. Paths follow `/api/v1`. */
import { ApiProblem, NetworkFailure, foreignProblem, looksLikeProblem } from './problem'

export const PREFIX = '/api/v1'
const ANSWER_WITHIN_MS = 15_000

/** What a conditional GET brings: the value with its ETag, or null when what the caller has is still true. */
export interface Fresh<T> {
  value: T
  etag: string | null
}

interface Call {
  method: string
  path: string
  body?: unknown
  /** Bytes as they are, in place of a body. */
  file?: Blob
  headers?: Record<string, string>
  keepalive?: boolean
}

let csrf = ''

/** Keep the token of `SessionView.csrf`: every unsafe request of the staff carries it. */
export function setCsrf(token: string): void {
  csrf = token
}

/** Read the token for the headers of an unsafe request. */
export function csrfHeaders(): Record<string, string> {
  return csrf === '' ? {} : { 'X-CSRF-Token': csrf }
}

/** Read an answer's body: nothing for 204; a problem is thrown. */
async function readAnswer(answer: Response): Promise<unknown> {
  if (answer.status === 204) return undefined
  const json = (answer.headers.get('Content-Type') ?? '').includes('json')
  const value: unknown = json ? await answer.json() : undefined
  if (answer.ok) return value
  throw new ApiProblem(looksLikeProblem(value) ? value : foreignProblem(answer.status))
}

function nameType({ body, file }: Call): Record<string, string> {
  if (file) return { 'Content-Type': 'application/octet-stream' }
  return body === undefined ? {} : { 'Content-Type': 'application/json' }
}

type Headers = () => Record<string, string>

async function send(call: Call, own: Headers): Promise<Response> {
  try {
    return await fetch(PREFIX + call.path, {
      method: call.method,
      headers: {
        Accept: 'application/json',
        ...nameType(call),
        ...(call.method === 'GET' ? {} : csrfHeaders()),
        ...own(),
        ...call.headers,
      },
      body: call.file ?? (call.body === undefined ? undefined : JSON.stringify(call.body)),
      cache: 'no-store',
      credentials: 'same-origin',
      keepalive: call.keepalive ?? false,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
  } catch (failure) {
    throw new NetworkFailure(failure)
  }
}

async function ask<T>(call: Call, own: Headers): Promise<T> {
  const answer = await send(call, own)
  try {
    return (await readAnswer(answer)) as T
  } catch (failure) {
    throw failure instanceof ApiProblem ? failure : new NetworkFailure(failure)
  }
}

async function getFresh<T>(path: string, etag: string | null, own: Headers): Promise<Fresh<T> | null> {
  const answer = await send({ method: 'GET', path, headers: etag === null ? {} : { 'If-None-Match': etag } }, own)
  if (answer.status === 304) {
    // Read to its end, which is at once: an answer that is left lying counts as a request that failed.
    await answer.text().catch(() => '')
    return null
  }
  try {
    return { value: (await readAnswer(answer)) as T, etag: answer.headers.get('ETag') }
  } catch (failure) {
    throw failure instanceof ApiProblem ? failure : new NetworkFailure(failure)
  }
}

/** Make an `api`; `own` headers are added to every request (a kiosk's token). */
export function createApi(own: Headers = () => ({})) {
  return {
    get: <T>(path: string) => ask<T>({ method: 'GET', path }, own),
    post: <T>(path: string, body?: unknown) => ask<T>({ method: 'POST', path, body }, own),
    put: <T>(path: string, body: unknown) => ask<T>({ method: 'PUT', path, body }, own),
    patch: <T>(path: string, body: unknown) => ask<T>({ method: 'PATCH', path, body }, own),
    /** Send a file's bytes as they are; large ones go by `sendFile`. */
    putFile: <T>(path: string, file: Blob) => ask<T>({ method: 'PUT', path, file }, own),
    del: <T = undefined>(path: string, headers?: Record<string, string>) => ask<T>({ method: 'DELETE', path, headers }, own),
    /** Send at the last moment: the browser finishes it after the page is gone (64 kB at most). */
    leave: <T>(path: string, body: unknown) => ask<T>({ method: 'POST', path, body, keepalive: true }, own),
    /** Fetch unless what has this ETag is still true: then null. */
    getFresh: <T>(path: string, etag: string | null) => getFresh<T>(path, etag, own),
  }
}

export type Api = ReturnType<typeof createApi>

/** The staff's api: identified by the session's cookie. */
export const api: Api = createApi()

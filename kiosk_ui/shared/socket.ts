/** Socket.IO with types: asks are answered or fail in time, the connection comes back for ever, nothing is buffered. */
import { io, type Socket } from 'socket.io-client'
import type { Problem } from '../contract/types'
import { ApiProblem, NetworkFailure, looksLikeProblem } from './problem'

/** For each event that a page sends: `[body, answer]`. */
export type Talk<Sends> = Record<keyof Sends, [unknown, unknown]>

type Answer<T> = { ok: true; data: T } | { ok: false; error: Problem }
type Auth = Record<string, unknown>
type Status = (online: boolean, refusal: Problem | null) => void

/** A connection to one namespace. */
export interface Connection<Sends extends Talk<Sends>, Hears> {
  /** Ask and wait for the answer: rejects with `ApiProblem`, or with `NetworkFailure` when offline or too late. */
  ask<E extends keyof Sends & string>(event: E, body: Sends[E][0], timeoutMs?: number): Promise<Sends[E][1]>
  /** Hear what the server says; the result stops hearing. */
  hear<E extends keyof Hears & string>(event: E, listener: (body: Hears[E]) => void): () => void
  readonly online: boolean
  /** Told now and at each change; `refusal` is why the server would not have us, else null. */
  onStatus(listener: Status): () => void
  close(): void
}

const AGAIN_AFTER_MS = 500
const AGAIN_AT_MOST_MS = 5_000

function open(namespace: string, auth: Auth | (() => Auth)): Socket {
  return io(namespace, {
    path: '/socket.io',
    transports: ['websocket'],
    auth: (give) => { give(typeof auth === 'function' ? auth() : auth) },
    reconnectionDelay: AGAIN_AFTER_MS,
    reconnectionDelayMax: AGAIN_AT_MOST_MS,
    randomizationFactor: 0.5,
    timeout: 5_000,
  })
}

/** Connect again after a refusal: Socket.IO gives up when the server itself has closed or denied. */
function insist(socket: Socket): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const again = (): void => {
    if (socket.active) return
    clearTimeout(timer)
    timer = setTimeout(() => { socket.connect() }, AGAIN_AFTER_MS + Math.random() * (AGAIN_AT_MOST_MS - AGAIN_AFTER_MS))
  }
  socket.on('disconnect', again)
  socket.on('connect_error', again)
  return () => {
    clearTimeout(timer)
    socket.off('disconnect', again)
    socket.off('connect_error', again)
  }
}

function readRefusal(failure: Error & { data?: unknown }): Problem | null {
  return looksLikeProblem(failure.data) ? failure.data : null
}

async function askOver<T>(socket: Socket, event: string, body: unknown, timeoutMs: number): Promise<T> {
  // What is asked while offline would be buffered and sent late: O-04 wants it dropped.
  if (!socket.connected) throw new NetworkFailure()
  const answer = await socket.timeout(timeoutMs).emitWithAck(event, body).catch((failure: unknown) => {
    throw new NetworkFailure(failure)
  }) as Answer<T>
  if (answer.ok) return answer.data
  throw new ApiProblem(answer.error)
}

function watchStatus(socket: Socket): (listener: Status) => () => void {
  const listeners = new Set<Status>()
  let refusal: Problem | null = null
  const tell = (): void => { for (const listener of listeners) listener(socket.connected, refusal) }
  socket.on('connect', () => { refusal = null; tell() })
  socket.on('disconnect', () => { tell() })
  socket.on('connect_error', (failure) => { refusal = readRefusal(failure); tell() })
  return (listener) => {
    listeners.add(listener)
    listener(socket.connected, refusal)
    return () => { listeners.delete(listener) }
  }
}

/** Connect to a namespace (`/kiosk`, `/desk`, `/studio`). */
export function connect<Sends extends Talk<Sends>, Hears>(
  namespace: string,
  auth: Auth | (() => Auth) = {},
): Connection<Sends, Hears> {
  const socket = open(namespace, auth)
  const stop = insist(socket)
  const onStatus = watchStatus(socket)
  return {
    ask: (event, body, timeoutMs = 5_000) => askOver(socket, event, body, timeoutMs),
    hear(event, listener) {
      const heard = (body: unknown): void => { listener(body as Hears[typeof event]) }
      socket.on<string>(event, heard)
      return () => { socket.off<string>(event, heard) }
    },
    get online() { return socket.connected },
    onStatus,
    close() { stop(); socket.close() },
  }
}

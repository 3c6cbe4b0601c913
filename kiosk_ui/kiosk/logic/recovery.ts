/** What the kiosk does about its own failures: tell them, never loop in reloading, stay usable (V-39). */
import { isProblem } from '../../shared/problem'
import type { Notebook } from './notebook'
import type { Detail } from './visit'

const NOTE = 'starts'
const EXPECTED = 'start_expected'
const WITHIN_MS = 5 * 60_000
const TOO_MANY = 3
const TELL_AT_MOST = 10
const TELL_WITHIN_MS = 60_000

export interface Recovery {
  /** True when the page has started so often of late that it must not reload itself. */
  readonly isRestless: boolean
  /** Note that the next start was asked for at the desk: it is no sign of trouble. */
  expectStart(): void
  /** Tell a failure, unless there were very many. */
  tell(code: string, failure: unknown): void
}

function describe(failure: unknown): string {
  return failure instanceof Error ? `${failure.name}: ${failure.message}` : String(failure)
}

/** Note this start, and create the teller of failures. */
export function createRecovery(notebook: Notebook, record: (detail: Detail) => void): Recovery {
  const now = Date.now()
  const recent = (notebook.read<number[]>(NOTE) ?? []).filter((at) => now - at < WITHIN_MS && at <= now)
  if (notebook.read<boolean>(EXPECTED) !== true) notebook.write(NOTE, [...recent, now].slice(-10))
  notebook.erase(EXPECTED)
  const startedOften = recent.length >= TOO_MANY
  let told: number[] = []
  return {
    get isRestless() { return startedOften && Date.now() - now < WITHIN_MS },
    expectStart() { notebook.write(EXPECTED, true) },
    tell(code, failure) {
      const at = Date.now()
      told = told.filter((before) => at - before < TELL_WITHIN_MS)
      if (told.length >= TELL_AT_MOST || isProblem(failure, 401)) return
      told.push(at)
      record({ code, message: describe(failure) })
    },
  }
}

/** Hear what nobody caught. */
export function hearFailures(page: EventTarget, recovery: Recovery): () => void {
  const onError = (event: Event): void => {
    // A picture that fails also fires `error`, on the element: PictureView deals with it.
    if (event instanceof ErrorEvent) recovery.tell('script', event.error ?? event.message)
  }
  const onRejection = (event: Event): void => {
    recovery.tell('promise', (event as PromiseRejectionEvent).reason)
    event.preventDefault()
  }
  page.addEventListener('error', onError)
  page.addEventListener('unhandledrejection', onRejection)
  return () => {
    page.removeEventListener('error', onError)
    page.removeEventListener('unhandledrejection', onRejection)
  }
}

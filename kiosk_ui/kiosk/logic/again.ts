/** Trying again: after a pause with jitter, so that a hall full of kiosks does not knock all at once. */

/** Choose a pause between half a second and five seconds. */
export function choosePause(): number {
  return 500 + Math.random() * 4_500
}

/** Wait so many milliseconds. */
export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms) })
}

/** Make a task that never runs twice at once: asked for while it runs, it runs once more afterwards. */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running = Promise.resolve()
  let isRunning = false
  let again = false
  async function run(): Promise<void> {
    isRunning = true
    try {
      do {
        again = false
        await work()
      } while (again)
    } finally {
      // In the same turn as the last look at `again`: a request in between would be lost.
      isRunning = false
    }
  }
  return () => {
    if (isRunning) again = true
    else running = run()
    return running
  }
}

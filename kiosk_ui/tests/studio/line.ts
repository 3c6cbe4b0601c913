/** A hall to send files to, in memory: what was sent, what it says, and a clock that a test turns. */
import type { Upload } from '../../contract/types'
import { isPassingPart } from '../../shared/passing'
import { keepPlaces } from '../../shared/places'
import type { QueueParts } from '../../shared/queue'
import type { Course } from '../../shared/upload'
import { Memory, problem } from './made'

/** One file that is being sent, as the sender sees it. */
export interface Going { file: File; course: Course; stopped: boolean }

export class FakeLine {
  readonly going: Going[] = []
  readonly later: { ms: number; then: () => void }[] = []
  readonly hall = new Map<string, Upload>()
  readonly ended: string[] = []
  readonly forgotten: string[] = []
  readonly arrived: string[] = []
  readonly failures: unknown[] = []
  readonly memory = new Memory()
  now = 0

  /** What was sent last, of those that were not stopped. */
  last(name?: string): Going {
    const found = this.going.filter((one) => !one.stopped && (name === undefined || one.file.name === name)).at(-1)
    if (!found) throw new Error('nothing is being sent')
    return found
  }

  /** Let the time come for which something waits. */
  tick(): void {
    for (const { then } of this.later.splice(0)) then()
  }

  parts(): QueueParts {
    return {
      send: (file, course) => {
        const one: Going = { file, course, stopped: false }
        this.going.push(one)
        return { stop: () => { one.stopped = true } }
      },
      headers: () => ({}),
      look: (id) => { const found = this.hall.get(id); return found ? Promise.resolve(found) : Promise.reject(problem(404, 'upload_unknown')) },
      end: (id) => { this.ended.push(id); return Promise.resolve() },
      places: keepPlaces({ getItem: (key) => this.memory.getItem(key), setItem: (key, value) => { this.memory.setItem(key, value) } }, () => this.now),
      later: (ms, then) => { this.later.push({ ms, then }) },
      now: () => this.now,
      preview: (file) => `blob:${file.name}`,
      forget: (preview) => { this.forgotten.push(preview) },
      passes: isPassingPart,
      failed: (failure) => { this.failures.push(failure) },
      arrived: (upload) => { this.arrived.push(upload.id) },
    }
  }
}

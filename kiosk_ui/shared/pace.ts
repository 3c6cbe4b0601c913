/** How fast bytes go, and how long the rest will take. */

const LOOK_BACK_MS = 12_000
const LEAST_MS = 1_500

/** Notes how many bytes have gone in all, and works out how long the rest takes. */
export class Pace {
  private marks: { at: number; bytes: number }[] = []

  /** Note that so many bytes have gone by now; fewer than before begins the count again. */
  note(at: number, bytes: number): void {
    const last = this.marks.at(-1)
    if (last && bytes < last.bytes) this.marks = []
    this.marks = [...this.marks.filter((mark) => at - mark.at <= LOOK_BACK_MS), { at, bytes }]
  }

  /** Work out how many seconds so many bytes will take, or null while nobody can know. */
  secondsFor(bytes: number): number | null {
    const [first, last] = [this.marks[0], this.marks.at(-1)]
    if (!first || !last || last.at - first.at < LEAST_MS || last.bytes <= first.bytes) return null
    return Math.ceil(bytes / ((last.bytes - first.bytes) / (last.at - first.at)) / 1000)
  }
}

/** Fetching by news: one question at a time for each thing, and once more when news came while it was asked. */

/** Makes sure that the newest answer is the last one: two at once may overtake each other. */
export class Latest {
  private readonly asking = new Map<string, boolean>()

  /** Ask now, or again once the question that is under way is answered; ends when the newest answer was taken. */
  async ask(id: string, work: () => Promise<void>): Promise<void> {
    if (this.asking.has(id)) {
      this.asking.set(id, true)
      return
    }
    this.asking.set(id, false)
    try {
      await work()
    } finally {
      const isStale = this.asking.get(id) ?? false
      this.asking.delete(id)
      if (isStale) await this.ask(id, work)
    }
  }
}

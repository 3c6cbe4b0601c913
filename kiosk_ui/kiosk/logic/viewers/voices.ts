/** One voice at a time (V-33): who begins to speak makes the others pause. */

export interface Voice {
  pause(): void
}

export interface Voices {
  /** Speak: all others pause. */
  claim(voice: Voice): void
  /** Say no more. */
  release(voice: Voice): void
}

/** Create the order among the players of a page. */
export function createVoices(): Voices {
  let speaking: Voice | null = null
  return {
    claim(voice) {
      const before = speaking
      speaking = voice
      if (before !== voice) before?.pause()
    },
    release(voice) {
      if (speaking === voice) speaking = null
    },
  }
}

/** Whether a film or a recording plays on the page: the idle clock must know it, and no viewer can forget to say it (V-06). */

type Media = Pick<HTMLMediaElement, 'paused' | 'ended' | 'isConnected' | 'currentTime'>

export interface Playing {
  /** Look whether something plays: it went on since the last look; one that hangs plays no more. */
  look(): boolean
  /** Hears that one has come to its end. */
  onEnd(listener: () => void): void
}

/** Watch all players below `page`: their events do not rise, but they can be caught on the way down. */
export function watchPlaying(page: EventTarget): Playing {
  const seen = new Map<Media, number>()
  page.addEventListener('playing', (event) => { seen.set(event.target as unknown as Media, -1) }, { capture: true })
  return {
    look() {
      let goesOn = false
      for (const [media, before] of seen) {
        if (media.paused || media.ended || !media.isConnected) seen.delete(media)
        else seen.set(media, media.currentTime)
        goesOn ||= seen.has(media) && media.currentTime !== before
      }
      return goesOn
    },
    onEnd(listener) { page.addEventListener('ended', listener, { capture: true }) },
  }
}

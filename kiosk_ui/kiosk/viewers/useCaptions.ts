/** The lines of captions that are spoken now: the browser keeps the time, we draw them (V-32). */
import { onBeforeUnmount, ref, watch, type Ref } from 'vue'
import { setLines } from '../logic/viewers/captions'

function readCue(cue: TextTrackCue): string {
  // With `<v Name>`, `<i>` and the like the cue is a small document; its words are wanted.
  return cue instanceof VTTCue ? (cue.getCueAsHTML().textContent ?? '') : ''
}

/** Follow the captions in one `<track>`; an empty list while nobody speaks. */
export function useCaptions(element: Ref<HTMLTrackElement | undefined>): Ref<string[]> {
  const lines = ref<string[]>([])
  let followed: TextTrack | undefined
  const read = (): void => { lines.value = setLines([...(followed?.activeCues ?? [])].map(readCue)) }
  function follow(track: TextTrack | undefined): void {
    if (followed) {
      followed.removeEventListener('cuechange', read)
      followed.mode = 'disabled'
    }
    followed = track
    if (!track) return
    // Hidden: read and timed by the browser, but not drawn by it.
    track.mode = 'hidden'
    track.addEventListener('cuechange', read)
  }
  watch(element, (now) => { follow(now?.track); read() }, { flush: 'post' })
  onBeforeUnmount(() => { follow(undefined) })
  return lines
}

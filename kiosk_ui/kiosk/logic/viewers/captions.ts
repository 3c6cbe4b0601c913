/** Which captions are shown, and their lines (V-26, V-31, V-32). */
import type { Language, Track } from '../../../contract/types'

/** Choose the captions in the page's language; better the other language than none. */
export function chooseTrack(tracks: Track[], language: Language): Track | undefined {
  return tracks.find((track) => track.language === language) ?? tracks[0]
}

/** Set the words of all cues that are spoken now in lines; more than two are run together, and the band breaks them anew. */
export function setLines(cues: string[], most = 2): string[] {
  const lines = cues.flatMap((cue) => cue.split('\n')).map((line) => line.trim()).filter((line) => line !== '')
  return lines.length > most ? [lines.join(' ')] : lines
}

/** Captions as lines with times: read, written as WebVTT, and what is wrong with one. */
import type { Cue, Language } from '../../contract/types'

export type CueFault = 'empty' | 'backwards' | 'overlaps' | 'short'

const two = (number: number): string => String(number).padStart(2, '0')

/** Write 1:03.4, as people say times. */
export function writeCueTime(ms: number): string {
  const tenths = Math.round(ms / 100)
  const [minutes, seconds] = [Math.floor(tenths / 600), Math.floor(tenths / 10) % 60]
  return `${String(minutes)}:${two(seconds)}.${String(tenths % 10)}`
}

/** Read 3.2, 1:03.4 or 1:02:03,4 as milliseconds; null for anything else. */
export function readCueTime(text: string): number | null {
  const clean = text.trim().replaceAll('：', ':').replaceAll(',', '.').replaceAll('，', '.')
  if (!/^(\d+:){0,2}\d+(\.\d+)?$/.test(clean)) return null
  return Math.round(clean.split(':').map(Number).reduce((sum, part) => sum * 60 + part, 0) * 1000)
}

/** Find what is wrong with each cue, by its place; `overlaps` and `short` are only worth a look. */
export function findFaults(cues: Cue[]): Map<number, CueFault> {
  const faults = new Map<number, CueFault>()
  cues.forEach((cue, at) => {
    const next = cues[at + 1]
    if (cue.text.trim() === '') faults.set(at, 'empty')
    else if (cue.end_ms <= cue.start_ms) faults.set(at, 'backwards')
    else if (next && next.start_ms < cue.end_ms) faults.set(at, 'overlaps')
    else if (cue.end_ms - cue.start_ms < 700) faults.set(at, 'short')
  })
  return faults
}

export function sortCues<C extends Cue>(cues: C[]): C[] {
  return [...cues].sort((a, b) => a.start_ms - b.start_ms || a.end_ms - b.end_ms)
}

const stamp = (ms: number): string =>
  `${two(Math.floor(ms / 3_600_000))}:${two(Math.floor(ms / 60_000) % 60)}:${two(Math.floor(ms / 1000) % 60)}.${String(ms % 1000).padStart(3, '0')}`

/** The tags that mean something in a caption; whatever else is typed is shown as it stands. */
const TAG = /(<\/?(?:b|i|u|ruby|rt)>)/

/** A blank line would end the cue, and an arrow begin another one (WebVTT 1, 4.1). */
function escape(text: string): string {
  const lines = text.trim().replace(/\r\n?/g, '\n').replace(/\n\s*\n+/g, '\n')
  return lines.split(TAG).map((piece, at) => (at % 2 === 1 ? piece : piece.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'))).join('')
}

/** Show a caption's words without its tags. */
export function showWords(text: string): string {
  return text.split(TAG).filter((_, at) => at % 2 === 0).join('')
}

/** Choose the cues that are finished, in the order of time: those with words, that end after they begin. */
export function listWhole<C extends Cue>(cues: C[]): C[] {
  return sortCues(cues).filter((cue) => cue.text.trim() !== '' && cue.end_ms > cue.start_ms)
}

/** Write the finished cues as a WebVTT file. */
export function writeVtt(cues: Cue[]): string {
  return `WEBVTT\n\n${listWhole(cues).map((cue) => `${stamp(cue.start_ms)} --> ${stamp(cue.end_ms)}\n${escape(cue.text)}\n`).join('\n')}`
}

/** Find the cue that is spoken at a moment. */
export function findSpoken(cues: Cue[], ms: number): number {
  return cues.findIndex((cue) => cue.start_ms <= ms && ms < cue.end_ms)
}

/** A new cue lasts as long as a sentence, but not into the next one. */
export function beginCue(cues: Cue[], at_ms: number): Cue {
  const next = sortCues(cues).find((cue) => cue.start_ms > at_ms)
  return { start_ms: at_ms, end_ms: Math.min(at_ms + 3_000, Math.max(at_ms + 700, next?.start_ms ?? Infinity)), text: '' }
}

/** How many characters a line of captions should have at most, so that it is read in time. */
export const LINE_MOST: Record<Language, number> = { zh: 18, en: 36 }

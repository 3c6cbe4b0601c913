/** How words find their size and their lines, by sense and not by width. */

const WIDE = /[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFF60\u3000-\u303F]/u
const SPLIT = /(?<=[，。；：！？、])/u

/** Estimate a text's width in em: a Chinese character is one, a Latin letter about half. */
export function emsOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (WIDE.test(letter) ? 1 : letter === ' ' ? 0.28 : 0.57), 0)
}

/** Choose a step for a title so that it fills no more than `lines` lines of `ems` em. */
export function titleScale(text: string, ems: number, lines = 2): number {
  const steps = [1, 0.9, 0.8, 0.72, 0.64]
  const wanted = emsOf(text)
  // One line a little smaller is better than two: Chinese has no spaces to break at.
  const single = steps.find((step) => step >= (WIDE.test(text) ? 0.8 : 0.9) && wanted * step <= ems)
  if (single) return single
  return steps.find((step) => wanted * step <= ems * lines * (lines > 1 ? 0.86 : 1)) ?? 0.58
}

/** Break a Chinese line after its comma, where the sense breaks; short ones stay whole. */
export function bySense(text: string, longest = 8): string[] {
  if (emsOf(text) <= longest) return [text]
  const parts = text.split(SPLIT)
  return parts.length > 1 && parts.length <= 3 ? parts : [text]
}

const FIGURES = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** Write a zone's number as it is carved into its seal. */
export function carve(number: number): string {
  if (number < 10) return FIGURES[number] ?? ''
  const [tens, ones] = [Math.floor(number / 10), number % 10]
  return `${tens > 1 ? FIGURES[tens] ?? '' : ''}十${ones ? FIGURES[ones] ?? '' : ''}`
}

/** Choose at most `most` neighbouring places around one that is shown. */
export function windowOf(count: number, index: number, most: number): number[] {
  const first = Math.max(0, Math.min(index - Math.floor(most / 2), count - most))
  return Array.from({ length: Math.min(most, count) }, (_, step) => first + step)
}

/** Tell which part of a picture is lost when it is cut to a box of another shape. */
export function cropOf(picture: number, box: number): number {
  return 1 - Math.min(picture, box) / Math.max(picture, box)
}

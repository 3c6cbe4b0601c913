/** The number on a zone's seal. */

const FIGURES = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** Write a zone's number as on its seal: 一 … 十, then 十一. */
export function sealOf(number: number): string {
  if (number <= 10) return FIGURES[number] ?? String(number)
  const [tens, ones] = [Math.floor(number / 10), number % 10]
  return `${tens > 1 ? FIGURES[tens] ?? '' : ''}十${ones > 0 ? FIGURES[ones] ?? '' : ''}`
}

/** Lengths of films and recordings, as figures and as words. */
import type { Language } from '../../../contract/types'

/** Write a time as figures: `3:07`, `1:02:07`. */
export function writeTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(Number.isFinite(seconds) ? seconds : 0))
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (figure: number): string => String(figure).padStart(2, '0')
  return hours > 0 ? `${String(hours)}:${two(minutes)}:${two(rest)}` : `${String(minutes)}:${two(rest)}`
}

/** Say a length in words: what a button promises before it is pressed (P-08). */
export function sayLength(seconds: number, language: Language): string {
  const whole = Math.max(1, Math.round(Number.isFinite(seconds) ? seconds : 0))
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60]
  if (language === 'zh') return [minutes > 0 ? `${String(minutes)} 分` : '', rest > 0 ? `${String(rest)} 秒` : ''].filter(Boolean).join(' ')
  return [minutes > 0 ? `${String(minutes)} min` : '', rest > 0 ? `${String(rest)} s` : ''].filter(Boolean).join(' ')
}

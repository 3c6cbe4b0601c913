/** Times as people read them, in the browser's time zone. */
import type { Language } from '../../contract/types'

const two = (number: number): string => String(number).padStart(2, '0')

/** Write 14:32:05. */
export function writeTime(at: number): string {
  const time = new Date(at)
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`
}

/** Write 2026-11-24 14.32, which every system takes as a file's name. */
export function writeStamp(at: number): string {
  const time = new Date(at)
  return `${writeDate(at)} ${two(time.getHours())}.${two(time.getMinutes())}`
}

/** Write 2026-11-24, as a field for dates has it. */
export function writeDate(at: number): string {
  const time = new Date(at)
  return `${String(time.getFullYear())}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
}

/** Read 2026-11-24 as the end of that day; null for nothing. */
export function readDate(text: string): number | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  if (year === undefined) return null
  return new Date(Number(year), Number(month) - 1, Number(day), 23, 59, 59).getTime()
}

/** Write 1:30, or 1:02:03 for what is longer than an hour. */
export function writeLength(seconds: number): string {
  const whole = Math.round(seconds)
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  return hours > 0 ? `${String(hours)}:${two(minutes)}:${two(rest)}` : `${String(minutes)}:${two(rest)}`
}

/** Write 14:32 for today, else the day with it. */
export function writeMoment(at: number, now: number, language: Language): string {
  const [time, today] = [new Date(at), new Date(now)]
  const minutes = `${two(time.getHours())}:${two(time.getMinutes())}`
  return time.toDateString() === today.toDateString() ? minutes : `${writeDay(at, language)} ${minutes}`
}

/** Write 12 月 11 日, or 11 Dec. */
export function writeDay(at: number, language: Language): string {
  const time = new Date(at)
  if (language === 'zh') return `${String(time.getMonth() + 1)} 月 ${String(time.getDate())} 日`
  return time.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })
}

/** Write a size: 18 MB, 640 KB. */
export function writeBytes(bytes: number): string {
  if (bytes < 1000) return `${String(bytes)} B`
  if (bytes < 1_000_000) return `${String(Math.round(bytes / 1000))} KB`
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`
}

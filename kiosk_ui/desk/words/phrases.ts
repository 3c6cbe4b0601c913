// Sentences that are put together: ages, who a display is, what a command did and what came of it.
import type { Action, Catalogue, CommandState, Display, DisplayState, Language, Target, Zone } from '../../contract/types'
import { say } from '../../shared/text'
import { type Life, tally } from '../logic/life'
import type { Fault } from '../logic/states'
import { findExhibit } from '../logic/shows'
import type { Words } from '.'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export interface Speech {
  w: Words
  language: Language
  catalogue: Catalogue | null
}

export function age(w: Words, ms: number): string {
  if (ms < MINUTE) return w.seconds(Math.floor(ms / 1000))
  if (ms < HOUR) return w.minutes(Math.floor(ms / MINUTE))
  return ms < DAY ? w.hours(Math.floor(ms / HOUR)) : w.days(Math.floor(ms / DAY))
}

/** The same in a sentence: 18 秒, not 18s. */
export function span(w: Words, ms: number): string {
  return ms < MINUTE ? w.secondsLong(Math.floor(ms / 1000)) : age(w, ms)
}

/** How long ago something was, or 刚刚. */
export function agoWords(w: Words, ms: number, justNowMs = 2_000): string {
  return ms < justNowMs ? w.justNow : w.ago(span(w, ms))
}

/** A moment on the clock of whoever reads it. */
export function clockTime(at: number, withSeconds = false): string {
  const [hours, minutes, seconds] = [new Date(at).getHours(), new Date(at).getMinutes(), new Date(at).getSeconds()]
  return (withSeconds ? [hours, minutes, seconds] : [hours, minutes]).map((n) => String(n).padStart(2, '0')).join(':')
}

export function zoneOf(catalogue: Catalogue | null, zoneId: string | null): Zone | undefined {
  return catalogue?.zones.find((zone) => zone.id === zoneId)
}

/** 四区 3 号 */
export function placeOf({ w, catalogue }: Speech, display: Display): string {
  const zone = zoneOf(catalogue, display.zone_id)
  return `${zone ? w.zoneOf(zone.number) : '—'} ${w.displayNo(display.number)}`
}

export function nameOf(speech: Speech, display: Display): string {
  return `${placeOf(speech, display)}${speech.w.sep}${say(display.name, speech.language)}`
}

/** What is wrong with a display, since when. */
export function complaint(w: Words, { state, seen }: Fault, now: number): string {
  if (seen.ageMs === null) return w.neverHeard
  const silentSince = w.since(clockTime(now - seen.ageMs))
  if (seen.word === 'offline') return [`${w.states('offline')} ${span(w, seen.ageMs)}`, silentSince].join(w.sep)
  if (seen.word === 'unknown') return [w.silentFor(span(w, seen.ageMs)), silentSince].join(w.sep)
  const said = state.report?.fault || w.frozen(span(w, (state.report?.frame_age_ms ?? 0) + seen.ageMs))
  return [said, w.since(clockTime(seen.sinceAt))].join(w.sep)
}

export function actionWords({ w, language, catalogue }: Speech, action: Action): string {
  if (action.type === 'open') {
    const title = say(findExhibit(catalogue, action.exhibit_id)?.content.title, language)
    return title ? `${w.actions('open')} ${w.quoted(title)}` : w.actions('open')
  }
  if (action.type === 'language') return action.language === 'zh' ? w.chinese : w.english
  if (action.type === 'volume') return action.volume === 0 ? w.mute : `${w.volume} ${action.volume}`
  if (action.type === 'blank') return action.on ? w.blank : w.unblank
  return w.actions(action.type)
}

export function targetWords(speech: Speech, target: Target, displays: readonly DisplayState[]): string {
  if (target.everyone) return speech.w.everyone
  const zone = zoneOf(speech.catalogue, target.zone_id)
  if (zone) return speech.w.zoneOf(zone.number)
  const only = displays.find(({ display }) => display.id === target.display_ids[0])
  if (target.display_ids.length === 1 && only) return placeOf(speech, only.display)
  return speech.w.displaysCount(target.display_ids.length)
}

function seconds(w: Words, ms: number): string {
  return w.took((Math.max(0, ms) / 1000).toFixed(1))
}

/** The second line of a pressed button. */
export function lifeWords({ w, language }: Speech, life: Life): string {
  if (life.phase === 'sent') return w.sent
  const count = life.state === null ? null : tally(life.state)
  const many = count !== null && count.total > 1
  if (life.phase === 'got') return many ? w.gotCount(count.received, count.total) : w.got
  if (life.phase === 'done') {
    const took = seconds(w, (life.settledAt ?? life.pressedAt) - life.pressedAt)
    return many ? w.doneCount(count.done, count.total, took) : w.done(took)
  }
  if (many) return w.failedCount(count.done, count.total, count.total - count.done)
  return w.failed(say(life.message, language) || w.whys(life.why ?? 'no_answer'))
}

/** What came of a command, for the log. */
export function resultWords(speech: Speech, command: CommandState, displays: readonly DisplayState[]): string {
  const { w } = speech
  const { total, done, received, failures, settled } = tally(command)
  if (!settled) return w.gotCount(received, total)
  const took = seconds(w, Math.max(...command.deliveries.map(({ at }) => at)) - command.issued_at)
  if (failures.length === 0) return total > 1 ? w.doneCount(done, total, took) : w.done(took)
  return failureNames(speech, failures, displays, total > 1 ? `${done}/${total}${w.sep}` : '', total === 1)
}

export function failureNames(
  speech: Speech, failures: { displayId: string; why: Parameters<Words['whys']>[0] }[],
  displays: readonly DisplayState[], before = '', reasonOnly = false,
): string {
  const names = failures.map(({ displayId, why }) => {
    const known = displays.find(({ display }) => display.id === displayId)
    const reason = speech.w.whys(why)
    return reasonOnly || !known ? reason : `${placeOf(speech, known.display)} ${reason}`
  })
  return before + names.join(speech.w.comma)
}

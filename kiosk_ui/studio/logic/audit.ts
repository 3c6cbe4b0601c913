/** What an entry of the audit says: who did what, to what, with which details. Ids become names where the hall knows them. */
import type { AccountView, Asset, AuditEntry, Display, Exhibit, Language, Zone } from '../../contract/types'
import { say } from '../../shared/text'
import { commonWords } from '../words/common'
import { deedWords, sayAction, sayField } from '../words/actions'
import { titleOf } from './content'
import { nameDisplay } from './displays'

export interface Known {
  accounts: Map<string, AccountView>
  exhibits: ReadonlyMap<string, Exhibit>
  assets: ReadonlyMap<string, Asset>
  displays: Map<string, Display>
  zones: Zone[]
}

export interface Told {
  who: string
  what: string
  on: string
  details: string
}

const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/
/** Sent along, and part of what the action or its object already says. */
const PLACED = ['claim_pairing', 'remove_display']

/** Tell an entry in a language. */
export function tellEntry(entry: AuditEntry, known: Known, language: Language): Told {
  return {
    who: known.accounts.get(entry.account_id)?.display_name ?? entry.account_id,
    what: tellAction(entry, known, language),
    on: tellObject(entry, known, language),
    details: entry.action === 'issue_command' ? '' : tellDetails(entry, known, language),
  }
}

function tellAction(entry: AuditEntry, known: Known, language: Language): string {
  const what = sayAction(entry.action, language)
  const asked = entry.action === 'issue_command' ? tellCommand(entry.facts, known, language) : ''
  return asked === '' ? what : `${what}${deedWords(language).colon}${asked}`
}

function tellCommand(facts: Record<string, string>, known: Known, language: Language): string {
  const words = deedWords(language)
  const type = facts['action.type'] ?? ''
  if (type === 'open') return words.open(nameOf(facts['action.exhibit_id'] ?? '', known, language) ?? facts['action.exhibit_id'] ?? '')
  if (type === 'language') return facts['action.language'] === 'en' ? words.english : words.chinese
  if (type === 'volume') return words.volume(facts['action.volume'] ?? '')
  if (type === 'blank') return facts['action.on'] === 'true' ? words.dark : words.light
  return type === 'home' || type === 'identify' || type === 'reload' ? words[type] : type
}

function tellObject(entry: AuditEntry, known: Known, language: Language): string {
  if (entry.action === 'issue_command') return tellTarget(entry.facts, known, language)
  const name = nameOf(entry.subject, known, language) ?? say(entry.name, language)
  const place = PLACED.includes(entry.action) && !known.displays.has(entry.subject) ? tellPlace(entry.facts, known, language) : ''
  if (name !== '' || place !== '') return [place, name].filter((part) => part !== '').join(' · ')
  if (entry.facts.ids) return nameAll(entry.facts.ids, known, language)
  return ID.test(entry.subject) ? '' : entry.subject
}

function tellTarget(facts: Record<string, string>, known: Known, language: Language): string {
  if (facts['target.everyone'] === 'true') return deedWords(language).everyone
  const zone = facts['target.zone_id']
  return zone ? deedWords(language).zone(nameZone(zone, known, language)) : nameAll(facts['target.display_ids'] ?? '', known, language)
}

function tellPlace(facts: Record<string, string>, known: Known, language: Language): string {
  const [zone, number] = [facts['new.zone_id'] ?? facts.zone_id, facts['new.number'] ?? facts.number]
  return zone && number ? deedWords(language).place(nameZone(zone, known, language), number) : ''
}

/** Name those ids of a list that are known; the unknown ones are only counted: their names went with them. */
function nameAll(ids: string, known: Known, language: Language): string {
  const [listed = '', more = ''] = ids.split(' +')
  const each = listed.split(', ').filter((id) => id !== '')
  const names = each.flatMap((id) => nameOf(id, known, language) ?? (ID.test(id) ? [] : [id]))
  if (names.length === 0) return each.length === 0 ? '' : deedWords(language).gone(String(each.length + Number(more)))
  const unnamed = each.length - names.length + Number(more)
  return names.join(deedWords(language).comma) + (unnamed > 0 ? ` +${String(unnamed)}` : '')
}

function nameOf(id: string, known: Known, language: Language): string | null {
  const exhibit = known.exhibits.get(id)
  if (exhibit) return titleOf(exhibit.draft, language, commonWords(language).untitled)
  const display = known.displays.get(id)
  if (display) return `${nameDisplay(display, known.zones, language)} · ${say(display.name, language)}`
  return known.accounts.get(id)?.display_name ?? known.assets.get(id)?.name ?? null
}

function nameZone(id: string, known: Known, language: Language): string {
  return say(known.zones.find((zone) => zone.id === id)?.name, language) || id
}

function tellDetails(entry: AuditEntry, known: Known, language: Language): string {
  if (PLACED.includes(entry.action)) return ''
  const told = new Set<string>()
  for (const [name, value] of Object.entries(entry.facts)) {
    const said = tellFact(name, value, known, language)
    if (said !== null) told.add(said)
  }
  return [...told].join(deedWords(language).comma)
}

function tellFact(name: string, value: string, known: Known, language: Language): string | null {
  const words = deedWords(language)
  const field = name.replace(/^change\./, '')
  if (field === 'disabled') return value === 'true' ? words.disabled : words.enabled
  const [head = ''] = field.split('.')
  const label = sayField(head, language)
  if (label === null || (field !== head && head !== 'profile')) return null
  return words.with(label, tellValue(head, value, known, language))
}

function tellValue(field: string, value: string, known: Known, language: Language): string {
  if (field === 'zone_id') return nameZone(value, known, language)
  if (field === 'with_id') return nameOf(value, known, language) ?? ''
  if (field === 'role') return sayRole(value, language)
  return ['display_name', 'number', 'name', 'label', 'album', 'credit'].includes(field) ? value : ''
}

function sayRole(role: string, language: Language): string {
  const words = commonWords(language)
  return role === 'administrator' || role === 'curator' || role === 'operator' || role === 'guide' ? words[role] : role
}

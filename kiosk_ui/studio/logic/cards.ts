/** The hall on one page: which exhibits are shown, hall by hall and zone by zone. */
import type { Exhibit, Hall, Zone } from '../../contract/types'
import { countMissingEnglish, listTexts } from './content'

export type Show = 'all' | 'draft' | 'published' | 'withdrawn'

export interface Sieve {
  show: Show
  missingEnglish: boolean
  words: string
}

export interface ZoneCards {
  zone: Zone
  exhibits: Exhibit[]
}

export interface HallCards {
  hall: Hall
  count: number
  zones: ZoneCards[]
}

/** Tell whether an exhibit is among those looked for. */
export function isWanted(exhibit: Exhibit, sieve: Sieve): boolean {
  if (sieve.show !== 'all' && exhibit.status !== sieve.show) return false
  if (sieve.missingEnglish && countMissingEnglish(exhibit.draft) === 0) return false
  return hasWords(exhibit, sieve.words)
}

function hasWords(exhibit: Exhibit, words: string): boolean {
  const wanted = words.trim().toLowerCase()
  if (wanted === '') return true
  return listTexts(exhibit.draft).some((text) => `${text.zh} ${text.en}`.toLowerCase().includes(wanted))
}

/** Count the exhibits behind each word of the filter. */
export function countShows(exhibits: Exhibit[]): Record<Show | 'missing', number> {
  const of = (status: Exhibit['status']): number => exhibits.filter((exhibit) => exhibit.status === status).length
  return {
    all: exhibits.length,
    draft: of('draft'),
    published: of('published'),
    withdrawn: of('withdrawn'),
    missing: exhibits.filter((exhibit) => countMissingEnglish(exhibit.draft) > 0).length,
  }
}

const byNumber = (a: { number: number }, b: { number: number }): number => a.number - b.number
const byOrder = (a: Exhibit, b: Exhibit): number =>
  a.placement.order - b.placement.order || a.id.localeCompare(b.id)

/** Lay the wanted exhibits out as the hall is: halls by number, their zones, exhibits in their order. */
export function layOut(halls: Hall[], zones: Zone[], exhibits: Exhibit[], sieve: Sieve): HallCards[] {
  const wanted = exhibits.filter((exhibit) => isWanted(exhibit, sieve)).sort(byOrder)
  return [...halls].sort(byNumber).map((hall) => {
    const cards = zones.filter((zone) => zone.hall_id === hall.id).sort(byNumber).map((zone) => ({
      zone,
      exhibits: wanted.filter((exhibit) => exhibit.placement.zone_id === zone.id),
    }))
    return { hall, zones: cards, count: cards.reduce((sum, card) => sum + card.exhibits.length, 0) }
  })
}

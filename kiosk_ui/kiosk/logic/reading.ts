/** How long a page takes to read: what the quiet time of V-07 rests on. */
import type { Catalogue, Language, LocalText, PublishedExhibit } from '../../contract/types'
import { isMissing, say } from '../../shared/text'
import { findExhibit } from './places'
import type { Place } from './state'

const PER_MINUTE = 200
const LEAST_MS = 60_000
const MOST_MS = 180_000
/** Letters of an English word with its blank: 200 words a minute, as 200 characters of Chinese. */
const ENGLISH_WORD = 6

function weigh(text: LocalText | undefined, language: Language): number {
  const said = say(text, language)
  return language === 'en' && !isMissing(text, language) ? said.length / ENGLISH_WORD : said.length
}

function listTexts(exhibit: PublishedExhibit, picture: number): (LocalText | undefined)[] {
  const { content } = exhibit
  const rows = content.kind === 'article' ? content.rows.flatMap((row) => [row.term, row.text]) : []
  return [content.title, content.key, content.body, content.source, content.pictures[picture]?.caption, ...rows]
}

function listPage(place: Place, catalogue: Catalogue): (LocalText | undefined)[] {
  if (place.view === 'exhibit') {
    const exhibit = findExhibit(catalogue, place.exhibitId)
    return exhibit ? listTexts(exhibit, place.picture) : []
  }
  if (place.view === 'boards') return catalogue.boards.map((board) => board.name)
  if (place.view === 'plan') return catalogue.zones.map((zone) => zone.name)
  const near = catalogue.exhibits.filter((one) =>
    place.view === 'zone' ? one.placement.zone_id === place.zoneId : place.view === 'board' && one.placement.board === place.board,
  )
  return near.flatMap((one) => [one.content.title, one.content.key])
}

/** Find how long nobody may touch a page before the card asks: clamp(60 s, 1.5 × reading time, 180 s) (V-07). */
export function findQuietMs(place: Place, catalogue: Catalogue | null, language: Language): number {
  const texts = catalogue ? listPage(place, catalogue) : []
  const characters = texts.reduce((sum, text) => sum + weigh(text, language), 0)
  return Math.min(MOST_MS, Math.max(LEAST_MS, 1.5 * (characters / PER_MINUTE) * 60_000))
}

/** The files of a document, and its words set anew for large letters (P-03). */
import type { BookPages, Language } from '../../../contract/types'
import { fileAddress } from '../../../shared/pictures'
import { emsOf } from '../../titles'

const WIDE = /[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFF60\u3000-\u303F]/u
const SENTENCE_END = /[。！？：；.!?:;”"）)]$/u
/** A line that is shorter than this part of the longest one ends its paragraph. */
const SHORT = 0.7
const POINT = /^(?:[•·▪●○–—*-]|\d+[.、)）]|[一二三四五六七八九十]+、)\s*|^\d{1,2}(?:\.\d+)*\s+\p{Lu}/u

/** Fetch the pages of a document; rejects when they cannot be had, or are none. */
export async function fetchPages(file: string): Promise<BookPages> {
  const answer = await fetch(fileAddress(file))
  if (!answer.ok) throw new Error(`a document that is not there: ${String(answer.status)}`)
  const book = await answer.json() as BookPages
  if (!Array.isArray(book.pages) || book.pages.length === 0) throw new Error('a document without pages')
  return book
}

function join(before: string, line: string): string {
  if (before === '') return line
  if (/\p{L}-$/u.test(before) && /^\p{Ll}/u.test(line)) return before.slice(0, -1) + line
  const touches = WIDE.test(before.slice(-1)) && WIDE.test(line.slice(0, 1))
  return touches ? before + line : `${before} ${line}`
}

/** The dots that lead to a figure in a list of contents. */
const LEADERS = /(?:\s?[.．·…]){4,}\s*/gu

/** Set the words of a page as paragraphs: its lines were broken for paper, and would break again. */
export function flowWords(words: string): string[] {
  const lines = words.split(/\r?\n/u).map((line) => line.replace(LEADERS, ' … ').trim())
  const longest = Math.max(0, ...lines.map(emsOf))
  const paragraphs: string[] = []
  let open = ''
  const close = (): void => {
    if (open !== '') paragraphs.push(open)
    open = ''
  }
  for (const line of lines) {
    if (line === '' || POINT.test(line)) close()
    open = line === '' ? '' : join(open, line)
    const width = emsOf(line)
    if (width < longest * SHORT && (SENTENCE_END.test(line) || width < longest / 2)) close()
  }
  close()
  return paragraphs
}

/** Tell the language of words, for the `lang` attribute. */
export function guessLanguage(words: string): Language {
  return WIDE.test(words) ? 'zh' : 'en'
}

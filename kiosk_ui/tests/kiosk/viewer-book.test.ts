import { expect, test, vi } from 'vitest'
import { Book, findSpread, judgeEnds, judgeStroke, laySpreads, listOpen, listWanted, NEAR } from '../../kiosk/logic/viewers/book'
import { fetchPages, flowWords, guessLanguage } from '../../kiosk/logic/viewers/pages'

function openBook(pages: number, double: boolean): Book {
  const book = new Book(double)
  book.lay(pages, double)
  return book
}

test('in landscape the cover lies alone, then two pages beside each other; upright one by one (P-03)', () => {
  expect(laySpreads(6, true)).toEqual([[0], [1, 2], [3, 4], [5]])
  expect(laySpreads(3, false)).toEqual([[0], [1], [2]])
  expect([laySpreads(1, true), laySpreads(0, true)]).toEqual([[[0]], []])
  expect(findSpread(laySpreads(6, true), 4)).toBe(2)
})

test('only what lies open and its neighbours are loaded', () => {
  const spreads = laySpreads(120, true)
  expect(listWanted(spreads, 10)).toEqual([17, 18, 19, 20, 21, 22])
  expect(listWanted(spreads, 0)).toEqual([0, 1, 2])
})

test('a book is turned from end to end and no further', () => {
  const book = openBook(4, true)
  expect(judgeEnds(book.state)).toEqual({ isFirst: true, isLast: false })
  book.previous()
  book.next()
  book.next()
  book.next()
  expect(listOpen(book.state)).toEqual([3])
  expect(judgeEnds(book.state)).toEqual({ isFirst: false, isLast: true })
})

test('a book that lies differently stays open at its page', () => {
  const book = openBook(20, false)
  book.open(7)
  book.lay(20, true)
  expect(listOpen(book.state)).toEqual([7, 8])
  book.open(400)
  expect(listOpen(book.state)).toEqual([19])
})

test('a page comes nearer in three fixed steps, and never leaves the view', () => {
  const book = openBook(4, true)
  book.approach(-1)
  expect(book.state.near).toBe(0)
  for (let press = 0; press < 5; press += 1) book.approach(1)
  expect(book.state.near).toBe(NEAR.length - 1)
  for (let press = 0; press < 9; press += 1) book.shift(1, -1)
  expect(book.state.x).toBeCloseTo(1 - 1 / NEAR[2] / 2)
  expect(book.state.y).toBeCloseTo(1 / NEAR[2] / 2)
  book.next()
  expect(book.state).toMatchObject({ near: 2, x: 0.5 })
  expect(book.state.y).toBeCloseTo(1 / NEAR[2] / 2)
})

test('large letters are read page by page, screen by screen', () => {
  const book = openBook(5, true)
  book.open(2)
  book.showWords(true)
  expect(listOpen(book.state)).toEqual([1])
  book.hearScreens(3)
  book.next()
  expect(book.state).toMatchObject({ screen: 1 })
  book.next()
  book.next()
  expect([listOpen(book.state), book.state.screen]).toEqual([[2], 0])
  book.showWords(false)
  expect(listOpen(book.state)).toEqual([1, 2])
})

test('a level stroke turns a page, a steep or a timid one does not', () => {
  expect(judgeStroke(-60, 5, 900)).toBe('next')
  expect(judgeStroke(20, 3, 200)).toBe('previous')
  expect([judgeStroke(-20, 3, 900), judgeStroke(50, 60, 200), judgeStroke(2, 0, 50)]).toEqual([null, null, null])
})

test('the words of a page are set as paragraphs again', () => {
  const page = '第一章 园区的早晨\n清晨，江边的厂房亮起灯，工人们走进车间，\n先开十分钟的班前会，今天的话题是安全。\n• 戴好安全帽\n• 系好安全带\n\nThe workers meet before the shift and exam-\nine the tools. They talk about safety.'
  expect(flowWords(page)).toEqual([
    '第一章 园区的早晨', '清晨，江边的厂房亮起灯，工人们走进车间，先开十分钟的班前会，今天的话题是安全。', '• 戴好安全帽', '• 系好安全带',
    'The workers meet before the shift and examine the tools. They talk about safety.',
  ])
  expect(flowWords('4.1 What runs? . . . . . . . . . 13')).toEqual(['4.1 What runs? … 13'])
  expect(flowWords(' \n ')).toEqual([])
  expect([guessLanguage('厂房'), guessLanguage('workshop')]).toEqual(['zh', 'en'])
})

test('a document that cannot be had says so instead of showing nothing', async () => {
  const answer = (body: unknown, status = 200): void => { vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(body), { status }))) }
  answer({ pages: [{ text: '', picture: {}, small: {} }] })
  await expect(fetchPages('a.json')).resolves.toMatchObject({ pages: [{ text: '' }] })
  answer({ pages: [] })
  await expect(fetchPages('a.json')).rejects.toThrow()
  answer({}, 404)
  await expect(fetchPages('a.json')).rejects.toThrow()
})

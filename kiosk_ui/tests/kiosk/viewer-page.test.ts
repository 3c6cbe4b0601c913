/** The viewers on the page of an exhibit, with a real kiosk behind them. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { computed, createApp, h, nextTick, reactive, shallowReactive, type App } from 'vue'
import type { Asset, Film, Rendition } from '../../contract/types'
import ExhibitPage from '../../kiosk/components/ExhibitPage.vue'
import { layOut } from '../../kiosk/layout'
import type { Kiosk } from '../../kiosk/logic/kiosk'
import { provideKiosk, provideSetting } from '../../kiosk/useKiosk'
import type { SmallHall } from './hall'
import { makeAsset, makeExhibit } from './made'
import { openHall, pass, turnClock } from './stage'

turnClock()

const HD: Rendition = { name: 'hd.mp4', mime: 'video/mp4', width: 1920, height: 1080, bytes: 9 }
const FILM: Film = { duration_s: 192, fps: 25, codec: 'h264', has_sound: true, rotation: 0, forms: [HD], posters: [], poster: 0, tracks: [], chapters: [] }
let app: App | undefined
let played: string[] = []

beforeEach(() => {
  played = []
  Object.defineProperty(document, 'fonts', { configurable: true, value: Object.assign(new EventTarget(), { ready: Promise.resolve() }) })
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(function play(this: HTMLMediaElement) { played.push(this.getAttribute('src') ?? ''); return Promise.resolve() })
  vi.spyOn(HTMLMediaElement.prototype, 'load').mockImplementation(() => undefined)
})
afterEach(() => {
  app?.unmount()
  document.body.replaceChildren()
})

interface Shown { hall: SmallHall; kiosk: Kiosk; assets: Map<string, Asset>; modes: { elder: boolean; low: boolean; still: boolean } }

/** Show an exhibit with one asset, as the kiosk's page does, beside a bar. */
async function show(asset: Asset): Promise<Shown> {
  const { hall, kiosk } = await openHall()
  kiosk.begin()
  kiosk.go({ view: 'exhibit', exhibitId: 'a', picture: 0 })
  const modes = reactive({ elder: false, low: false, still: false })
  const assets = shallowReactive(new Map([[asset.id, asset]]))
  const exhibit = makeExhibit('a', 'z1', '园区', [asset.id])
  app = createApp({
    setup() {
      const { state } = provideKiosk(kiosk)
      const layout = computed(() => layOut(null, 1080, 1920, modes))
      provideSetting({ language: computed(() => state.value.language), layout, modes })
      return () => [
        h(ExhibitPage, { content: exhibit.content, placement: exhibit.placement, zone: undefined, assets, picture: 0, before: null, after: makeExhibit('b', 'z1') }),
        h('nav', { class: 'bar' }, h('button', { onClick: () => { kiosk.back() } }, '返回')),
      ]
    },
  })
  app.config.warnHandler = () => undefined
  app.mount(document.body.appendChild(document.createElement('div')))
  await come()
  return { hall, kiosk, assets, modes }
}

/** Let viewers arrive: they are fetched when they are first opened. */
async function come(): Promise<void> {
  await vi.dynamicImportSettled()
  await pass(10)
  await nextTick()
}
const find = (words: string): HTMLButtonElement | undefined => [...document.querySelectorAll('button')].find((one) => one.textContent.includes(words))
async function touch(words: string): Promise<void> {
  find(words)?.click()
  await come()
}
const film = (): HTMLVideoElement | null => document.querySelector('video')
function happens(event: string, at_s = 0): void {
  const video = film()
  if (!video) throw new Error('no film')
  video.currentTime = at_s
  video.dispatchEvent(new Event(event))
}
const makeFilm = (part: Partial<Film> = {}): Asset => ({ ...makeAsset('film'), kind: 'film', film: { ...FILM, ...part } })

test('a film is opened by one touch and plays silent; the bar’s 返回 leads back to the exhibit, then out of it (V-18, V-31)', async () => {
  const { kiosk } = await show(makeFilm())
  expect(find('播放影片')?.textContent).toContain('3 分 12 秒')
  await touch('播放影片')
  expect(film()?.muted).toBe(true)
  expect(played).toEqual(['/media/hd.mp4'])
  expect(document.querySelector('.stage')?.hasAttribute('inert')).toBe(true)
  const back = document.querySelector<HTMLButtonElement>('.bar button')
  back?.click()
  await come()
  expect([film(), kiosk.state.place.view]).toEqual([null, 'exhibit'])
  back?.click()
  expect(kiosk.state.place.view).toBe('plan')
})

test('a film without sound says so (V-34), and has no button for it', async () => {
  await show(makeFilm({ has_sound: false }))
  await touch('播放影片')
  expect(document.body.textContent).toContain('本片无声音')
  expect(find('开声音')).toBeUndefined()
})

test('the end of a film offers three ways on (V-18)', async () => {
  const { kiosk } = await show(makeFilm())
  await touch('播放影片')
  happens('ended')
  await come()
  expect(['重播', '下一个', '首页'].map((words) => find(words) !== undefined)).toEqual([true, true, true])
  await touch('首页')
  expect(kiosk.state.place.view).toBe('plan')
})

test('what a visitor watched is written down, in the exhibit where it was', async () => {
  const { hall, kiosk } = await show(makeFilm())
  await touch('播放影片')
  happens('timeupdate', 1)
  happens('pause', 1)
  kiosk.home()
  app?.unmount()
  await pass(1_000)
  const told = [...hall.record.values()].filter((one) => one.kind === 'media').map((one) => one.detail)
  expect(told.map((detail) => [detail.event, detail.at_s])).toEqual([['play', 0], ['pause', 1], ['stop', 1]])
  expect(told.at(-1)).toMatchObject({ asset_id: 'film', exhibit_id: 'a' })
})

test('a film that is being made shows its poster and says so; when its forms come, it can be played', async () => {
  const { assets } = await show(makeFilm({ forms: [] }))
  expect(document.body.textContent).toContain('影片正在准备')
  expect(find('播放影片')).toBeUndefined()
  assets.set('film', makeFilm())
  await come()
  expect(find('播放影片')).toBeDefined()
})

test('a film that cannot be played is a calm poster, and can be tried again (V-39)', async () => {
  await show(makeFilm())
  await touch('播放影片')
  happens('error')
  await come()
  expect(document.body.textContent).toContain('这部影片暂时不能播放')
  await touch('再试一次')
  expect(played).toHaveLength(2)
})

test('the visitor’s language goes on in the viewer, and it stays open (V-26)', async () => {
  const { kiosk } = await show(makeFilm())
  await touch('播放影片')
  kiosk.setLanguage('en')
  await come()
  expect(find('Pause')).toBeDefined()
  expect(played).toHaveLength(1)
})

test('with larger text a film has fewer buttons (A-03)', async () => {
  const { modes } = await show(makeFilm())
  await touch('播放影片')
  expect(find('退 10 秒')).toBeDefined()
  modes.elder = true
  await come()
  expect([find('退 10 秒'), find('暂停') !== undefined]).toEqual([undefined, true])
})

test('a recording is heard where it stands', async () => {
  const form: Rendition = { name: 'a.webm', mime: 'audio/webm', width: 0, height: 0, bytes: 9 }
  await show({ ...makeAsset('sound', []), kind: 'sound', original: { ...form, bytes: 0 }, sound: { duration_s: 61, codec: 'opus', forms: [form] } })
  expect(document.querySelector('.sound')?.textContent).toContain('0:00 / 1:01')
  await touch('播放')
  expect(played).toEqual(['/media/a.webm'])
})

test('a document says that it is being prepared until it has pages, then it is opened and turned', async () => {
  const page = (name: string) => ({ picture: { ...HD, name, width: 700, height: 1000 }, small: { ...HD, name: `s${name}` }, text: '园区的早晨' })
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify({ pages: ['1.webp', '2.webp', '3.webp'].map(page) }))))
  const bare: Asset = { ...makeAsset('book'), kind: 'document', book: { pages: 3, file: null } }
  const { assets } = await show(bare)
  expect(document.body.textContent).toContain('文档正在准备')
  assets.set('book', { ...bare, book: { pages: 3, file: 'b.json' } })
  await come()
  await touch('翻开看')
  expect(document.body.textContent).toContain('第 1 页，共 3 页')
  await touch('下一页')
  expect(document.querySelector('.book-right img')?.getAttribute('src')).toBe('/media/2.webp')
  await touch('大字')
  expect(document.querySelector('.book-words')?.textContent).toBe('园区的早晨')
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Asset, Film, Rendition } from '../../contract/types'
import { listFilmSources, offerLook } from '../../kiosk/logic/viewers/look'
import { boundPitch, createTurning, firstView, MOST_PITCH, seenDown, TURN_AGAIN_MS } from '../../kiosk/logic/viewers/panorama'
import { isWorthZoom, judgeReach, stepZoom } from '../../kiosk/logic/viewers/zoom'
import { chooseFilm, hasPicture, LARGEST_KEPT_BYTES, listAddresses, listLater } from '../../shared/pictures'
import { makeAsset } from './made'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

const form = (name: string, width: number, height: number, bytes = 1_000): Rendition => ({ name, mime: 'video/mp4', width, height, bytes })
const HD = form('hd.mp4', 1920, 1080)
const UHD = form('uhd.mp4', 3840, 2160)

function makeFilm(forms: Rendition[], more: Partial<Film> = {}): Asset {
  const film: Film = { duration_s: 60, fps: 25, codec: 'h264', has_sound: true, rotation: 0, forms, posters: [], poster: 0, tracks: [], chapters: [], ...more }
  return { ...makeAsset('film'), kind: 'film', film }
}
const bare = (kind: Asset['kind']): Asset => ({ ...makeAsset('bare', []), kind, original: { name: 'none.webp', mime: 'image/webp', width: 0, height: 0, bytes: 0 } })

test('2160 lines are for a glass that has them; upright the width decides', () => {
  const film = makeFilm([HD, UHD]).film as Film
  expect(chooseFilm(film, { innerWidth: 1920, innerHeight: 1080, devicePixelRatio: 1 })).toBe(HD)
  expect(chooseFilm(film, { innerWidth: 3840, innerHeight: 2160, devicePixelRatio: 1 })).toBe(UHD)
  expect(chooseFilm(film, { innerWidth: 1080, innerHeight: 1920, devicePixelRatio: 1 })).toBe(HD)
  expect(chooseFilm(film, { innerWidth: 2160, innerHeight: 3840, devicePixelRatio: 1 })).toBe(UHD)
  expect(listFilmSources(film, { innerWidth: 3840, innerHeight: 2160, devicePixelRatio: 1 })).toEqual(['/media/uhd.mp4', '/media/hd.mp4'])
})

test('each kind of asset offers its own way in, and says when it is still being made', () => {
  const zoom = { file: 'z', width: 4000, height: 3000, tile_px: 512, levels: 4 }
  expect(offerLook({ ...makeAsset('a'), zoom }, 1152)).toEqual({ look: 'zoom', isPreparing: false })
  expect(offerLook({ ...makeAsset('a'), zoom }, 3840).look).toBeNull()
  expect(offerLook(makeAsset('a'), 100).look).toBeNull()
  expect(offerLook(makeFilm([]), 1152)).toEqual({ look: null, isPreparing: true })
  expect(offerLook(makeFilm([HD]), 1152)).toEqual({ look: 'film', isPreparing: false })
  expect(offerLook({ ...makeFilm([HD]), state: 'processing' }, 1152)).toEqual({ look: null, isPreparing: true })
  expect(offerLook({ ...bare('document'), book: { pages: 3, file: null } }, 1152)).toEqual({ look: null, isPreparing: true })
  expect(offerLook({ ...bare('document'), book: { pages: 3, file: 'b.json' } }, 1152).look).toBe('book')
  expect(offerLook({ ...bare('panorama'), panorama: { faces: [HD] } }, 1152)).toEqual({ look: null, isPreparing: false })
  expect(offerLook({ ...bare('panorama'), panorama: { faces: Array<Rendition>(6).fill(HD) } }, 1152).look).toBe('panorama')
  expect(offerLook(undefined, 1152).look).toBeNull()
})

test('a kiosk has the small files before it shows an asset, and fetches the large ones later', () => {
  const glass = { innerWidth: 1920, innerHeight: 1080, devicePixelRatio: 1 }
  const film = makeFilm([HD, UHD], { tracks: [{ language: 'zh', file: 'zh.vtt' }] })
  expect(listAddresses(film, glass)).toEqual(['/media/film-1080.webp', '/media/film-2160.webp', '/media/zh.vtt'])
  expect(listLater(film, glass)).toEqual([HD])
  const sound = { ...bare('sound'), sound: { duration_s: 3, codec: 'opus', forms: [form('a.webm', 0, 0), form('a.m4a', 0, 0)] } }
  expect([listAddresses(sound, glass), listLater(sound, glass).map((one) => one.name)]).toEqual([[], ['a.webm']])
  expect(listAddresses({ ...bare('document'), book: { pages: 1, file: 'b.json' } }, glass)).toEqual(['/media/b.json'])
  expect(listLater({ ...bare('panorama'), panorama: { faces: Array<Rendition>(6).fill(HD) } }, glass)).toHaveLength(6)
})

test('a film that is too long to be kept is kept in its smaller form, or only streamed', () => {
  const glass = { innerWidth: 3840, innerHeight: 2160, devicePixelRatio: 1 }
  const huge = { ...UHD, bytes: LARGEST_KEPT_BYTES + 1 }
  expect(listLater(makeFilm([HD, huge]), glass)).toEqual([HD])
  expect(listLater(makeFilm([huge]), glass)).toEqual([])
})

test('what has no picture asks for none', () => {
  expect([bare('sound'), bare('document'), bare('photograph'), makeAsset('a'), makeFilm([])].map(hasPicture)).toEqual([false, false, false, true, true])
})

test('the buttons come nearer in steps that can be counted, to both ends exactly (V-10)', () => {
  let reach = { zoom: 1, whole: 1, nearest: 4 }
  const presses: number[] = []
  while (!judgeReach(reach).isNearest) {
    reach = { ...reach, zoom: stepZoom(reach, 1) }
    presses.push(reach.zoom)
  }
  expect(presses).toEqual([1.6, 2.5600000000000005, 4])
  while (!judgeReach(reach).isWhole) reach = { ...reach, zoom: stepZoom(reach, -1) }
  expect(reach.zoom).toBe(1)
  expect([isWorthZoom(1400, 1152), isWorthZoom(1300, 1152)]).toEqual([true, false])
})

test('a room is looked at forty degrees up and down, whatever the panel’s shape (P-11)', () => {
  for (const shape of [16 / 9, 9 / 16, 1]) {
    const across = firstView(shape)
    const [lowest, highest] = boundPitch(across, shape)
    expect(highest).toBeLessThanOrEqual(90)
    expect(lowest).toBe(-highest)
    if (highest < 90) expect(highest - seenDown(across, shape) / 2).toBeCloseTo(MOST_PITCH)
  }
  expect(firstView(9 / 16)).toBeGreaterThan(50)
})

test('a room turns by itself until somebody touches, and again when nobody has for twenty seconds', () => {
  const turns: boolean[] = []
  const turning = createTurning(() => false, (on) => { turns.push(on) })
  turning.begin()
  turning.touch()
  vi.advanceTimersByTime(TURN_AGAIN_MS - 1)
  turning.touch()
  vi.advanceTimersByTime(TURN_AGAIN_MS - 1)
  expect(turns).toEqual([true, false])
  vi.advanceTimersByTime(1)
  expect(turns).toEqual([true, false, true])
})

test('what was stopped by hand stays still until the entrance (A-06), and with less motion nothing turns', () => {
  const turns: boolean[] = []
  const turning = createTurning(() => false, (on) => { turns.push(on) })
  turning.begin()
  turning.stop()
  turning.touch()
  vi.advanceTimersByTime(TURN_AGAIN_MS * 3)
  expect(turns).toEqual([true, false])
  turning.renew()
  vi.advanceTimersByTime(TURN_AGAIN_MS)
  expect(turns).toEqual([true, false, true])
  const still = createTurning(() => true, (on) => { turns.push(on) })
  still.begin()
  still.touch()
  vi.advanceTimersByTime(TURN_AGAIN_MS * 3)
  expect(turns).toHaveLength(3)
})

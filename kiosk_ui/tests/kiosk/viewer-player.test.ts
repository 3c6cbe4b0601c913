import { expect, test } from 'vitest'
import { chooseTrack, setLines } from '../../kiosk/logic/viewers/captions'
import { cutPieces, findPiece, measurePiece } from '../../kiosk/logic/viewers/chapters'
import { sayLength, writeTime } from '../../kiosk/logic/viewers/clock'
import { Player, type Machine, type MediaEvent } from '../../kiosk/logic/viewers/player'
import { createVoices, type Voices } from '../../kiosk/logic/viewers/voices'
import { text } from './made'

/** A machine that plays what it is given; a browser would tell the player what happened, here the test does. */
class SmallMachine implements Machine {
  loaded: string[] = []
  currentTime = 0
  muted = false
  volume = 1
  isPlaying = false
  refuses = false
  load(address: string): void { this.loaded.push(address); this.currentTime = 0; this.isPlaying = false }
  play(): Promise<void> {
    if (this.refuses) return Promise.reject(Object.assign(new Error('no'), { name: 'NotAllowedError' }))
    this.isPlaying = true
    return Promise.resolve()
  }
  pause(): void { this.isPlaying = false }
}

function begin({ voices = createVoices(), sources = ['/media/hd.mp4'], length_s = 100 }: { voices?: Voices; sources?: string[]; length_s?: number } = {}) {
  const machine = new SmallMachine()
  const written: MediaEvent[] = []
  const player = new Player({ machine, voices, length_s, muted: true, record: (event) => { written.push(event) } })
  player.offer(sources)
  const playThrough = (from: number, to: number): void => { for (let at = from; at <= to; at += 1) player.hearTime(at) }
  return { player, machine, written, playThrough }
}

test('a film starts silent (V-31), and sound needs a touch', () => {
  const { player, machine } = begin()
  player.play()
  expect(machine).toMatchObject({ muted: true, isPlaying: true })
  player.setMuted(false)
  player.setVolume(40)
  expect(machine).toMatchObject({ muted: false, volume: 0.4 })
})

test('while a film plays it goes on with what it has; the next play takes the better form, at the same place', () => {
  const { player, machine } = begin()
  player.play()
  player.hearTime(12)
  player.offer(['/media/4k.mp4', '/media/hd.mp4'])
  expect(machine.loaded).toEqual(['/media/hd.mp4'])
  player.hearPause()
  player.play()
  expect(machine.loaded).toEqual(['/media/hd.mp4', '/media/4k.mp4'])
  expect(machine).toMatchObject({ currentTime: 12, isPlaying: true })
})

test('a film whose forms come later can be played then', () => {
  const { player, machine } = begin({ sources: [] })
  player.play()
  expect([player.state.phase, machine.loaded]).toEqual(['ready', []])
  player.offer(['/media/hd.mp4'])
  player.play()
  expect([player.state.phase, machine.loaded]).toEqual(['playing', ['/media/hd.mp4']])
})

test('play, pause, the quarters that were watched and the place where it stopped are written down (ux 5.2)', () => {
  const { player, written, playThrough } = begin()
  player.play()
  playThrough(0, 30)
  player.seek(80)
  player.hearTime(80)
  playThrough(81, 83)
  player.hearPause()
  player.leave()
  expect(written).toEqual([
    { event: 'play', at_s: 0 }, { event: 'reached', percent: 25 }, { event: 'pause', at_s: 83 }, { event: 'stop', at_s: 83 },
  ])
})

test('a film that ended was reached to the end, once, and begins anew at the next play', () => {
  const { player, machine, written, playThrough } = begin({ length_s: 8 })
  player.play()
  playThrough(0, 8)
  player.hearEnd()
  expect(player.state).toMatchObject({ phase: 'ended', at_s: 8 })
  player.replay()
  expect(machine).toMatchObject({ currentTime: 0, isPlaying: true })
  player.hearEnd()
  expect(written.filter((one) => one.event === 'reached')).toEqual([25, 50, 75, 100].map((percent) => ({ event: 'reached', percent })))
})

test('a step back from the end shows the film again, and no step leads out of it', () => {
  const { player, machine } = begin()
  player.hearEnd()
  player.step(-10)
  expect(player.state).toMatchObject({ phase: 'paused', at_s: 90 })
  player.step(60)
  expect(machine.currentTime).toBeCloseTo(99.8)
  player.step(-500)
  expect(machine.currentTime).toBe(0)
})

test('a line that stumbles is taken up once where it stopped; then the smaller form is tried; then the poster stays (V-39)', () => {
  const { player, machine, written } = begin({ sources: ['/media/4k.mp4', '/media/hd.mp4'] })
  player.play()
  player.hearTime(20)
  player.hearFailure()
  expect(machine).toMatchObject({ loaded: ['/media/4k.mp4', '/media/4k.mp4'], currentTime: 20, isPlaying: true })
  player.hearFailure()
  expect(machine.loaded.at(-1)).toBe('/media/hd.mp4')
  expect(machine.currentTime).toBe(20)
  player.hearFailure()
  expect(player.state.phase).toBe('failed')
  expect(written.at(-1)).toEqual({ event: 'failed', at_s: 20 })
  player.play()
  expect([player.state.phase, machine.loaded.at(-1)]).toEqual(['playing', '/media/4k.mp4'])
})

test('recordings are tried in their order', () => {
  const { player, machine } = begin({ sources: ['/media/a.webm', '/media/a.m4a'] })
  player.play()
  player.hearFailure()
  expect(machine.loaded).toEqual(['/media/a.webm', '/media/a.m4a'])
  expect(player.state.phase).toBe('playing')
})

test('a browser that does not let it play leaves it paused, with nothing ugly', async () => {
  const { player, machine } = begin()
  machine.refuses = true
  player.play()
  await Promise.resolve()
  await Promise.resolve()
  expect(player.state.phase).toBe('paused')
})

test('one voice: who begins to speak makes the other pause (V-33)', () => {
  const voices = createVoices()
  const [film, sound] = [begin({ voices }), begin({ voices })]
  film.player.play()
  sound.player.play()
  expect([film.machine.isPlaying, sound.machine.isPlaying]).toEqual([false, true])
  sound.player.leave()
  film.player.play()
  expect(film.machine.isPlaying).toBe(true)
})

test('chapters are the pieces of the line; what comes before the first belongs to it', () => {
  const pieces = cutPieces([{ at_s: 60, title: text('二') }, { at_s: 4, title: text('一') }, { at_s: 900, title: text('太晚') }], 100)
  expect(pieces.map(({ from_s, to_s }) => [from_s, to_s])).toEqual([[0, 60], [60, 100]])
  expect([0, 59.9, 60, 100].map((at) => findPiece(pieces, at))).toEqual([0, 0, 1, 1])
  expect(pieces.map((piece) => measurePiece(piece, 80))).toEqual([1, 0.5])
  expect(cutPieces([], 30)).toEqual([{ number: 1, from_s: 0, to_s: 30, title: null }])
})

test('captions follow the page’s language, and better the other one than none (V-26)', () => {
  const [zh, en] = [{ language: 'zh' as const, file: 'z' }, { language: 'en' as const, file: 'e' }]
  expect(chooseTrack([zh, en], 'en')).toBe(en)
  expect(chooseTrack([zh], 'en')).toBe(zh)
  expect(chooseTrack([], 'en')).toBeUndefined()
})

test('captions are two lines at most (V-32)', () => {
  expect(setLines(['天色暗下来，\n 厂房亮起灯。 '])).toEqual(['天色暗下来，', '厂房亮起灯。'])
  expect(setLines(['一\n二', '三', ''])).toEqual(['一 二 三'])
})

test('times are figures on the line and words on the door', () => {
  expect([0, 67.9, 3_727, Number.NaN].map(writeTime)).toEqual(['0:00', '1:07', '1:02:07', '0:00'])
  expect([sayLength(192, 'zh'), sayLength(192, 'en'), sayLength(60, 'zh'), sayLength(0.2, 'en')]).toEqual(['3 分 12 秒', '3 min 12 s', '1 分', '1 s'])
})

import { expect, test } from 'vitest'
import { createIdle } from '../../kiosk/logic/idle'
import { watchPlaying } from '../../kiosk/logic/viewers/playing'
import { pass, turnClock } from './stage'

turnClock()

/** A film on the page: its events do not rise, as in a browser. */
class SmallFilm {
  readonly element = document.createElement('video')
  private timer: ReturnType<typeof setInterval> | undefined
  private at_s = 0
  private stands = true
  constructor() {
    document.body.append(this.element)
    Object.defineProperties(this.element, {
      paused: { get: () => this.stands }, ended: { get: () => false }, currentTime: { get: () => this.at_s },
    })
  }
  play(): void {
    this.stands = false
    this.timer = setInterval(() => { this.at_s += 0.25 }, 250)
    this.element.dispatchEvent(new Event('playing'))
  }
  hang(): void { clearInterval(this.timer) }
  stop(event: 'pause' | 'ended'): void {
    clearInterval(this.timer)
    this.stands = true
    this.element.dispatchEvent(new Event(event))
  }
}

function watch() {
  const film = new SmallFilm()
  const shown: (number | null)[] = []
  const idle = createIdle((seconds) => { shown.push(seconds) }, () => { shown.push(-1) }, watchPlaying(document))
  return { film, shown, idle }
}

test('nobody is asked while a film plays, however long it is (V-06)', async () => {
  const { film, shown, idle } = watch()
  idle.restart(60_000)
  film.play()
  await pass(600_000)
  expect(shown).toEqual([])
})

test('after its end there are thirty seconds, then the card (V-07)', async () => {
  const { film, shown, idle } = watch()
  idle.restart(180_000)
  film.play()
  await pass(100_000)
  film.stop('ended')
  await pass(29_500)
  expect(shown).toEqual([])
  await pass(1_000)
  expect(shown[0]).toBe(20)
})

test('a film that ends after the quiet time leaves thirty seconds too', async () => {
  const { film, shown, idle } = watch()
  idle.restart(60_000)
  film.play()
  await pass(100_000)
  film.stop('ended')
  await pass(29_500)
  expect(shown).toEqual([])
  await pass(1_500)
  expect(shown[0]).toBe(20)
})

test('a film that hangs, or that was taken off the page, holds nobody up for ever', async () => {
  for (const end of ['hang', 'remove'] as const) {
    const { film, shown, idle } = watch()
    idle.restart(60_000)
    film.play()
    await pass(100_000)
    if (end === 'hang') film.hang()
    else film.element.remove()
    await pass(34_000)
    expect(shown[0]).toBe(20)
    idle.stop()
  }
})

test('a film that was paused by a touch leaves the page its whole quiet time', async () => {
  const { film, shown, idle } = watch()
  film.play()
  idle.restart(60_000)
  film.stop('pause')
  await pass(59_500)
  expect(shown).toEqual([])
  await pass(1_000)
  expect(shown[0]).toBe(20)
})

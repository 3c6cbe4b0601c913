/** C-08 on the phone: by code or by digits, carried into another browser, ended in time, nothing kept. */
import { describe, expect, it } from 'vitest'
import type { PhonePass } from '../../contract/types'
import { chooseLanguage, isWeChat } from '../../phone/logic/language'
import { readPass, readSecret, writePass } from '../../phone/logic/pass'
import { forgetPlaces } from '../../phone/logic/places'
import { PhoneSend } from '../../phone/logic/send'
import { NetworkFailure } from '../../shared/problem'
import { FakeLine } from '../studio/line'
import { offer, problem, text } from '../studio/made'

const pass: PhonePass = { token: 'T-1', label: text('展项“江边”', 'the exhibit'), expires_at: 900_000 }

function hold(path: string, hash = '', open: (key: string) => Promise<PhonePass> = () => Promise.resolve(pass)) {
  const line = new FakeLine()
  const seen = { token: '', address: path + hash, keys: [] as string[], checks: 0, fails: null as Error | null, now: 0 }
  const send = new PhoneSend({
    open: (key) => { seen.keys.push(key); return open(key) },
    check: () => { seen.checks += 1; return seen.fails ? Promise.reject(seen.fails) : Promise.resolve() },
    setToken: (token) => { seen.token = token },
    location: { pathname: path, hash }, history: { replaceState: (_, __, url) => { seen.address = String(url) } },
    now: () => seen.now, queue: line.parts(),
  })
  return { send, line, seen }
}

describe('opening the page', () => {
  it('opens the code of the address at once, and says where pictures go', async () => {
    const { send, seen } = hold('/phone/ge-heim')
    await send.start()
    expect([seen.keys, send.state.phase, send.state.label.zh, seen.token]).toEqual([['ge-heim'], 'open', '展项“江边”', 'T-1'])
  })

  it('asks for six digits without one, and asks again after wrong ones', async () => {
    let good = false
    const { send, seen } = hold('/phone', '', () => (good ? Promise.resolve(pass) : Promise.reject(problem(404, 'link_unknown'))))
    await send.start()
    expect(send.state.phase).toBe('asking')
    await send.enter('123 456')
    expect([seen.keys, send.state.phase, send.state.reason?.zh]).toEqual([['123456'], 'asking', '这六位数字不对，或者到时间了。请照电脑上的再输一遍。'])
    good = true
    await send.enter('654321')
    expect(send.state.phase).toBe('open')
  })

  it('goes on after a reload, and in the browser that WeChat hands it to', async () => {
    const first = hold('/phone/ge-heim')
    await first.send.start()
    const hash = first.seen.address.slice('/phone/ge-heim'.length)
    const { send, seen } = hold('/phone/ge-heim', hash, () => Promise.reject(problem(409, 'link_taken')))
    await send.start()
    expect([seen.keys, seen.token, send.state.phase, seen.checks]).toEqual([[], 'T-1', 'open', 1])
  })

  it('says why a code leads nowhere', async () => {
    const { send } = hold('/phone/alt', '', () => Promise.reject(problem(409, 'link_taken')))
    await send.start()
    expect([send.state.phase, send.state.reason]).toEqual(['refused', text('不行', 'No')])
  })

  it('trusts no fragment that is not a pass', () => {
    expect(readPass(writePass(pass))).toEqual(pass)
    for (const fragment of ['', '#', '#abc', `#${btoa('{"token":1}')}`, `#${btoa('null')}`]) expect(readPass(fragment)).toBeNull()
    expect([readSecret('/phone'), readSecret('/phone/a%2Db'), readSecret('/phone/%')]).toEqual(['', 'a-b', ''])
  })
})

describe('sending', () => {
  it('goes on by itself after a lost network, and ends when the pass does', async () => {
    const { send, line } = hold('/phone/ge-heim')
    await send.start()
    send.queue.add([offer('一.jpg'), offer('二.jpg')])
    line.last('一.jpg').course.failed(new NetworkFailure())
    expect(send.queue.list[0]?.phase).toBe('lost')
    line.last('二.jpg').course.failed(problem(401, 'signed_out'))
    expect(send.state.phase).toBe('over')
    expect(send.queue.list.map((one) => one.phase)).toEqual(['paused', 'refused'])
  })

  it('ends at its time, but not under a file that is on its way; the address keeps nothing', async () => {
    const { send, seen } = hold('/phone/ge-heim')
    await send.start()
    send.queue.add([offer('一.jpg')])
    seen.now = 900_001
    send.tick()
    expect(send.state.phase).toBe('open')
    send.queue.cancel(1)
    send.tick()
    expect([send.state.phase, seen.address]).toEqual(['over', '/phone'])
  })

  it('remembers a file’s place only as long as the page is open', () => {
    const places = forgetPlaces()
    places.remember('一', 'u1')
    expect([places.recall('一'), places.nameOf('u1'), forgetPlaces().recall('一')]).toEqual(['u1', '一', null])
    places.forget('u1')
    expect(places.recall('一')).toBeNull()
  })
})

describe('the phone', () => {
  it('is spoken to in its own language', () => {
    expect([['zh-CN', 'en'], ['en-GB', 'zh'], ['fr', 'en'], ['fr'], []].map(chooseLanguage)).toEqual(['zh', 'en', 'en', 'en', 'zh'])
  })

  it('may be WeChat’s browser, which needs a hint', () => {
    expect([isWeChat('Mozilla/5.0 … MicroMessenger/8.0.50'), isWeChat('Mozilla/5.0 … Safari/605')]).toEqual([true, false])
  })
})

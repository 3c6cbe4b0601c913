import { expect, test, vi } from 'vitest'
import { createApi, setCsrf } from '../shared/api'
import { newId } from '../shared/ids'
import { chooseRendition, listAddresses } from '../shared/pictures'
import { ApiProblem, NetworkFailure, explain } from '../shared/problem'
import { isMissing, say, spokenIn } from '../shared/text'
import { speak } from '../shared/words'
import { makeAsset, text } from './kiosk/made'

const problem = {
  type: 'about:blank', title: 'Conflict', status: 409, code: 'exhibit_changed', detail: '',
  message: { zh: '别人刚改过。', en: 'Somebody changed it.' }, details: {},
}

function answerWith(body: unknown, init: ResponseInit): ReturnType<typeof vi.fn> {
  const fetching = vi.fn(() => Promise.resolve(new Response(body === null ? null : JSON.stringify(body), init)))
  vi.stubGlobal('fetch', fetching)
  return fetching
}

const json = { 'Content-Type': 'application/json' }

test('a missing translation is said in Chinese, and shows as missing (V-26)', () => {
  expect(say(text('园区', ' '), 'en')).toBe('园区')
  expect(isMissing(text('园区'), 'en')).toBe(true)
  expect(isMissing(text('', ''), 'en')).toBe(false)
  expect(spokenIn(text('园区'), 'en')).toBe('zh-CN')
  expect(spokenIn(text('园区', 'Zone'), 'en')).toBe('en')
})

test('an interface speaks both languages', () => {
  const words = speak({
    zh: { home: '首页', left: (seconds: number) => `${String(seconds)} 秒` },
    en: { home: 'Home', left: (seconds: number) => `${String(seconds)} s` },
  })
  expect(words('zh').home).toBe('首页')
  expect(words('en').left(5)).toBe('5 s')
})

test('ids sort in the order in which they were made, and are UUIDs of version 7', () => {
  const ids = Array.from({ length: 5_000 }, () => newId())
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(5_000)
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('the smallest form that is not enlarged is shown, each file kept once', () => {
  const asset = makeAsset('river', [480, 1080, 2160])
  expect(chooseRendition(asset, 481).width).toBe(1080)
  expect(chooseRendition(asset, 4_000).width).toBe(2160)
  expect(chooseRendition({ ...asset, renditions: [] }, 100)).toBe(asset.original)
  expect(listAddresses(asset, { innerWidth: 960, devicePixelRatio: 1 })).toEqual(['/media/river-480.webp', '/media/river-1080.webp'])
  expect(listAddresses({ ...asset, state: 'processing' })).toEqual([])
})

test('a refusal is explained in the reader’s language', async () => {
  answerWith(problem, { status: 409, headers: { 'Content-Type': 'application/problem+json' } })
  const failure: unknown = await createApi().put('/exhibits/a/draft', {}).catch((thrown: unknown) => thrown)
  expect(failure).toBeInstanceOf(ApiProblem)
  expect([explain(failure, 'zh'), explain(failure, 'en')]).toEqual(['别人刚改过。', 'Somebody changed it.'])
})

test('no answer, and a proxy’s page, are failures too', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')))
  await expect(createApi().get('/catalogue')).rejects.toBeInstanceOf(NetworkFailure)
  answerWith('<html>', { status: 502, headers: { 'Content-Type': 'text/html' } })
  await expect(createApi().get('/catalogue')).rejects.toMatchObject({ problem: { status: 502, code: 'unexpected_answer' } })
})

test('what has not changed is not sent again', async () => {
  const fetching = answerWith(null, { status: 304 })
  expect(await createApi().getFresh('/catalogue', '"7"')).toBeNull()
  expect(fetching.mock.calls[0]?.[1]).toMatchObject({ headers: { 'If-None-Match': '"7"' } })
  answerWith({ revision: 8 }, { status: 200, headers: { ...json, ETag: '"8"' } })
  expect(await createApi().getFresh('/catalogue', '"7"')).toEqual({ value: { revision: 8 }, etag: '"8"' })
})

test('only unsafe requests carry the token of the session', async () => {
  setCsrf('secret')
  const fetching = answerWith({}, { status: 200, headers: json })
  const own = createApi(() => ({ Authorization: 'Bearer t' }))
  await own.get('/session')
  await own.post('/commands', { id: 'c' })
  const [read, write] = fetching.mock.calls.map((call) => (call[1] as RequestInit).headers as Record<string, string>)
  expect(read).not.toHaveProperty('X-CSRF-Token')
  expect(write).toMatchObject({ 'X-CSRF-Token': 'secret', Authorization: 'Bearer t', 'Content-Type': 'application/json' })
  setCsrf('')
})

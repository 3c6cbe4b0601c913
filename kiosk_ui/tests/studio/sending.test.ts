/** Sending by tus, over real HTTP: in parts, from where the hall has it, with its words when it says no. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiProblem, NetworkFailure } from '../../shared/problem'
import { QUIET_MS, sendFile, type Course } from '../../shared/upload'
import { TusHall } from './tusHall'

const BYTES = 11 * 1024 * 1024
let hall: TusHall

beforeEach(async () => {
  hall = new TusHall()
  ;(window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(`${await hall.start()}/studio`)
})
afterEach(async () => {
  vi.useRealTimers()
  await hall.stop()
})

const film = (): File => new File([new Uint8Array(BYTES).map((_, at) => at % 251)], '历程影片.mp4')

interface End { failure: unknown; uploadId: string | null; stored: number[]; moved: number[] }

/** Send, and wait for the end. */
function send(uploadId: string | null = null, file = film()): Promise<End> {
  const end: End = { failure: null, uploadId, stored: [], moved: [] }
  return new Promise((give) => {
    sendFile(file, {
      name: file.name, album: '现场会', uploadId, headers: () => ({ 'X-CSRF-Token': 'T' }),
      began: (id) => { end.uploadId = id }, moved: (bytes) => { end.moved.push(bytes) }, stored: (bytes) => { end.stored.push(bytes) },
      there: () => { give(end) }, failed: (failure) => { end.failure = failure; give(end) },
    } satisfies Course)
  })
}

describe('a file', () => {
  it('arrives whole, in parts of five megabytes, with its name and its album', async () => {
    const end = await send()
    expect(end).toMatchObject({ failure: null, uploadId: 'upload-1' })
    expect(end.stored).toEqual([5, 10, 11].map((mb) => mb * 1024 * 1024))
    const kept = hall.uploads.get('upload-1')?.bytes ?? Buffer.alloc(0)
    expect(kept.equals(Buffer.from(await film().arrayBuffer()))).toBe(true)
    const named = hall.asked.find((one) => one.startsWith('named')) ?? ''
    expect(named).toContain(`filename ${Buffer.from('历程影片.mp4').toString('base64')}`)
    expect(named).toContain(`album ${Buffer.from('现场会').toString('base64')} by T`)
  })

  it('goes on after a broken line from what the hall has', async () => {
    hall.trouble.push('cut')
    const broken = await send()
    expect(broken.failure).toBeInstanceOf(NetworkFailure)
    const half = hall.uploads.get('upload-1')?.bytes.length
    const end = await send('upload-1')
    expect([end.failure, end.stored[0]]).toEqual([null, half])
    expect(hall.uploads.get('upload-1')?.bytes.length).toBe(BYTES)
    expect(hall.asked.filter((one) => one.startsWith('POST'))).toHaveLength(1)
  })

  it('is not begun anew when the session is over: the hall keeps what it has', async () => {
    hall.trouble.push('cut')
    await send()
    hall.trouble.push(401)
    const end = await send('upload-1')
    expect(end.failure).toBeInstanceOf(ApiProblem)
    expect((end.failure as ApiProblem).problem.status).toBe(401)
    expect(hall.asked.filter((one) => one.startsWith('POST'))).toHaveLength(1)
  })

  it('is refused in the hall’s own words', async () => {
    hall.trouble.push(507)
    const end = await send()
    expect((end.failure as ApiProblem).problem).toMatchObject({ code: 'code_507', message: { zh: '不行' } })
  })
})

describe('a line that says nothing', () => {
  it('is given up after a while, as a broken one', async () => {
    hall.trouble.push('silent')
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const ending = send(null, new File(['1234567890'], '一.jpg'))
    await vi.waitFor(() => { expect(hall.asked.some((one) => one.startsWith('PATCH'))).toBe(true) }, { timeout: 5_000 })
    vi.advanceTimersByTime(QUIET_MS + 1)
    expect((await ending).failure).toBeInstanceOf(NetworkFailure)
  })
})

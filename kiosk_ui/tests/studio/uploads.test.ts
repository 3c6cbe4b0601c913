/** C-02, C-03: several at once, retried until they are there, each refused for itself. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Asset } from '../../contract/types'
import { NetworkFailure } from '../../shared/problem'
import { Uploads } from '../../studio/logic/uploads'
import { asset, problem } from './made'

interface Going { file: File; progress: (part: number) => void; arrive: (asset: Asset) => void; fail: (failure: Error) => void; signal: AbortSignal }

let going: Going[]
let later: (() => void)[]
let forgotten: string[]
let uploads: Uploads

const file = (name: string): File => new File(['1234567890'], name)
const settle = async (): Promise<void> => { for (let turn = 0; turn < 6; turn += 1) await Promise.resolve() }
const words = (): string[] => uploads.list.map((upload) => upload.word)

beforeEach(() => {
  going = []
  later = []
  forgotten = []
  uploads = new Uploads({
    send: (sent, progress, signal) => new Promise((arrive, fail) => { going.push({ file: sent, progress, arrive, fail, signal }) }),
    taken: () => undefined,
    later: (_, then) => { later.push(then) },
    preview: (sent) => `blob:${sent.name}`,
    forget: (preview) => { forgotten.push(preview) },
  })
})

describe('the upload queue', () => {
  it('sends two at a time, the next when one has arrived', async () => {
    uploads.add([file('一.jpg'), file('二.jpg'), file('三.jpg')])
    expect(words()).toEqual(['sending', 'sending', 'waiting'])
    going[0]?.arrive(asset())
    await settle()
    expect(words()).toEqual(['done', 'sending', 'sending'])
  })

  it('says that the hall looks at the picture when all bytes are there', () => {
    uploads.add([file('一.jpg')])
    going[0]?.progress(0.4)
    expect(uploads.list[0]).toMatchObject({ word: 'sending', part: 0.4 })
    going[0]?.progress(1)
    expect(words()).toEqual(['checking'])
  })
})

describe('what has arrived', () => {
  it('is done only when the picture is ready for the displays', async () => {
    uploads.add([file('一.jpg')])
    going[0]?.arrive(asset({ state: 'processing', progress: 0.2 }))
    await settle()
    expect(words()).toEqual(['checking'])
    uploads.hear(asset({ state: 'ready' }))
    expect(words()).toEqual(['done'])
  })

  it('puts a picture into the slot that asked for it as soon as the hall has it', async () => {
    const slot: string[] = []
    const ids = uploads.add([file('一.jpg')], (arrived) => { slot.push(arrived.id) })
    expect(uploads.countComing(ids)).toBe(1)
    going[0]?.arrive(asset({ state: 'processing' }))
    await settle()
    expect(slot).toEqual(['asset-1'])
    expect(uploads.countComing(ids)).toBe(0)
  })
})

describe('what goes wrong', () => {
  it('goes on by itself after the network was lost, and never calls that an error', async () => {
    uploads.add([file('一.jpg')])
    going[0]?.fail(new NetworkFailure())
    await settle()
    expect(words()).toEqual(['lost'])
    later[0]?.()
    expect(words()).toEqual(['sending'])
    going[1]?.arrive(asset())
    await settle()
    expect(words()).toEqual(['done'])
  })

  it('says why the hall does not take a file, and sends the others', async () => {
    uploads.add([file('坏.exe'), file('好.jpg')])
    going[0]?.fail(problem(422, 'not_a_picture'))
    going[1]?.arrive(asset())
    await settle()
    expect(words()).toEqual(['refused', 'done'])
    expect(uploads.list[0]?.reason).toEqual({ zh: '不行', en: 'No' })
    expect(later).toEqual([])
  })

  it('sends a file again when a person asks, if the fault was the server’s', async () => {
    uploads.add([file('一.jpg')])
    going[0]?.fail(problem(507, 'disk_full'))
    await settle()
    expect(uploads.list[0]).toMatchObject({ word: 'refused', mayRetry: true })
    uploads.retry(uploads.list[0]?.id ?? 0)
    expect(words()).toEqual(['sending'])
  })

  it('offers no second try for a file that the hall has judged', async () => {
    uploads.add([file('一.jpg')])
    going[0]?.fail(problem(422, 'not_a_picture'))
    await settle()
    uploads.retry(uploads.list[0]?.id ?? 0)
    expect(uploads.list[0]).toMatchObject({ word: 'refused', mayRetry: false })
  })
})

describe('cancelling and leaving', () => {
  it('stops the bytes of a cancelled file and makes room for the next', () => {
    uploads.add([file('一.jpg'), file('二.jpg'), file('三.jpg')])
    uploads.cancel(uploads.list[0]?.id ?? 0)
    expect(going[0]?.signal.aborted).toBe(true)
    expect(forgotten).toEqual(['blob:一.jpg'])
    expect(words()).toEqual(['sending', 'sending'])
  })

  it('does not bring a cancelled file back when its end is heard late', async () => {
    uploads.add([file('一.jpg')])
    uploads.cancel(uploads.list[0]?.id ?? 0)
    going[0]?.fail(new NetworkFailure())
    await settle()
    expect(uploads.list).toEqual([])
    expect(later).toEqual([])
  })

  it('asks before the browser is closed only while bytes are moving', async () => {
    expect(uploads.isMoving).toBe(false)
    uploads.add([file('一.jpg')])
    expect(uploads.isMoving).toBe(true)
    going[0]?.progress(1)
    expect(uploads.isMoving).toBe(false)
    going[0]?.arrive(asset())
    await settle()
    expect(uploads.isMoving).toBe(false)
  })

  it('says what to do with a folder', () => {
    uploads.addFolder('现场照片')
    expect(uploads.list[0]).toMatchObject({ name: '现场照片', word: 'refused' })
    expect(uploads.list[0]?.reason?.zh).toContain('文件夹')
  })
})

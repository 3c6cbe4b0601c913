/** C-02, C-03: two at once, paused and continued, retried until they are there, each refused for itself. */
import { beforeEach, describe, expect, it } from 'vitest'
import { NetworkFailure } from '../../shared/problem'
import { Queue } from '../../shared/queue'
import { FakeLine } from './line'
import { offer, problem, settle, upload } from './made'

let line: FakeLine
let queue: Queue
const phases = (): string[] => queue.list.map((one) => one.phase)

/** Let a file be whole, and the hall say what became of it. */
async function arrive(name: string, id: string, over: Parameters<typeof upload>[0] = {}): Promise<void> {
  line.hall.set(id, upload({ id, name, ...over }))
  const { course } = line.last(name)
  course.began(id)
  course.moved(10)
  course.there()
  await settle()
}

beforeEach(() => {
  line = new FakeLine()
  queue = new Queue(line.parts())
})

describe('the queue', () => {
  it('sends two at a time, the next when one is whole', async () => {
    queue.add([offer('一.jpg'), offer('二.jpg'), offer('三.jpg')])
    expect(phases()).toEqual(['sending', 'sending', 'waiting'])
    await arrive('一.jpg', 'u1')
    expect(phases()).toEqual(['done', 'sending', 'sending'])
    expect(line.arrived).toEqual(['u1'])
  })

  it('says that the hall looks at the file when all bytes are there, and asks until it knows more', async () => {
    queue.add([offer('一.jpg')])
    await arrive('一.jpg', 'u1', { state: 'checking' })
    expect(phases()).toEqual(['checking'])
    line.hall.set('u1', upload({ id: 'u1', state: 'refused', problem: { zh: '坏的', en: 'Bad' } }))
    line.tick()
    await settle()
    expect(queue.list[0]).toMatchObject({ phase: 'refused', reason: { zh: '坏的' }, mayRetry: false })
  })

  it('hears over the socket at once what became of a file', async () => {
    queue.add([offer('一.jpg')])
    await arrive('一.jpg', 'u1', { state: 'checking' })
    line.hall.set('u1', upload({ id: 'u1' }))
    queue.hear('u1')
    await settle()
    expect(phases()).toEqual(['done'])
  })

})

describe('the queue at a glance', () => {
  it('tells every slot that asked for the same file what it became, and sends it once', async () => {
    const [one, other]: string[][] = [[], []]
    const ids = queue.add([offer('一.jpg')], { take: (assets) => { one?.push(...assets) } })
    expect(queue.add([offer('一.jpg')], { take: (assets) => { other?.push(...assets) } })).toEqual(ids)
    expect(line.going).toHaveLength(1)
    await arrive('一.jpg', 'u1')
    expect([one, other]).toEqual([['asset-1'], ['asset-1']])
  })

  it('follows what the hall began by itself, and tells the slot when it was refused', async () => {
    const said: string[] = []
    line.hall.set('p1', upload({ id: 'p1', asset_ids: ['page-1'] }))
    line.hall.set('p2', upload({ id: 'p2', state: 'refused' }))
    for (const id of ['p1', 'p2']) queue.follow(upload({ id, state: 'checking', asset_ids: [] }), { take: ([one]) => { said.push(one ?? '') }, refuse: () => { said.push('no') } })
    await settle()
    expect([said, phases()]).toEqual([['page-1', 'no'], ['done', 'refused']])
  })

  it('measures all files by their bytes, and says how long the rest takes', () => {
    queue.add([offer('一.jpg'), offer('二.jpg')])
    expect(queue.measure()).toEqual({ part: 0, secondsLeft: null })
    line.last('一.jpg').course.moved(0)
    line.now = 2_000
    line.last('一.jpg').course.moved(5)
    expect(queue.measure()).toEqual({ part: 0.25, secondsLeft: 6 })
    line.now = 14_000
    line.last('一.jpg').course.moved(8)
    expect(queue.measure().secondsLeft).toBe(48)
  })
})

describe('a lost network', () => {
  it('is never called a failure: it goes on from what the hall has, later each time', () => {
    queue.add([offer('一.mp4')])
    const { course } = line.last()
    course.began('u1')
    course.moved(7)
    course.stored(4)
    course.failed(new NetworkFailure())
    expect(queue.list[0]).toMatchObject({ phase: 'lost', sent: 4, stored: 4, reason: null })
    expect(line.later.map((one) => one.ms)).toEqual([1_000])
    line.tick()
    expect(line.last().course.uploadId).toBe('u1')
    expect(phases()).toEqual(['lost'])
    line.last().course.failed(new NetworkFailure())
    expect(line.later.at(-1)?.ms).toBe(2_000)
    line.tick()
    line.last().course.moved(4)
    expect(phases()).toEqual(['sending'])
  })

  it('holds its turn, so that a hundred files do not all try to go', () => {
    queue.add([offer('一'), offer('二'), offer('三')])
    line.last('一').course.failed(new NetworkFailure())
    line.last('二').course.failed(problem(401, 'signed_out'))
    expect(phases()).toEqual(['lost', 'lost', 'waiting'])
    expect(line.failures).toHaveLength(2)
  })

})

describe('a network that is back', () => {
  it('goes on at once when the network or the session is back', () => {
    queue.add([offer('一')])
    line.last().course.failed(problem(401, 'signed_out'))
    queue.resume()
    expect(line.going).toHaveLength(2)
    line.tick()
    expect(line.going.filter((one) => !one.stopped)).toHaveLength(2)
  })

  it('begins anew, by itself, when the hall has forgotten what was begun', () => {
    queue.add([offer('一')])
    line.last().course.began('u1')
    line.last().course.failed(problem(410, 'upload_unknown'))
    expect(line.last().course.uploadId).toBeNull()
    expect(queue.list[0]).toMatchObject({ phase: 'sending', uploadId: null, sent: 0 })
  })
})

describe('what the hall does not take', () => {
  it('is refused for itself, with the reason; the others go on', () => {
    queue.add([offer('坏.exe'), offer('好.jpg')])
    line.last('坏.exe').course.failed(problem(413, 'upload_too_large'))
    expect(phases()).toEqual(['refused', 'sending'])
    expect(queue.list[0]).toMatchObject({ reason: { zh: '不行' }, mayRetry: false })
    queue.go(queue.list[0]?.id ?? 0)
    expect(phases()[0]).toBe('refused')
  })

  it('can be tried again when it was the server’s disk that was full', () => {
    queue.add([offer('一')])
    line.last().course.failed(problem(507, 'disk_full'))
    expect(queue.list[0]).toMatchObject({ phase: 'refused', mayRetry: true })
    queue.go(queue.list[0]?.id ?? 0)
    expect(phases()).toEqual(['sending'])
  })
})

describe('pausing', () => {
  it('stops the bytes, keeps what the hall has, and goes on from there', () => {
    queue.add([offer('一')])
    line.last().course.began('u1')
    queue.pauseAll()
    expect(phases()).toEqual(['paused'])
    expect(line.going[0]?.stopped).toBe(true)
    queue.goAll()
    expect(phases()).toEqual(['sending'])
    expect(line.last().course.uploadId).toBe('u1')
  })

  it('lets the next file go while one is paused', () => {
    queue.add([offer('一'), offer('二'), offer('三')])
    queue.pause(queue.list[0]?.id ?? 0)
    expect(phases()).toEqual(['paused', 'sending', 'sending'])
  })

})

describe('cancelling and leaving', () => {
  it('has the hall forget what is cancelled, and never brings it back', () => {
    queue.add([offer('一.jpg')])
    const { course } = line.last()
    course.began('u1')
    queue.cancel(queue.list[0]?.id ?? 0)
    course.failed(new NetworkFailure())
    line.tick()
    expect(queue.list).toEqual([])
    expect([line.ended, line.forgotten]).toEqual([['u1'], ['blob:一.jpg']])
  })

  it('asks before the browser is closed only while bytes are moving', async () => {
    expect(queue.isMoving).toBe(false)
    queue.add([offer('一.jpg')])
    expect(queue.isMoving).toBe(true)
    queue.pauseAll()
    expect(queue.isMoving).toBe(false)
    queue.goAll()
    await arrive('一.jpg', 'u1', { state: 'checking' })
    expect(queue.isMoving).toBe(false)
  })
})

const begun = upload({ id: 'u1', name: '影片.mp4', state: 'receiving', offset: 4, asset_ids: [] })

describe('after a reload', () => {
  const reload = (): void => { queue = new Queue(line.parts()) }

  it('shows what is unfinished and asks for the same file again', () => {
    line.hall.set('u1', begun)
    queue.restore([begun, upload({ id: 'u2', state: 'receiving', offset: 0 }), upload({ id: 'u3', state: 'done' }), upload({ id: 'u4', state: 'refused' })])
    expect(phases()).toEqual(['leftover', 'refused'])
    expect(queue.goOn(1, offer('别的.mp4').file)).toBe(false)
    expect(queue.goOn(1, offer('影片.mp4').file)).toBe(true)
    expect(line.last().course.uploadId).toBe('u1')
  })

  it('takes a file up where it was when it is simply dropped again', () => {
    queue.add([offer('影片.mp4')])
    line.last().course.began('u1')
    reload()
    queue.restore([begun])
    queue.add([offer('影片.mp4')])
    expect(phases()).toEqual(['sending'])
    expect(line.last().course.uploadId).toBe('u1')
  })

  it('does not mix two files of one name and size: another date is another file', () => {
    queue.add([offer('影片.mp4', '', 1_000)])
    line.last().course.began('u1')
    reload()
    queue.restore([begun])
    queue.add([offer('影片.mp4', '', 2_000)])
    expect(phases()).toEqual(['leftover', 'sending'])
    expect(line.last().course.uploadId).toBeNull()
  })

})

describe('two windows', () => {
  it('sees that another window is sending it, and when that window is closed', async () => {
    line.hall.set('u1', { ...begun, offset: 6 })
    queue.restore([begun])
    line.tick()
    await settle()
    expect(queue.list[0]).toMatchObject({ phase: 'elsewhere', stored: 6 })
    for (let turn = 0; turn < 4; turn += 1) { line.tick(); await settle() }
    expect(phases()).toEqual(['leftover'])
  })

  it('leaves a file to the window that has taken it over', () => {
    queue.add([offer('影片.mp4')])
    line.last().course.began('u1')
    line.last().course.failed(problem(423, 'overtaken'))
    expect(phases()).toEqual(['elsewhere'])
  })
})

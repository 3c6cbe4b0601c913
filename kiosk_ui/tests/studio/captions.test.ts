/** Captions: times as people write them, WebVTT as browsers read it, saved by themselves, broken files at their lines. */
import { describe, expect, it } from 'vitest'
import type { Asset, Captions, Cue } from '../../contract/types'
import { CaptionDesk } from '../../studio/logic/captionDesk'
import { beginCue, findFaults, findSpoken, readCueTime, showWords, writeCueTime, writeVtt } from '../../studio/logic/cues'
import { asset, problem, settle, text } from './made'

const cue = (start_ms: number, end_ms: number, words = '话'): Cue => ({ start_ms, end_ms, text: words })

describe('times', () => {
  it('are read as people write them, and only those', () => {
    expect(['3.2', '1:03.4', '01:02:03,400', ' 0：05 '].map(readCueTime)).toEqual([3_200, 63_400, 3_723_400, 5_000])
    expect(['', 'x', '1:2:3:4', '-1', '1:'].map(readCueTime)).toEqual([null, null, null, null, null])
  })

  it('come back as they were written', () => {
    for (const ms of [0, 400, 59_900, 63_400, 3_723_400]) expect(readCueTime(writeCueTime(ms))).toBe(ms)
  })
})

describe('a file of captions', () => {
  it('stands in the order of time, without what is not finished', () => {
    expect(writeVtt([cue(2_000, 3_500, '二'), cue(0, 1_000, '一'), cue(5_000, 4_000, '倒'), cue(6_000, 7_000, ' ')])).toBe(
      'WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n一\n\n00:00:02.000 --> 00:00:03.500\n二\n')
  })

  it('cannot be broken by what somebody types', () => {
    const written = writeVtt([cue(0, 1_000, '<b>一</b>\r\n\r\n二 --> 三 <四> & 五')])
    expect(written).toContain('\n<b>一</b>\n二 --&gt; 三 &lt;四&gt; &amp; 五\n')
    expect(showWords('<b>一</b> <四>')).toBe('一 <四>')
  })

  it('says what is wrong with a line', () => {
    expect([...findFaults([cue(0, 1_000, ''), cue(2_000, 2_000), cue(3_000, 5_000), cue(4_000, 4_500)])]).toEqual([[0, 'empty'], [1, 'backwards'], [2, 'overlaps'], [3, 'short']])
    expect(findSpoken([cue(0, 1_000), cue(1_000, 2_000)], 1_000)).toBe(1)
  })

  it('begins a line that ends before the next', () => {
    expect(beginCue([cue(5_000, 6_000)], 3_500)).toEqual({ start_ms: 3_500, end_ms: 5_000, text: '' })
    expect(beginCue([], 3_500).end_ms).toBe(6_500)
  })
})

function open(view: Captions | null, refuse?: Error): { desk: CaptionDesk; kept: Blob[]; dropped: () => number; later: (() => void)[] } {
  const [kept, later]: [Blob[], (() => void)[]] = [[], []]
  let dropped = 0
  const keep = (_: string, __: string, file: Blob): Promise<Asset> => { if (refuse) return Promise.reject(refuse); kept.push(file); return Promise.resolve(asset()) }
  const desk = new CaptionDesk('film-1', 'zh', {
    load: () => (view ? Promise.resolve(view) : Promise.reject(problem(404, 'captions_unknown'))), keep, drop: () => { dropped += 1; return Promise.resolve(asset()) },
    taken: () => undefined, later: (_, then) => { later.push(then) }, now: () => 7,
  })
  return { desk, kept, dropped: () => dropped, later }
}

describe('the desk for captions', () => {
  it('begins empty for a film without captions, and saves what is written after a pause', async () => {
    const { desk, kept, later } = open(null)
    await desk.load()
    desk.add(1_200)
    const [row] = desk.state.rows
    if (row) row.text = '欢迎'
    desk.touch()
    desk.touch()
    for (const then of later) then()
    await settle()
    expect(kept).toHaveLength(1)
    expect(await kept[0]?.text()).toContain('00:00:01.200 --> 00:00:04.200\n欢迎')
    expect(desk.state.word).toBe('saved')
  })

  it('takes a removed line back, and drops the file when none is left', async () => {
    const { desk, dropped } = open({ cues: [cue(0, 1_000)], warnings: [] })
    await desk.load()
    desk.remove(desk.state.rows[0]?.key ?? 0)
    await desk.save()
    expect(dropped()).toBe(1)
    desk.takeBack()
    expect(desk.state.rows).toHaveLength(1)
  })

})

describe('what the hall does not take', () => {
  it('shows a broken file with its faults at their lines, and leaves what was there', async () => {
    const faults = [{ line: 3, cue: 1, code: 'bad_time', message: text('时间写错了', 'Bad time') }]
    const { desk } = open({ cues: [cue(0, 1_000)], warnings: [] }, problem(422, 'captions_broken', { lines: faults }))
    await desk.load()
    expect(await desk.take(new File(['WEBVTT\n\n0:0x --> 1'], '坏.vtt'))).toBe(false)
    expect(desk.state.broken).toEqual({ name: '坏.vtt', lines: ['WEBVTT', '', '0:0x --> 1'], faults })
    expect(desk.state.rows).toHaveLength(1)
  })

  it('puts what the hall does not take beside the caption that has it', async () => {
    const past = { line: 9, cue: 2, code: 'captions_past_end', message: text('影片已经放完了', 'After the end') }
    const { desk } = open({ cues: [cue(0, 1_000), cue(2_000, 3_000, ''), cue(90_000, 91_000)], warnings: [] }, problem(422, 'captions_broken', { lines: [past] }))
    await desk.load()
    desk.add(5_000)
    const last = desk.state.rows.at(-1)
    if (last) last.text = '再见'
    expect(await desk.save()).toBe(false)
    expect([...desk.state.notes]).toEqual([[last?.key, past.message]])
  })
})

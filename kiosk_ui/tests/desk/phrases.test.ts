// What the desk says: ages, the life on a button, faults and results, in both languages.
import { describe, expect, it } from 'vitest'
import type { Catalogue } from '../../contract/types'
import { born, failed, heard } from '../../desk/logic/life'
import { see } from '../../desk/logic/states'
import { words } from '../../desk/words'
import { age, complaint, lifeWords, resultWords, span } from '../../desk/words/phrases'
import { LIMITS, T0, makeCommand, makeDisplay, makeReport, makeState } from './made'

const catalogue = { zones: [{ id: 'one', number: 7 }], exhibits: [] } as unknown as Catalogue
const zh = { w: words('zh'), language: 'zh' as const, catalogue }
const EVERYONE = { display_ids: [], zone_id: null, everyone: true }
const pressed = born('id', 'hall:identify', { type: 'identify' }, EVERYONE, T0)

describe('an age', () => {
  it('is short on a tile and a word in a sentence', () => {
    expect([age(zh.w, 2_900), age(zh.w, 360_000), span(zh.w, 18_000)]).toEqual(['2s', '6 分', '18 秒'])
  })
})

describe('the second line of a button', () => {
  it('counts the displays of a command to many', () => {
    expect(lifeWords(zh, heard(pressed, makeCommand('id', [{ state: 'received' }, {}]), T0))).toBe('已收到 1/2')
    expect(lifeWords(zh, heard(pressed, makeCommand('id', [{ state: 'done' }, { state: 'done' }]), T0 + 640))).toBe('已执行 2/2 · 0.6 秒')
  })

  it('gives the reason in words, and another try', () => {
    expect(lifeWords(zh, heard(pressed, makeCommand('id', [{ state: 'expired', reason: 'no_answer' }]), T0))).toBe('失败：屏没应答 · 再试')
    expect(lifeWords(zh, failed(pressed, 'no_server', T0))).toBe('失败：服务器没应答，已作废 · 再试')
  })
})

describe('a fault', () => {
  it('says what is wrong and for how long', () => {
    const state = makeState('d1', { state: 'fault', report: makeReport({ frame_age_ms: 17_000 }) })
    expect(complaint(zh.w, { state, seen: see(state, T0 + 1_000, LIMITS) }, T0 + 1_000)).toMatch(/^画面 18 秒没动 · \d\d:\d\d 起$/)
  })
})

describe('the log', () => {
  it('names who did not do it', () => {
    const displays = [makeState('d1'), makeState('d2', { display: makeDisplay('d2', { number: 2 }) })]
    const command = makeCommand('id', [{ state: 'done' }, { state: 'expired', reason: 'offline' }])
    expect(resultWords(zh, command, displays)).toBe('1/2 · 七区 2 号 离线')
    expect(resultWords({ ...zh, w: words('en'), language: 'en' }, command, displays)).toBe('1/2 · Zone 7 No. 2 offline')
  })
})

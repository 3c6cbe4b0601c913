/** C-27: saved by itself, never over another's work, never lost. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { DraftChange, Exhibit } from '../../contract/types'
import { NetworkFailure } from '../../shared/problem'
import type { Finding } from '../../studio/logic/check'
import { Draft, type DraftParts } from '../../studio/logic/draft'
import { readKept } from '../../studio/logic/keep'
import { Publishing } from '../../studio/logic/publishing'
import { Memory, article, exhibit, placement, problem, text } from './made'

/** A hall with one exhibit, as strict about revisions as the real one. */
class OneExhibitHall implements DraftParts {
  kept: Exhibit = exhibit()
  failure: unknown = null
  store = new Memory()
  time = 5_000
  saves = 0
  asked = 0
  beforeAnswer: (() => void) | null = null

  save = (_: string, change: DraftChange): Promise<Exhibit> => {
    this.asked += 1
    return this.change(change.revision, () => {
      this.saves += 1
      return { draft: change.content, placement: change.placement }
    })
  }
  load = (): Promise<Exhibit> => (this.failure ? Promise.reject(this.failure as Error) : Promise.resolve(this.kept))
  publish = (_: string, revision: number): Promise<Exhibit> => this.change(revision, () => ({ status: 'published', published: this.kept.draft }))
  withdraw = (_: string, revision: number): Promise<Exhibit> => this.change(revision, () => ({ status: 'withdrawn', published: null }))
  taken = (): void => undefined
  now = (): number => this.time

  /** Somebody else saves. */
  other(title: string): void {
    this.kept = { ...this.kept, revision: this.kept.revision + 1, draft: article({ title: text(title) }), updated_by: 'li' }
  }

  private async change(revision: number, make: () => Partial<Exhibit>): Promise<Exhibit> {
    if (this.failure) throw this.failure as Error
    if (revision !== this.kept.revision) throw problem(409, 'exhibit_changed')
    this.kept = { ...this.kept, ...make(), revision: revision + 1 }
    this.beforeAnswer?.()
    return Promise.resolve(this.kept)
  }
}

let hall: OneExhibitHall
const open = (): Draft => new Draft(hall.kept, hall)
const write = (draft: Draft, title: string): void => { draft.state.content.title.zh = title; draft.note() }

beforeEach(() => { hall = new OneExhibitHall() })

describe('saving by itself', () => {
  it('sends what was typed with the revision that it began from, and says when it was saved', async () => {
    const draft = open()
    write(draft, '八百家企业')
    expect(draft.state.word).toBe('dirty')
    expect(await draft.save()).toBe(true)
    expect(hall.kept.draft.title.zh).toBe('八百家企业')
    expect(draft.state).toMatchObject({ word: 'saved', savedAt: 5_000 })
  })

  it('sends one thing at a time, however many ask for it: the writer is never in conflict with herself', async () => {
    const draft = open()
    write(draft, '一')
    const first = draft.save()
    write(draft, '一二')
    await Promise.all([first, draft.save(), draft.save(), draft.save()])
    expect(draft.state.word).toBe('saved')
    expect([hall.asked, hall.saves, hall.kept.draft.title.zh]).toEqual([2, 2, '一二'])
  })

  it('does not bother the hall when nothing was typed', async () => {
    await open().save()
    expect(hall.saves).toBe(0)
  })

  it('keeps what is typed while a save is on its way, and sends it with the next', async () => {
    const draft = open()
    hall.beforeAnswer = () => { draft.state.content.title.zh = '第二稿' }
    write(draft, '第一稿')
    await draft.save()
    hall.beforeAnswer = null
    expect(draft.state).toMatchObject({ word: 'dirty', content: { title: { zh: '第二稿' } } })
    await draft.save()
    expect(hall.kept.draft.title.zh).toBe('第二稿')
  })
})

describe('saves that meet or are refused', () => {
  it('waits for the save that is going instead of starting another from the same revision', async () => {
    const draft = open()
    write(draft, '一稿')
    const [first, second] = await Promise.all([draft.save(), draft.save()])
    expect([first, second, hall.saves]).toEqual([true, true, 1])
  })

  it('does not send a text again and again that the hall refuses, until it is changed', async () => {
    const draft = open()
    hall.failure = problem(422, 'body_invalid')
    write(draft, '坏的')
    await draft.save()
    expect(draft.state).toMatchObject({ word: 'refused', reason: { zh: '不行' } })
    hall.failure = null
    expect(await draft.save()).toBe(false)
    write(draft, '好的')
    expect(await draft.save()).toBe(true)
  })
})

describe('when the network is lost', () => {
  it('keeps the text in the browser, says so, and saves it when the hall answers again', async () => {
    const draft = open()
    hall.failure = new NetworkFailure()
    write(draft, '断网时写的')
    expect(await draft.save()).toBe(false)
    expect(draft.state.word).toBe('kept')
    expect(readKept(hall.store, 'exhibit-1')?.content.title.zh).toBe('断网时写的')
    hall.failure = null
    expect(await draft.save()).toBe(true)
    expect(readKept(hall.store, 'exhibit-1')).toBeNull()
  })

  it('finds the text again on a page that was opened later, and saves it', async () => {
    write(open(), '关页面前写的')
    const later = open()
    expect(later.state).toMatchObject({ found: true, word: 'dirty', content: { title: { zh: '关页面前写的' } } })
    await later.save()
    expect(hall.kept.draft.title.zh).toBe('关页面前写的')
  })

  it('asks, when somebody else has saved before the found text could be', () => {
    write(open(), '关页面前写的')
    hall.other('别人写的')
    expect(open().state).toMatchObject({ word: 'conflict', content: { title: { zh: '关页面前写的' } } })
  })
})

describe('when more than the network is lost', () => {
  it('goes on without the browser’s storage', async () => {
    hall.store.full = true
    const draft = open()
    write(draft, '没地方存')
    expect(await draft.save()).toBe(true)
  })

  it('goes on when the session is over, and when another tab has signed in anew', async () => {
    const draft = open()
    for (const failure of [problem(401, 'unidentified'), problem(403, 'intent_unproven')]) {
      hall.failure = failure
      write(draft, failure.problem.code)
      await draft.save()
      expect(draft.state.word).toBe('kept')
    }
  })
})

describe('when two write the same exhibit', () => {
  it('shows theirs and keeps mine, and overwrites nothing by itself', async () => {
    const draft = open()
    hall.other('别人写的')
    write(draft, '我写的')
    expect(await draft.save()).toBe(false)
    expect(draft.state).toMatchObject({ word: 'conflict', theirs: { updated_by: 'li' }, content: { title: { zh: '我写的' } } })
    expect(await draft.save()).toBe(false)
    expect(hall.kept.draft.title.zh).toBe('别人写的')
  })

  it('saves mine over theirs when a person chooses so', async () => {
    const draft = open()
    hall.other('别人写的')
    write(draft, '我写的')
    await draft.save()
    expect(await draft.keepMine()).toBe(true)
    expect(hall.kept.draft.title.zh).toBe('我写的')
  })
})

describe('after the choice, and before it', () => {
  it('takes theirs, and gives mine back when it is missed', async () => {
    const draft = open()
    hall.other('别人写的')
    write(draft, '我写的')
    await draft.save()
    draft.takeTheirs()
    expect(draft.state.content.title.zh).toBe('别人写的')
    draft.takeBack()
    expect(await draft.save()).toBe(true)
    expect(hall.kept.draft.title.zh).toBe('我写的')
  })

  it('shows what the other wrote at once when nothing is typed here', async () => {
    const draft = open()
    hall.other('别人写的')
    await draft.hear(2)
    expect(draft.state).toMatchObject({ word: 'clean', content: { title: { zh: '别人写的' } } })
  })

  it('asks at once, before a save, when something is typed here', async () => {
    const draft = open()
    write(draft, '我写的')
    hall.other('别人写的')
    await draft.hear(2)
    expect(draft.state.word).toBe('conflict')
  })

  it('does not take the echo of its own save for another’s', async () => {
    const draft = open()
    write(draft, '我写的')
    await draft.save()
    write(draft, '又写了')
    await draft.hear(2)
    expect(draft.state.word).toBe('dirty')
  })
})

describe('publishing', () => {
  it('saves first, so that what is published is what was typed', async () => {
    const draft = open()
    write(draft, '最后一稿')
    expect(await draft.publish()).toBe(true)
    expect(hall.kept.published?.title.zh).toBe('最后一稿')
  })

  it('asks first when something should be mended, and publishes when a person insists (C-24)', async () => {
    const publishing = new Publishing(open())
    const stop: Finding = { code: 'no_alt', level: 'stop', anchor: 'picture-0', count: 1 }
    expect(await publishing.ask([stop])).toBe(false)
    expect([publishing.state.asking, hall.kept.published]).toEqual([true, null])
    expect(await publishing.publish()).toBe(true)
    expect([publishing.state.asking, hall.kept.status]).toEqual([false, 'published'])
  })

  it('does not ask because of hints', async () => {
    expect(await new Publishing(open()).ask([{ code: 'no_source', level: 'hint', anchor: 'field-source-zh', count: 0 }])).toBe(true)
    expect(hall.kept.status).toBe('published')
  })

  it('publishes nothing that could not be saved', async () => {
    const draft = open()
    write(draft, '最后一稿')
    hall.failure = new NetworkFailure()
    expect(await draft.publish()).toBe(false)
    expect(hall.kept.status).toBe('draft')
  })

  it('asks when somebody saved between my save and my publishing', async () => {
    const draft = open()
    draft.state.placement = placement({ order: 20 })
    await draft.save()
    hall.other('别人写的')
    expect(await draft.publish()).toBe(false)
    expect(hall.kept.status).toBe('draft')
    expect(draft.state.content.title.zh).toBe('别人写的')
  })
})

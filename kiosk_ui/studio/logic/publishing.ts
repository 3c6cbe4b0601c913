/** Putting an exhibit on the displays and taking it off: one at a time, with what went wrong. */
import { reactive } from 'vue'
import type { LocalText } from '../../contract/types'
import { describeFailure } from '../../shared/problem'
import type { Finding } from './check'
import type { Draft } from './draft'

export interface PublishingState {
  busy: '' | 'publish' | 'withdraw'
  reason: LocalText | null
  /** Whether the person is being asked because of open stops. */
  asking: boolean
  /** What was last done on this page: then the reach is shown. */
  done: '' | 'publish' | 'withdraw'
}

const UNSAVED: LocalText = {
  zh: '还没存上，所以没有发布。先看看上面写的原因，存好后再点一次。',
  en: 'Not saved yet, so nothing was published. Look at the reason above, then press again.',
}

export class Publishing {
  readonly state: PublishingState = reactive({ busy: '', reason: null, asking: false, done: '' })
  private readonly draft: Draft

  constructor(draft: Draft) {
    this.draft = draft
  }

  /** Publish; with open stops, ask first whether that is really wanted. */
  async ask(findings: readonly Finding[]): Promise<boolean> {
    if (!findings.some((finding) => finding.level === 'stop')) return this.publish()
    this.state.asking = true
    return false
  }

  publish(): Promise<boolean> {
    this.state.asking = false
    return this.run('publish', () => this.draft.publish())
  }

  withdraw(): Promise<boolean> {
    return this.run('withdraw', () => this.draft.withdraw())
  }

  private async run(what: 'publish' | 'withdraw', work: () => Promise<boolean>): Promise<boolean> {
    if (this.state.busy !== '') return false
    Object.assign(this.state, { busy: what, reason: null })
    try {
      const done = await work()
      if (done) this.state.done = what
      else if (this.draft.state.word !== 'conflict') this.state.reason = UNSAVED
      return done
    } catch (failure) {
      this.state.reason = describeFailure(failure)
      return false
    } finally {
      this.state.busy = ''
    }
  }
}

/** What the checker says: what is wrong, and what to do. */
import type { Finding } from '../logic/check'
import type { Language } from '../../contract/types'

interface Sentence {
  what: string
  todo: string
}

type Speaker = (finding: Finding) => Sentence

const FIELD = { title: '标题', key: '要点', body: '正文' }
const FIELD_EN = { title: 'The title', key: 'The key message', body: 'The text' }

const zhField = (finding: Finding): string => (finding.language === 'en' ? '英文' : '') + FIELD[finding.field ?? 'title']
const enField = (finding: Finding): string => `${FIELD_EN[finding.field ?? 'title']}${finding.language === 'zh' ? ' (Chinese)' : ''}`

const unitOf = (finding: Finding): string => (finding.language === 'zh' ? '字' : finding.field === 'body' ? '词' : '个字母')
const count = (finding: Finding): string => String(finding.count)

const ZH: Record<Finding['code'], Speaker> = {
  no_title: () => ({ what: '还没有中文标题', todo: '没有标题发布不了，写一个就行' }),
  overflow: () => ({ what: '屏上放不下', todo: '下面的字会看不到，把正文删短一些' }),
  over: (finding) => ({ what: `${zhField(finding)}多了 ${count(finding)} ${unitOf(finding)}`, todo: '观众站着看，短一些才看得完' }),
  short: (finding) => ({ what: `${zhField(finding)}还可以多写 ${count(finding)} ${unitOf(finding)}`, todo: '写到一段话那么长，观众更明白' }),
  no_picture: () => ({ what: '还没有图片', todo: '放一张大图，观众先看图' }),
  no_alt: (finding) => ({ what: `第 ${count(finding)} 张图没有说明`, todo: '读屏和展签都要用，写一句就行' }),
  no_captions: (finding) => ({ what: `第 ${count(finding)} 个影片没有字幕`, todo: '展厅里听不清，在素材里给它写上字幕' }),
  broken_file: (finding) => ({ what: `第 ${count(finding)} 个文件没处理好`, todo: '观众看不到它，换一个或者去掉' }),
  no_english: (finding) => ({ what: `${count(finding)} 处没有英文`, todo: '切到 English 时会先显示中文' }),
  stale_english: (finding) => ({ what: `${count(finding)} 处中文改过，英文还是旧的`, todo: '对照着看一眼，改了就好' }),
  no_source: () => ({ what: '有数字，没写出处', todo: '写上数据截至哪一年' }),
}

const EN: Record<Finding['code'], Speaker> = {
  no_title: () => ({ what: 'The Chinese title is missing', todo: 'It cannot be published without one' }),
  overflow: () => ({ what: 'It does not fit the display', todo: 'The end cannot be seen: shorten the text' }),
  over: (finding) => ({ what: `${enField(finding)} is ${count(finding)} too long`, todo: 'Visitors read standing: shorter is read to the end' }),
  short: (finding) => ({ what: `${enField(finding)} could have ${count(finding)} more`, todo: 'A paragraph explains better' }),
  no_picture: () => ({ what: 'No picture yet', todo: 'Visitors look before they read: add a large one' }),
  no_alt: (finding) => ({ what: `Picture ${count(finding)} has no description`, todo: 'Screen readers need it; one sentence will do' }),
  no_captions: (finding) => ({ what: `Film ${count(finding)} has no captions`, todo: 'Halls are loud: write captions for it in the library' }),
  broken_file: (finding) => ({ what: `File ${count(finding)} could not be prepared`, todo: 'Visitors would not see it: replace it or take it out' }),
  no_english: (finding) => ({ what: `${count(finding)} texts have no English`, todo: 'Visitors who choose English see Chinese there' }),
  stale_english: (finding) => ({ what: `${count(finding)} Chinese texts changed, their English did not`, todo: 'Compare them and mend' }),
  no_source: () => ({ what: 'Figures without a source', todo: 'Say as of which year they are' }),
}

/** Say a finding: what is wrong, and what to do. */
export function sayFinding(finding: Finding, language: Language): Sentence {
  return (language === 'zh' ? ZH : EN)[finding.code](finding)
}

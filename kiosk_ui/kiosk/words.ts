/** The kiosk's own words, in both languages. */
import type { Language } from '../contract/types'

const zh = {
  home: '首页', back: '返回', access: '无障碍', volume: '音量', language: '语言', bar: '导航', close: '关闭',
  previous: '上一条', next: '下一条', previousPicture: '上一张', nextPicture: '下一张', pictures: '图片',
  preparing: '正在准备，请稍候', preparingWhy: '稍后自动开始，无需操作',
  plan: '两个展厅，八个展区', planHint: '点一个展区，走进去看看', planAlt: '展厅平面示意图', sketch: '示意图，以现场为准', here: '你在这里',
  boardsHint: '点一个板块，看看它的展项', boards: '八个板块', zoneHint: '点一张卡片，看详细内容', exhibits: '展项', more: '更多', back_page: '上一页',
  must: '不可错过', sample: '示例', missing: '暂无英文',
  emptyZone: '这里的展项正在准备', emptyZoneWhy: '内容发布后会自动出现。您可以先看看：',
  emptyBoard: '这个板块还没有展项', emptyBoardWhy: '内容发布后会自动出现。您可以先看看：', toPlan: '看展厅平面', toBoards: '看八个板块',
  ask: '还在看吗？', stay: '继续看', end: '回到首页', elder: '大字', elderWhy: '字更大，内容排成一栏', low: '低位', lowWhy: '内容和按钮移到屏幕下方', leaveLow: '退出低位，回到整屏',
  still: '减少动画', stillWhy: '画面不再移动', on: '已开', off: '未开', louder: '大声', quieter: '小声', accessTitle: '让屏幕更好用', volumeTitle: '本屏音量',
  source: '来源', gone: '暂无图片', thisDisplay: '本屏',
}

const en: typeof zh = {
  home: 'Home', back: 'Back', access: 'Access', volume: 'Volume', language: 'Language', bar: 'Navigation', close: 'Close',
  previous: 'Previous', next: 'Next', previousPicture: 'Previous picture', nextPicture: 'Next picture', pictures: 'Pictures',
  preparing: 'Getting ready, one moment please', preparingWhy: 'It starts by itself',
  plan: 'Two halls, eight zones', planHint: 'Touch a zone to walk in', planAlt: 'Plan of the halls', sketch: 'A sketch: the rooms may differ', here: 'You are here',
  boardsHint: 'Touch a board to see its exhibits', boards: 'Eight boards', zoneHint: 'Touch a card to read more', exhibits: 'Exhibits', more: 'More', back_page: 'Previous page',
  must: 'Must see', sample: 'Sample', missing: '暂无英文',
  emptyZone: 'The exhibits here are being prepared', emptyZoneWhy: 'They appear once they are published. Until then, you could see:',
  emptyBoard: 'No exhibit belongs to this board yet', emptyBoardWhy: 'They appear once they are published. Until then, you could see:', toPlan: 'See the plan', toBoards: 'See the eight boards',
  ask: 'Still reading?', stay: 'Keep reading', end: 'Back to start', elder: 'Larger text', elderWhy: 'Bigger letters in one column', low: 'Lower controls', lowWhy: 'Words and buttons move down', leaveLow: 'Use the whole screen again',
  still: 'Less motion', stillWhy: 'Pictures stand still', on: 'On', off: 'Off', louder: 'Louder', quieter: 'Quieter', accessTitle: 'Make this screen easier', volumeTitle: 'Volume of this screen',
  source: 'Source', gone: 'No picture', thisDisplay: 'This screen',
}

export type Words = typeof zh
export const dictionary: Record<Language, Words> = { zh, en }

/** Say how long is left: the words agree with the ring (V-06). */
export function countdownWords(seconds: number): Record<Language, string> {
  return { zh: `${seconds} 秒后回到首页`, en: `Back to the start in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}` }
}

/** Name a zone by its number. */
export function zoneWords(number: number, carved: string): Record<Language, string> {
  return { zh: `第${carved}展区`, en: `Zone ${number}` }
}

const COUNTS = ['', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten']
const ZH_COUNTS = ['', '一', '两', '三', '四', '五', '六', '七', '八', '九', '十']

/** Head the plan with what there is: halls and zones. */
export function planWords(halls: number, zones: number): Record<Language, string> {
  const zhCount = (count: number, two: string): string => (count === 2 ? two : ZH_COUNTS[count] ?? String(count))
  const enCount = (count: number, word: string): string => `${COUNTS[count] ?? count} ${word}${count === 1 ? '' : 's'}`
  return { zh: `${zhCount(halls, '两')}个展厅，${zhCount(zones, '两')}个展区`, en: `${enCount(halls, 'hall')}, ${enCount(zones, 'zone').toLowerCase()}` }
}

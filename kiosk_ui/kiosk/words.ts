/** The kiosk's own words, in both languages. */
import type { Language } from '../contract/types'

const zh = {
  home: '首页', back: '返回', access: '无障碍', volume: '音量', language: '语言', bar: '导航', close: '关闭',
  previous: '上一条', next: '下一条', previousPicture: '上一张', nextPicture: '下一张', pictures: '图片',
  preparing: '正在准备，请稍候', preparingWhy: '稍后自动开始，无需操作',
  plan: '两个展厅，八个展区', planHint: '点一个展区，走进去看看', planAlt: '展厅平面示意图', sketch: '示意图，以现场为准', here: '你在这里', wayIn: '入口',
  boardsHint: '点一个板块，看看它的展项', boards: '八个板块', zoneHint: '点一张卡片，看详细内容', exhibits: '展项', more: '更多', back_page: '上一页',
  must: '不可错过', sample: '示例', missing: '暂无英文',
  emptyZone: '这里的展项正在准备', emptyZoneWhy: '内容发布后会自动出现。您可以先看看：',
  emptyBoard: '这个板块还没有展项', emptyBoardWhy: '内容发布后会自动出现。您可以先看看：', toPlan: '看展厅平面', toBoards: '看八个板块',
  ask: '还在看吗？', stay: '继续看', end: '回到首页', elder: '大字', elderWhy: '字更大，内容排成一栏', low: '低位', lowWhy: '内容和按钮移到屏幕下方', leaveLow: '退出低位，回到整屏',
  still: '减少动画', stillWhy: '画面不再移动', on: '已开', off: '未开', louder: '大声', quieter: '小声', accessTitle: '让屏幕更好用', volumeTitle: '本屏音量',
  source: '来源', gone: '暂无图片', thisDisplay: '本屏',
  leave: '返回展项', zoom: '放大细看', zoomIn: '放大', zoomOut: '缩小', whole: '全图', left: '左', right: '右', up: '上', down: '下', move: '移动画面',
  film: '播放影片', filmSign: '影片', play: '播放', pause: '暂停', back10: '退 10 秒', forward10: '进 10 秒', chapters: '章节', chapterList: '选一段', progress: '播放进度',
  captionsOn: '字幕 开', captionsOff: '字幕 关', soundOn: '开声音', soundOff: '关声音', mutedNote: '静音播放，字幕已开', mutedPlain: '静音播放', noSound: '本片无声音',
  filmPreparing: '影片正在准备', filmFails: '这部影片暂时不能播放', again: '再试一次', ended: '看完了', replay: '重播', nextOne: '下一个',
  soundSign: '声音', listen: '播放', soundPreparing: '声音正在准备', soundFails: '这段声音暂时不能播放',
  book: '翻开看', bookSign: '文档', bookPreparing: '文档正在准备', bookFails: '这份文档暂时打不开', nextPage: '下一页', previousPage: '上一页', large: '大字', pages: '原页', pageStrip: '页码', tenBack: '前 10 页', tenOn: '后 10 页', noWords: '这一页没有文字',
  panorama: '环顾四周', panoramaSign: '全景', entrance: '回到入口', stopTurning: '停止转动',
}

const en: typeof zh = {
  home: 'Home', back: 'Back', access: 'Access', volume: 'Volume', language: 'Language', bar: 'Navigation', close: 'Close',
  previous: 'Previous', next: 'Next', previousPicture: 'Previous picture', nextPicture: 'Next picture', pictures: 'Pictures',
  preparing: 'Getting ready, one moment please', preparingWhy: 'It starts by itself',
  plan: 'Two halls, eight zones', planHint: 'Touch a zone to walk in', planAlt: 'Plan of the halls', sketch: 'A sketch: the rooms may differ', here: 'You are here', wayIn: 'Entrance',
  boardsHint: 'Touch a board to see its exhibits', boards: 'Eight boards', zoneHint: 'Touch a card to read more', exhibits: 'Exhibits', more: 'More', back_page: 'Previous page',
  must: 'Must see', sample: 'Sample', missing: '暂无英文',
  emptyZone: 'The exhibits here are being prepared', emptyZoneWhy: 'They appear once they are published. Until then, you could see:',
  emptyBoard: 'No exhibit belongs to this board yet', emptyBoardWhy: 'They appear once they are published. Until then, you could see:', toPlan: 'See the plan', toBoards: 'See the eight boards',
  ask: 'Still reading?', stay: 'Keep reading', end: 'Back to start', elder: 'Larger text', elderWhy: 'Bigger letters in one column', low: 'Lower controls', lowWhy: 'Words and buttons move down', leaveLow: 'Use the whole screen again',
  still: 'Less motion', stillWhy: 'Pictures stand still', on: 'On', off: 'Off', louder: 'Louder', quieter: 'Quieter', accessTitle: 'Make this screen easier', volumeTitle: 'Volume of this screen',
  source: 'Source', gone: 'No picture', thisDisplay: 'This screen',
  leave: 'Back to exhibit', zoom: 'Look closer', zoomIn: 'Closer', zoomOut: 'Further', whole: 'Whole picture', left: 'Left', right: 'Right', up: 'Up', down: 'Down', move: 'Move the picture',
  film: 'Play the film', filmSign: 'Film', play: 'Play', pause: 'Pause', back10: 'Back 10 s', forward10: 'On 10 s', chapters: 'Chapters', chapterList: 'Choose a part', progress: 'Progress',
  captionsOn: 'Captions on', captionsOff: 'Captions off', soundOn: 'Sound on', soundOff: 'Sound off', mutedNote: 'Playing silently, captions on', mutedPlain: 'Playing silently', noSound: 'This film has no sound',
  filmPreparing: 'The film is being prepared', filmFails: 'This film cannot be shown just now', again: 'Try again', ended: 'The end', replay: 'Play again', nextOne: 'Next',
  soundSign: 'Sound', listen: 'Play', soundPreparing: 'The recording is being prepared', soundFails: 'This recording cannot be played just now',
  book: 'Open and read', bookSign: 'Document', bookPreparing: 'The document is being prepared', bookFails: 'This document cannot be opened just now', nextPage: 'Next page', previousPage: 'Previous page', large: 'Large text', pages: 'Pages', pageStrip: 'Pages', tenBack: 'Back 10', tenOn: 'On 10', noWords: 'There are no words on this page',
  panorama: 'Look around', panoramaSign: 'Panorama', entrance: 'To the entrance', stopTurning: 'Stop turning',
}

export type Words = typeof zh
export const dictionary: Record<Language, Words> = { zh, en }

/** Say how long is left: the words agree with the ring (V-06). */
export function countdownWords(seconds: number): Record<Language, string> {
  return { zh: `${seconds} 秒后回到首页`, en: `Back to the start in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}` }
}

/** Say which pages of how many lie open. */
export function pageWords(open: readonly number[], pages: number): Record<Language, string> {
  const shown = open.map((page) => page + 1).join('–')
  return { zh: `第 ${shown} 页，共 ${pages} 页`, en: `${open.length > 1 ? 'Pages' : 'Page'} ${shown} of ${pages}` }
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

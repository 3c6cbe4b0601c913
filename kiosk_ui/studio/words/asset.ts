/** Words of one asset's details: what is being made of it, what is known of it, where it stands. */
import type { Language, Shape, Step } from '../../contract/types'
import { speak } from '../../shared/words'

const n = String

const STEPS: Record<Step, { zh: string; en: string }> = {
  forms: { zh: '正在备各种尺寸', en: 'Making its sizes' },
  crops: { zh: '正在按焦点裁切', en: 'Cropping around the focus' },
  tiles: { zh: '正在做深度放大', en: 'Making it zoomable' },
  faces: { zh: '正在做全景', en: 'Making the panorama' },
  posters: { zh: '正在挑封面', en: 'Finding posters' },
  poster: { zh: '正在换封面', en: 'Changing the poster' },
  remux: { zh: '正在整理影片', en: 'Putting the film in order' },
  film_1080: { zh: '正在转成 1080p', en: 'Converting to 1080p' },
  film_2160: { zh: '正在转成 4K', en: 'Converting to 4K' },
  sound: { zh: '正在整理声音', en: 'Preparing the sound' },
  pages: { zh: '正在一页页画出来', en: 'Drawing the pages' },
}

/** Say what is being made: 正在做深度放大 60%. */
export function sayStep(step: Step, percent: number, language: Language): string {
  return STEPS[step][language] + (percent > 0 ? ` ${n(percent)}%` : '')
}

const SHAPES: Record<Shape, { zh: string; en: string }> = {
  '16:9': { zh: '横屏 16:9', en: 'Wide 16:9' },
  '9:16': { zh: '竖屏', en: 'Tall' },
  '3:4': { zh: '人像 3:4', en: 'Portrait 3:4' },
  '1:1': { zh: '方图 1:1', en: 'Square 1:1' },
  '4:1': { zh: 'LED 长屏 4:1', en: 'LED band 4:1' },
}

export function sayShape(shape: Shape, language: Language): string {
  return SHAPES[shape][language]
}

export const assetWords = speak({
  zh: {
    close: '关上详情', uploadedOn: (day: string) => `${day}上传`, takenOn: (day: string) => `${day}拍摄`, usable: '现在就能用，', failed: '没处理好', retry: '再试一次', similarTo: '和这张很像', seeOlder: '看那一张',
    focus: '点一下最要紧的地方，裁切都围着它', focusKey: '焦点。用方向键移动', resetFocus: '回到正中', cutTop: (percent: number) => `上下切掉 ${n(percent)}%`, cutLeft: (percent: number) => `左右切掉 ${n(percent)}%`, crops: '各种屏上的样子',
    rename: '名字', alt: '说明', altHint: '图里有什么，读屏软件会念', caption: '图注', captionHint: '写在图下面，可以空着', left: (count: number) => `还可输入 ${n(count)} 字`, leftLetters: (count: number) => `还可输入 ${n(count)} 个字母`, over: (count: number) => `▲ 多了 ${n(count)} 字`,
    credit: '署名', licence: '授权', album: '相册', expiry: '到期', creditHint: '谁拍的、谁给的', licenceHint: '例如：馆内使用', noAlbum: '不在相册里', overAt: '▲ 已到期，请换一张或改日期', soonAt: '快到期了',
    usedLabel: (count: number) => `用在 ${n(count)} 处`, unused: '还没有用在哪里', usesFailed: '没能查到用在哪里', published: '已发布', draft: '草稿', card: '卡片图', zone: '展区图', board: '板块图', venue: '招揽画面', untitled: '还没有标题',
    replace: '换一张', replaceFile: '换文件', replaceWhy: '换掉以后，旧图还留 90 天', replaceFileWhy: '换掉以后，旧文件还留 90 天', bin: '放进回收站', binTitle: '先从这些地方拿掉', binWhy: (count: number) => `它还用在 ${n(count)} 处。请先从那里拿掉，或者用“换一张”把所有地方一起换掉。`,
    swapSending: (part: number) => `新文件传着 ${n(part)}%，好了就换上`, swapPreparing: '新文件传好了，正在准备，好了就换上', swapDone: '换好了，所有用到的地方都是新的。旧图在回收站，还留 90 天。', swapRefused: '没有换上', original: '看原图', originalFile: '下载原文件',
    round: '这是 360° 全景图', roundWhy: '打开后，观众能转着看四周', roundFlat: '这里先看平铺的样子，屏上能转着看', saved: (time: string) => `${time} 已保存`, saving: '正在保存……', kept: '连不上，连上后自动保存', refused: '没有存上',
    poster: '封面', posterOf: (at: string) => `用 ${at} 的画面做封面`, chapters: '章节', chaptersWhy: '一段 60–90 秒，观众能挑着看', addChapter: '在这里加一章', chapterAt: (number: number) => `第 ${n(number)} 章开始`, chapterZh: (number: number) => `第 ${n(number)} 章标题`, chapterEn: (number: number) => `第 ${n(number)} 章英文标题`, remove: '去掉', captions: '字幕', editCaptions: '写字幕', hasCaptions: '有', noCaptions: '还没有', play: '播放', notYet: '影片还在准备，先看封面', notYetSound: '声音还在准备',
    page: (at: number, all: number) => `第 ${n(at)} / ${n(all)} 页`, previous: '上一页', next: '下一页', noPages: '还没有画出页面', toPictures: '按页拆成图片', toPicturesNow: '正在拆……', toPicturesWhy: '每页变成一张图，能放进图集、图文', toPicturesDone: (count: number) => `拆成了 ${n(count)} 张图`, notices: '请看一眼', details: '素材的详情',
  },
  en: {
    close: 'Close the details', uploadedOn: (day: string) => `uploaded ${day}`, takenOn: (day: string) => `taken ${day}`, usable: 'Usable now; ', failed: 'Not prepared', retry: 'Try again', similarTo: 'Looks much like this one', seeOlder: 'See that one',
    focus: 'Press what matters most: every crop keeps it', focusKey: 'Focus. Arrow keys move it', resetFocus: 'Back to the middle', cutTop: (percent: number) => `cuts ${n(percent)}% above and below`, cutLeft: (percent: number) => `cuts ${n(percent)}% left and right`, crops: 'On the displays',
    rename: 'Name', alt: 'Description', altHint: 'What is in it; screen readers say it', caption: 'Caption', captionHint: 'Stands below it; may be empty', left: (count: number) => `${n(count)} characters left`, leftLetters: (count: number) => `${n(count)} letters left`, over: (count: number) => `▲ ${n(count)} too many`,
    credit: 'Credit', licence: 'Licence', album: 'Album', expiry: 'Expires', creditHint: 'Who made it', licenceHint: 'For use in this hall', noAlbum: 'In no album', overAt: '▲ Expired: replace it or change the date', soonAt: 'Expires soon',
    usedLabel: (count: number) => `Used in ${n(count)} places`, unused: 'Not used anywhere yet', usesFailed: 'Could not look up where it is used', published: 'Published', draft: 'Draft', card: 'Card picture', zone: 'Zone', board: 'Board', venue: 'Attract loop', untitled: 'No title yet',
    replace: 'Replace', replaceFile: 'Replace', replaceWhy: 'The old one stays for 90 days', replaceFileWhy: 'The old one stays for 90 days', bin: 'Move to the bin', binTitle: 'Take it out there first', binWhy: (count: number) => `It is still used in ${n(count)} places. Take it out there, or press Replace to change all of them at once.`,
    swapSending: (part: number) => `The new file is on its way: ${n(part)}%`, swapPreparing: 'The new file is here and being prepared; then it takes its place', swapDone: 'Replaced everywhere. The old one is in the bin for 90 days.', swapRefused: 'Not replaced', original: 'Open the original', originalFile: 'Download the original',
    round: 'This is a 360° panorama', roundWhy: 'Then visitors can look around in it', roundFlat: 'Flat here; on the displays visitors look around', saved: (time: string) => `Saved at ${time}`, saving: 'Saving…', kept: 'No connection; saved when it is back', refused: 'Not saved',
    poster: 'Poster', posterOf: (at: string) => `Use the frame at ${at} as poster`, chapters: 'Chapters', chaptersWhy: '60–90 seconds each, so that visitors can choose', addChapter: 'Add a chapter here', chapterAt: (number: number) => `Chapter ${n(number)} begins`, chapterZh: (number: number) => `Title of chapter ${n(number)} in Chinese`, chapterEn: (number: number) => `Title of chapter ${n(number)} in English`, remove: 'Remove', captions: 'Captions', editCaptions: 'Write captions', hasCaptions: 'there', noCaptions: 'none yet', play: 'Play', notYet: 'The film is being prepared; this is its poster', notYetSound: 'The sound is being prepared',
    page: (at: number, all: number) => `Page ${n(at)} of ${n(all)}`, previous: 'Previous', next: 'Next', noPages: 'No pages yet', toPictures: 'Make pictures of its pages', toPicturesNow: 'Making them…', toPicturesWhy: 'Each page becomes a picture for galleries and articles', toPicturesDone: (count: number) => `${n(count)} pictures made`, notices: 'Have a look', details: 'Details of the asset',
  },
})

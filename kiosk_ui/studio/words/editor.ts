/** Words of the editor: fields, pictures, place. */
import { speak } from '../../shared/words'

export const editorWords = speak({
  zh: {
    title: '标题', key: '要点', body: '正文', source: '出处', pictures: '图片', rows: '列表', place: '位置',
    titleHint: '一句话说清楚', keyHint: '最要紧的一句', bodyHint: '一段话，空一行分段', sourceHint: '数据截至哪一年、出自哪里',
    shownOnScreen: '会显示在屏上', ofMost: (count: number, most: number) => `${String(count)} / ${String(most)} 字`,
    lettersOf: (count: number, most: number) => `${String(count)} / ${String(most)}`, left: (count: number) => `还可输入 ${String(count)} 字`,
    leftLetters: (count: number) => `还可输入 ${String(count)} 个字母`, over: (count: number) => `▲ 多了 ${String(count)} 字`,
    overLetters: (count: number) => `▲ 多了 ${String(count)} 个字母`, overWords: (count: number) => `▲ 多了 ${String(count)} 词`,
    advised: (count: number, least: number, most: number) => `${String(count)} 字，建议 ${String(least)}–${String(most)}`,
    advisedWords: (count: number, least: number, most: number) => `${String(count)} 词，建议 ${String(least)}–${String(most)}`,
    stale: '中文改过，英文还是旧的', staleCount: (count: number) => `${String(count)} 处译文要看`,
    addRow: '加一行', rowMark: '记号', rowTerm: '词', rowText: '解释', rowOf: (number: number) => `第 ${String(number)} 行`, up: '往上', down: '往下', remove: '去掉',
    rowsFull: '最多 6 行', rowsWhy: '用列表更清楚时，加几行', cover: '封面', makeCover: '做封面', earlier: '往前', later: '往后',
    fromLibrary: '从素材选', dropIn: '拖进来', byPhone: '扫码传图', spread: '按页拆成图片', spreading: '正在拆……', inLibrary: '在素材里看', untitled: '还没有标题', pictureOf: (number: number) => `第 ${String(number)} 张`, alt: '说明', altHint: '图里有什么，读屏软件会念', altMissing: '还没有说明',
    caption: '图注', captionHint: '写在图下面，可以空着', noPictures: '还没有图片。拖一张进来，它就是封面。', preparing: '正在处理', arriving: (count: number) => `还有 ${String(count)} 张正在传`,
    zone: '展区', order: '次序', orderHint: '数小的在前', board: '线上平台板块', noBoard: '不放进板块', mustSee: '不可错过', sampleMark: '标“示例”', card: '卡片图', sameCover: '和封面一样',
    opening: '正在打开……', gone: '没有找到这个展项', goneWhy: '可能已经去掉了。回到展项页看看别的。', list: '展项',
  },
  en: {
    title: 'Title', key: 'Key', body: 'Text', source: 'Source', pictures: 'Pictures', rows: 'Rows', place: 'Place',
    titleHint: 'Say it in one line', keyHint: 'The one thing to remember', bodyHint: 'A short text; a blank line parts paragraphs', sourceHint: 'As of which year, from where',
    shownOnScreen: 'shown on screen', ofMost: (count: number, most: number) => `${String(count)} / ${String(most)} characters`,
    lettersOf: (count: number, most: number) => `${String(count)} / ${String(most)}`, left: (count: number) => `${String(count)} characters left`,
    leftLetters: (count: number) => `${String(count)} letters left`, over: (count: number) => `▲ ${String(count)} characters too many`,
    overLetters: (count: number) => `▲ ${String(count)} letters too many`, overWords: (count: number) => `▲ ${String(count)} words too many`,
    advised: (count: number, least: number, most: number) => `${String(count)} characters, best ${String(least)}–${String(most)}`,
    advisedWords: (count: number, least: number, most: number) => `${String(count)} words, best ${String(least)}–${String(most)}`,
    stale: 'The Chinese has changed, this has not', staleCount: (count: number) => `${String(count)} translations to check`,
    addRow: 'Add a row', rowMark: 'Mark', rowTerm: 'Term', rowText: 'Meaning', rowOf: (number: number) => `Row ${String(number)}`, up: 'Up', down: 'Down', remove: 'Remove',
    rowsFull: 'Six rows at most', rowsWhy: 'Where a list says it better, add rows', cover: 'Cover', makeCover: 'Make it the cover', earlier: 'Earlier', later: 'Later',
    fromLibrary: 'From library', dropIn: 'Drop here', byPhone: 'From a phone', spread: 'Pages as pictures', spreading: 'Making them…', inLibrary: 'In the library', untitled: 'No title yet', pictureOf: (number: number) => `Picture ${String(number)}`, alt: 'Description', altHint: 'What is in it; screen readers say it', altMissing: 'No description yet',
    caption: 'Caption', captionHint: 'Stands below the picture; may be empty', noPictures: 'No pictures yet. Drop one: it becomes the cover.', preparing: 'Being prepared', arriving: (count: number) => `${String(count)} more on the way`,
    zone: 'Zone', order: 'Order', orderHint: 'Small numbers first', board: 'Board of the platform', noBoard: 'In no board', mustSee: 'Must see', sampleMark: 'Marked as sample', card: 'Card picture', sameCover: 'Same as the cover',
    opening: 'Opening…', gone: 'There is no such exhibit', goneWhy: 'It may have been removed. Go back and look at the others.', list: 'Exhibits',
  },
})

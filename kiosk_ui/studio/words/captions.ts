/** Words of the sheet for captions. */
import { speak } from '../../shared/words'

const n = String

export const captionWords = speak({
  zh: {
    title: (name: string) => `字幕 · ${name}`, lead: '一边放，一边写。写好的自动保存，观众的屏上跟着换。', zh: '中文字幕', en: '英文字幕', language: '哪种字幕',
    add: '在这里加一句', import: '导入 .vtt 或 .srt', list: '字幕列表', at: (number: number) => `第 ${n(number)} 句`, start: '开始', end: '结束', text: '字幕', jump: '跳到这句', startNow: '从现在开始', endNow: '到现在为止', remove: '去掉', gone: '去掉了一句。', undo: '撤销',
    none: '还没有字幕', noneWhy: '放到有人说话的地方停下来，点“在这里加一句”；有现成的字幕文件就导入。', empty: '还没有字，先不放上去', backwards: '结束要在开始后面', overlaps: '和下一句叠在一起了', short: '太快了，观众看不完', long: (most: number) => `一行最好不超过 ${n(most)} 字`, badTime: '时间写成 分:秒，例如 1:03.4',
    broken: (name: string) => `“${name}”没有导入，原来的字幕没有动`, brokenWhy: (count: number) => `${n(count)} 处要改。在电脑上改好这个文件，再导入一次。`, line: (number: number) => `第 ${n(number)} 行`, away: '没能取到字幕', again: '再试一次', noFilm: '影片还没转好，先照着时间写也行', done: '写好了', loading: '正在打开……',
    replaceWhy: '导入会换掉这里现有的全部字幕', fileKinds: '字幕文件',
  },
  en: {
    title: (name: string) => `Captions · ${name}`, lead: 'Write while it plays. What you write is saved by itself, and the displays follow.', zh: 'Chinese', en: 'English', language: 'Which captions',
    add: 'Add one here', import: 'Import .vtt or .srt', list: 'List of captions', at: (number: number) => `Caption ${n(number)}`, start: 'Begins', end: 'Ends', text: 'Words', jump: 'Go to it', startNow: 'Begin now', endNow: 'End now', remove: 'Remove', gone: 'One was removed.', undo: 'Undo',
    none: 'No captions yet', noneWhy: 'Stop the film where somebody speaks and press “Add one here”, or import a file that you have.', empty: 'No words yet; it stays out of the film', backwards: 'It must end after it begins', overlaps: 'It overlaps the next one', short: 'Too quick to be read', long: (most: number) => `At most ${n(most)} letters a line reads best`, badTime: 'Write times as minutes:seconds, such as 1:03.4',
    broken: (name: string) => `“${name}” was not imported; nothing was changed`, brokenWhy: (count: number) => `${n(count)} things to mend. Mend them in the file and import it again.`, line: (number: number) => `Line ${n(number)}`, away: 'The captions could not be fetched', again: 'Try again', noFilm: 'The film is still being converted; you can write by the times', done: 'Done', loading: 'Opening…',
    replaceWhy: 'Importing replaces all captions that are here', fileKinds: 'Files of captions',
  },
})

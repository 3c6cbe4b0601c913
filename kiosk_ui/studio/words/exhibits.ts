/** Words of the page with the whole hall. */
import { speak } from '../../shared/words'

export const exhibitWords = speak({
  zh: {
    all: '全部', filter: '按状态看', missing: (count: number) => `缺英文 ${String(count)}`, find: '找标题、文字', create: '新建展项',
    count: (count: number) => `${String(count)} 件`, new: '新建', orDrop: '或拖照片来', inZone: (zone: string) => `在“${zone}”新建展项`,
    none: '没有符合的展项', noneWhy: '换个词找，或者看全部。', showAll: '看全部', emptyZone: '这个展区还没有展项',
    emptyHall: '展厅还是空的', emptyHallWhy: '馆和展区在服务器启动时自动放好。请安装人员重启服务器，再来写展项。',
    loadFailed: '没能取到展厅内容', zone: '放在哪个展区', kind: '做成什么样', title: '标题', titleHint: '先写个名字，以后能改，最好不超过 14 字',
    articleWhy: '一张大图，一句要点，一段正文或几行列表', galleryWhy: '一组照片，观众一张张翻看，每张有说明',
    make: '新建，去写', making: '正在新建……', withPictures: (count: number) => `拖来的 ${String(count)} 张照片会直接放进去`, open: (title: string) => `打开“${title}”`,
    draftOnly: '新建的是草稿，点“发布”以前屏上看不到。',
  },
  en: {
    all: 'All', filter: 'Show by state', missing: (count: number) => `No English ${String(count)}`, find: 'Find words',
    create: 'New exhibit', count: (count: number) => `${String(count)} exhibits`, new: 'New', orDrop: 'or drop pictures',
    inZone: (zone: string) => `New exhibit in “${zone}”`, none: 'No exhibit fits', noneWhy: 'Try another word, or look at all of them.',
    showAll: 'Show all', emptyZone: 'No exhibits in this zone yet', emptyHall: 'The hall is empty',
    emptyHallWhy: 'The halls and zones are put in when the server starts. Have it restarted, then write exhibits.',
    loadFailed: 'The hall’s content could not be fetched', zone: 'In which zone', kind: 'What it should be', title: 'Title',
    titleHint: 'A name to begin with; it can change. Best within 14 characters',
    articleWhy: 'A large picture, one key message, a text or a few rows', galleryWhy: 'A set of pictures to leaf through, each with a caption',
    make: 'Make it and write', making: 'Making it…', withPictures: (count: number) => `The ${String(count)} pictures you dropped go straight into it`,
    open: (title: string) => `Open “${title}”`, draftOnly: 'It begins as a draft: no display shows it before you publish.',
  },
})

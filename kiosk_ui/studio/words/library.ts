/** Words of the wall: what is shown, how it is sorted, what may be done with several. */
import { speak } from '../../shared/words'

const n = String

export const libraryWords = speak({
  zh: {
    hint: '把照片、Word、PPT、影片拖到页面任何地方', upload: '上传', folder: '选文件夹', phone: '扫码传图', find: '找名字、说明、相册', filter: '只看一类', order: '排序',
    all: '全部', photograph: '照片', drawing: '图画', film: '影片', document: '文件', sound: '声音', panorama: '全景',
    no_alt: '缺说明', expiring: '快到期', unused: '没用过', similar: '有相似', large: '大文件',
    newest: '新的在前', largest: '大的在前', name: '按名字', albums: '相册',
    usedIn: (count: number) => `用在 ${n(count)} 处`, lacksAlt: '缺说明', working: (part: number) => (part > 0 ? `正在准备 ${n(part)}%` : '正在准备'), inPlace: '展区用着',
    broken: '没处理好', over: '已到期', soon: '快到期', pages: (count: number) => `${n(count)} 页`, round: '360° 全景',
    empty: '还没有素材', emptyWhy: '把照片、影片、文件或者整个文件夹拖进来，也可以点“上传”，或者用手机“扫码传图”。',
    none: '没有符合的素材', noneWhy: '换个词找，或者看全部。', choose: (name: string) => `选中 ${name}`, wall: '素材墙',
    chosen: (count: number) => `选了 ${n(count)} 个`, chooseAll: (count: number) => `全选（${n(count)}）`, unchoose: '不选了', several: '一起改',
    setAlbum: '放进相册', setCredit: '署名', setLicence: '授权', setAlt: '说明', setExpiry: '到期', toBin: '放进回收站', apply: '改好',
    albumHint: '相册名，空着就是移出相册', creditHint: '谁拍的、谁给的', licenceHint: '例如：馆内使用', altHint: '红马甲活动 {n}', altWhy: '{n} 会换成 1、2、3……', altEnHint: 'Red-vest volunteers {n}',
    noExpiry: '不会到期', applied: (count: number) => `${n(count)} 个都改好了`, applying: (done: number, all: number) => `正在改 ${n(done)}/${n(all)}`,
    binned: (count: number) => `${n(count)} 个放进了回收站，30 天内能拿回来`, undo: '撤销', usedKept: (count: number) => `有 ${n(count)} 个还在用，没有动`,
    choosePicture: '从素材里选', chooseWhy: '点一下选中，可以选几个', add: (count: number) => `放进展项（${n(count)}）`,
    noFilms: '这台服务器没有影片工具（ffmpeg）：能直接播放的影片照常用，别的转不了。请找安装的人。', noOffice: '这台服务器没有 LibreOffice：Word、PPT 请先另存为 PDF 再传。',
    tight: (free: string) => `▲ 服务器只剩 ${free}，请清一清回收站或大文件`,
  },
  en: {
    hint: 'Drop files anywhere on the page', upload: 'Upload', folder: 'Choose a folder', phone: 'From a phone', find: 'Find', filter: 'Show one sort', order: 'Order',
    all: 'All', photograph: 'Photographs', drawing: 'Drawings', film: 'Films', document: 'Documents', sound: 'Sound', panorama: 'Panoramas',
    no_alt: 'No description', expiring: 'Expiring', unused: 'Unused', similar: 'Look alike', large: 'Large',
    newest: 'Newest first', largest: 'Largest first', name: 'By name', albums: 'Albums',
    usedIn: (count: number) => `Used ${n(count)}×`, lacksAlt: 'No description', working: (part: number) => (part > 0 ? `Preparing ${n(part)}%` : 'Preparing'), inPlace: 'In the hall',
    broken: 'Not prepared', over: 'Expired', soon: 'Expiring', pages: (count: number) => `${n(count)} pages`, round: '360°',
    empty: 'Nothing here yet', emptyWhy: 'Drop pictures, films, documents or a whole folder here, press Upload, or send them from a phone.',
    none: 'Nothing fits', noneWhy: 'Try another word, or look at all of them.', choose: (name: string) => `Choose ${name}`, wall: 'Wall of pictures',
    chosen: (count: number) => `${n(count)} chosen`, chooseAll: (count: number) => `Choose all (${n(count)})`, unchoose: 'Choose none', several: 'Change together',
    setAlbum: 'Album', setCredit: 'Credit', setLicence: 'Licence', setAlt: 'Description', setExpiry: 'Expiry', toBin: 'Move to the bin', apply: 'Change',
    albumHint: 'Name of the album; empty takes them out', creditHint: 'Who made it, who gave it', licenceHint: 'Such as: for use in this hall', altHint: '红马甲活动 {n}', altWhy: '{n} becomes 1, 2, 3 …', altEnHint: 'Red-vest volunteers {n}',
    noExpiry: 'Never expires', applied: (count: number) => `All ${n(count)} changed`, applying: (done: number, all: number) => `Changing ${n(done)} of ${n(all)}`,
    binned: (count: number) => `${n(count)} moved to the bin; they can come back for 30 days`, undo: 'Undo', usedKept: (count: number) => `${n(count)} still in use were left alone`,
    choosePicture: 'Choose from the library', chooseWhy: 'Press to choose, several if you like', add: (count: number) => `Put into the exhibit (${n(count)})`,
    noFilms: 'This server has no ffmpeg: films that browsers can play work, others cannot be converted. Ask who installed it.', noOffice: 'This server has no LibreOffice: save Word and PowerPoint as PDF first.',
    tight: (free: string) => `▲ Only ${free} left on the server: empty the bin or remove large files`,
  },
})

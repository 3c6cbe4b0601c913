/** Words of the library and of the uploads. */
import { speak } from '../../shared/words'

export const libraryWords = speak({
  zh: {
    hint: '把照片拖到页面任何地方', upload: '上传', find: '找名字', all: '全部', photograph: '照片', drawing: '图画',
    unused: (count: number) => `没用过 ${String(count)}`, noAlt: (count: number) => `缺说明 ${String(count)}`, newest: '新的在前',
    usedIn: (count: number) => `用在 ${String(count)} 处`, lacksAlt: '缺说明', working: (part: number) => `正在处理 ${String(part)}%`,
    broken: '没处理好', empty: '还没有素材', emptyWhy: '把照片拖进来，或者点“上传”。JPG、PNG、WebP、HEIC 和 SVG 都行，一次可以很多张。',
    none: '没有符合的素材', noneWhy: '换个词找，或者看全部。', uploadedOn: (day: string) => `${day}上传`, unusedYet: '还没有用在展项里', inPlace: '展区用着', inPlaceLong: '用在展区、板块或招揽画面上',
    usedLabel: (count: number) => `用在 ${String(count)} 处`, download: '看原图', close: '关上详情', filter: '只看一类', forms: '展厅已备好的尺寸',
    uploading: '正在上传', uploads: '上传', allDone: '都传好了', someRefused: (count: number) => `${String(count)} 个没有收下，看看原因`,
    mayLeave: '可以离开这一页', clear: '收起来', retry: '重试', cancel: '取消', remove: '去掉',
    waiting: '排队', sending: (part: number) => `传着 ${String(part)}%`, checking: '正在检查', done: '传好了', lost: '网络断了，自动续传',
    refused: '出错', progress: (name: string) => `${name} 的进度`, total: '全部进度', choosePicture: '从素材里选', chooseWhy: '点一下选中，可以选几张',
    add: (count: number) => `放进展项（${String(count)}）`, pick: '选照片上传', folds: '展开或收起上传列表',
  },
  en: {
    hint: 'Drop pictures anywhere on the page', upload: 'Upload', find: 'Find a name', all: 'All', photograph: 'Photographs',
    drawing: 'Drawings', unused: (count: number) => `Unused ${String(count)}`, noAlt: (count: number) => `No description ${String(count)}`,
    newest: 'Newest first', usedIn: (count: number) => `Used ${String(count)}×`, lacksAlt: 'No description',
    working: (part: number) => `Preparing ${String(part)}%`, broken: 'Not prepared', empty: 'No pictures yet',
    emptyWhy: 'Drop pictures here or press Upload: JPG, PNG, WebP, HEIC and SVG, as many at once as you like.',
    none: 'No picture fits', noneWhy: 'Try another word, or look at all of them.', uploadedOn: (day: string) => `uploaded ${day}`,
    unusedYet: 'Not in any exhibit yet', inPlace: 'In the hall', inPlaceLong: 'Stands for a zone, a board or in the attract loop', usedLabel: (count: number) => `Used in ${String(count)} places`, download: 'Open the original',
    close: 'Close the details', filter: 'Show one sort', forms: 'Sizes that are ready for the displays', uploading: 'Uploading',
    uploads: 'Uploads', allDone: 'All uploaded', someRefused: (count: number) => `${String(count)} not taken; see why`,
    mayLeave: 'You may leave this page', clear: 'Clear', retry: 'Try again', cancel: 'Cancel', remove: 'Remove',
    waiting: 'Waiting', sending: (part: number) => `Sending ${String(part)}%`, checking: 'Being checked', done: 'Uploaded',
    lost: 'Network lost; goes on by itself', refused: 'Not taken', progress: (name: string) => `Progress of ${name}`, total: 'Progress of all',
    choosePicture: 'Choose from the library', chooseWhy: 'Press to choose, several if you like',
    add: (count: number) => `Put into the exhibit (${String(count)})`, pick: 'Choose pictures to upload', folds: 'Fold the list of uploads',
  },
})

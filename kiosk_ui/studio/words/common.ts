/** Words of every page of the studio. */
import { speak } from '../../shared/words'

export const commonWords = speak({
  zh: {
    name: '编展室', exhibits: '展项', library: '素材', bin: '回收站', people: '人员',
    pages: '编展室的页面', chinese: '中文', english: 'English', switchLanguage: '界面语言', signOut: '退出登录', me: '我的账号',
    draft: '草稿', published: '已发布', withdrawn: '已撤下', article: '图文', gallery: '图集', untitled: '还没有标题',
    close: '关上', cancel: '不做了', back: '返回', again: '再试一次', loading: '正在打开……', choose: '选好了',
    both: '中 EN', noEnglish: '缺英文', changed: '改过，还没发', sample: '示例',
    lookOnly: '你可以看，不能改。要改内容，请管理员把你的账号设成“编辑”。',
    offline: '和展厅服务器断开了，正在自动重连。已写的字都留着。',
    unreachable: '打不开编展室：连不上展厅服务器。请检查网线或无线网；服务器开着的话，过一会儿会自动好。',
    onDisplays: '屏上已是最新', displaysOf: (there: number, total: number) => `${String(there)} / ${String(total)} 块屏`,
    noDisplays: '还没有配好的屏', dropHere: '松手就上传', dropMore: '放进素材。照片、影片、文件、整个文件夹都行', dropInto: '直接放进这个展项',
    administrator: '管理员', curator: '编辑', operator: '值班员', guide: '讲解员', display: '展屏', phone: '手机', visitor: '观众',
    skip: '跳到正文',
  },
  en: {
    name: 'Studio', exhibits: 'Exhibits',
    library: 'Library', bin: 'Bin', people: 'People', pages: 'Pages of the studio', chinese: '中文', english: 'English',
    switchLanguage: 'Language of the interface', signOut: 'Sign out', me: 'My account', draft: 'Draft',
    published: 'Published', withdrawn: 'Withdrawn', article: 'Article', gallery: 'Gallery', untitled: 'No title yet',
    close: 'Close', cancel: 'Cancel', back: 'Back', again: 'Try again', loading: 'Opening…', choose: 'Done',
    both: '中 EN', noEnglish: 'No English', changed: 'Changed since', sample: 'Sample',
    lookOnly: 'You can look but not change. To write here, ask an administrator to make you a curator.',
    offline: 'The hall’s server is away; connecting again. What you have written is kept.',
    unreachable: 'The studio cannot open: the hall’s server does not answer. Check the network; this page tries again by itself.',
    onDisplays: 'Displays up to date', displaysOf: (there: number, total: number) => `${String(there)} of ${String(total)} displays`,
    noDisplays: 'No displays yet', dropHere: 'Drop to upload', dropMore: 'Into the library: pictures, films, documents, whole folders', dropInto: 'Straight into this exhibit',
    administrator: 'Administrator', curator: 'Curator', operator: 'Operator', guide: 'Guide', display: 'Display', phone: 'Phone',
    visitor: 'Visitor', skip: 'Skip to the content',
  },
})

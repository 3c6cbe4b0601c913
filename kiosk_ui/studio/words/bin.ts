/** Words of the bin. */
import { speak } from '../../shared/words'

const n = String

export const binWords = speak({
  zh: {
    lead: '放进来的东西不会马上消失，到期前都能拿回去。', restore: '拿回去', restoreAll: '全部拿回去', purge: '彻底删除', purgeAll: '清空回收站', until: (day: string, days: number) => `留到 ${day}，还有 ${n(days)} 天`, today: '今天到期',
    binnedAt: (day: string) => `${day}放进来`, empty: '回收站是空的', emptyWhy: '在“素材”里放进回收站的东西，会在这里留 30 天；换掉的旧图留 90 天。', restored: (count: number) => `${n(count)} 个回到了“素材”`, purged: (count: number) => `${n(count)} 个彻底删除了`,
    purgeTitle: (count: number) => `彻底删除 ${n(count)} 个？`, purgeWhy: '删了就找不回来了，原文件也一起删掉。', purgeNow: '彻底删除', onlyAdmin: '彻底删除由管理员来做。', size: (size: string) => `共 ${size}`, list: '回收站里的东西',
  },
  en: {
    lead: 'Nothing here is gone yet: all of it can come back until its day.', restore: 'Put back', restoreAll: 'Put all back', purge: 'Delete for good', purgeAll: 'Empty the bin', until: (day: string, days: number) => `kept until ${day}, ${n(days)} days`, today: 'until today',
    binnedAt: (day: string) => `binned ${day}`, empty: 'The bin is empty', emptyWhy: 'What is moved here from the library stays for 30 days; a picture that was replaced for 90.', restored: (count: number) => `${n(count)} are back in the library`, purged: (count: number) => `${n(count)} deleted for good`,
    purgeTitle: (count: number) => `Delete ${n(count)} for good?`, purgeWhy: 'They cannot come back, and their original files go too.', purgeNow: 'Delete for good', onlyAdmin: 'An administrator deletes for good.', size: (size: string) => `${size} in all`, list: 'What is in the bin',
  },
})

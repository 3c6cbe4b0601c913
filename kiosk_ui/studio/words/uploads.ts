/** Words of the queue at the foot of the page; never “failed” while it goes on by itself. */
import type { Language } from '../../contract/types'
import { speak } from '../../shared/words'

const n = String

/** Say how long the rest takes, as people say it. */
export function sayLeft(seconds: number, language: Language): string {
  const minutes = Math.ceil(seconds / 60)
  if (language === 'zh') {
    if (seconds < 60) return '还要不到 1 分钟'
    return minutes < 60 ? `还要 ${n(minutes)} 分钟` : `还要 ${n(Math.ceil(minutes / 6) / 10)} 小时`
  }
  if (seconds < 60) return 'less than a minute left'
  return minutes < 60 ? `${n(minutes)} min left` : `${n(Math.ceil(minutes / 6) / 10)} h left`
}

export const uploadWords = speak({
  zh: {
    uploading: '正在上传', uploads: '上传', allDone: '都传好了', someRefused: (count: number) => `${n(count)} 个没有收下，看看原因`, needYou: (count: number) => `${n(count)} 个等你再选一次文件`,
    mayLeave: '可以离开这一页', allPaused: '都暂停了', clear: '收起来', pauseAll: '全部暂停', goAll: '全部继续', pause: '暂停', go: '继续', retry: '重试', cancel: '取消', remove: '去掉', folds: '展开或收起上传列表',
    more: (count: number) => `还有 ${n(count)} 个，排在后面`, progress: (name: string) => `${name} 的进度`, total: '全部进度', files: (count: number) => `${n(count)} 个文件`,
    waiting: '排队', sending: (part: number) => `传着 ${n(part)}%`, paused: (part: number) => `暂停了，存到 ${n(part)}%`, checking: '正在检查', unpacking: (ended: number, all: number) => `正在拆开 ${n(ended)}/${n(all)}`,
    lost: (part: number) => (part > 0 ? `网络断了，存到 ${n(part)}%，自动续传` : '网络断了，连上后自动传'), refused: '没有收下', preparing: '正在准备', failed: '没处理好', done: '传好了', doneMany: (count: number) => `传好了 ${n(count)} 个`,
    known: '已有这个文件，没有重复存', similar: '已有相似图片', useOlder: '用原图', keepBoth: '都留着', binned: '用了原图，新的在回收站', swapped: '换上了，旧的在回收站', partly: (count: number, left: number) => `传好了 ${n(count)} 个，${n(left)} 个没收`,
    leftover: (part: number) => `再选一次同一个文件，从 ${n(part)}% 接着传`, again: '选文件', notSame: '名字或大小不一样，不是这个文件。', elsewhere: (part: number) => `在另一个窗口传着 ${n(part)}%`, why: '看原因', reading: '正在读文件夹……',
  },
  en: {
    uploading: 'Uploading', uploads: 'Uploads', allDone: 'All uploaded', someRefused: (count: number) => `${n(count)} not taken; see why`, needYou: (count: number) => `${n(count)} need their file again`,
    mayLeave: 'you may leave this page', allPaused: 'All paused', clear: 'Clear', pauseAll: 'Pause all', goAll: 'Continue all', pause: 'Pause', go: 'Continue', retry: 'Try again', cancel: 'Cancel', remove: 'Remove', folds: 'Fold the list of uploads',
    more: (count: number) => `${n(count)} more are waiting`, progress: (name: string) => `Progress of ${name}`, total: 'Progress of all', files: (count: number) => `${n(count)} files`,
    waiting: 'Waiting', sending: (part: number) => `Sending ${n(part)}%`, paused: (part: number) => `Paused, ${n(part)}% kept`, checking: 'Being checked', unpacking: (ended: number, all: number) => `Unpacking ${n(ended)} of ${n(all)}`,
    lost: (part: number) => (part > 0 ? `Network lost, ${n(part)}% kept; goes on by itself` : 'Network lost; starts by itself'), refused: 'Not taken', preparing: 'Being prepared', failed: 'Not prepared', done: 'Uploaded', doneMany: (count: number) => `${n(count)} uploaded`,
    known: 'Already here; not kept twice', similar: 'Looks like one you have', useOlder: 'Use the older', keepBoth: 'Keep both', binned: 'The older one is used; this is in the bin', swapped: 'In its place; the old one is in the bin', partly: (count: number, left: number) => `${n(count)} uploaded, ${n(left)} left out`,
    leftover: (part: number) => `Choose the same file again; goes on from ${n(part)}%`, again: 'Choose', notSame: 'Another name or size: this is not the file.', elsewhere: (part: number) => `Sent by another window: ${n(part)}%`, why: 'See why', reading: 'Reading the folder…',
  },
})

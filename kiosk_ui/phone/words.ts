/** Words of the page on the phone. */
import { speak } from '../shared/words'

const n = String

export const words = speak({
  zh: {
    title: '传照片到展厅', opening: '正在打开……', into: '照片会放进', choose: '选照片', camera: '拍照', many: '照片、影片都行，一次可以选很多张', original: '在微信里选照片时，请点左下角“原图”。',
    left: (minutes: number) => `还能传 ${n(minutes)} 分钟`, lastMinute: '不到 1 分钟了', done: (count: number) => `传好了 ${n(count)} 张`, more: '还可以接着选', sending: (part: number) => `传着 ${n(part)}%`, waiting: '排队', paused: '停了', lost: (part: number) => (part > 0 ? `网络断了，存到 ${n(part)}%，自动续传` : '网络断了，自动重试'),
    checking: '正在检查', arrived: '传好了', known: '展厅已经有了', refused: '没有收下', elsewhere: '正在传', leftover: '没传完', retry: '重试', list: '这次传的', progress: (name: string) => `${name} 的进度`, stay: '传的时候别关掉这一页',
    weChat: '传不上去？点右上角 ···，选“在浏览器打开”，在那边接着传。', code: '六位数字', codeWhy: '电脑上“扫码传图”的窗口里写着', enter: '打开', codeTitle: '输入六位数字',
    over: '时间到了', overWhy: '还要传的话，请在电脑上再点一次“扫码传图”。', overDone: (count: number) => `这次传好了 ${n(count)} 张，都在展厅了。`, overLeft: (count: number) => `${n(count)} 张没来得及传完。`, refusedTitle: '打不开', again: '再试一次', byCode: '改用六位数字', privacy: '照片只存在馆里的电脑上；这部手机不用登录，也不留下什么。',
  },
  en: {
    title: 'Send pictures to the hall', opening: 'Opening…', into: 'The pictures go into', choose: 'Choose pictures', camera: 'Take a picture', many: 'Pictures and films, as many at once as you like', original: 'In WeChat, tick “Original image” when you choose.',
    left: (minutes: number) => `${n(minutes)} minutes left`, lastMinute: 'less than a minute left', done: (count: number) => `${n(count)} sent`, more: 'you can send more', sending: (part: number) => `Sending ${n(part)}%`, waiting: 'Waiting', paused: 'Stopped', lost: (part: number) => (part > 0 ? `Network lost, ${n(part)}% kept; goes on by itself` : 'Network lost; tries by itself'),
    checking: 'Being checked', arrived: 'Sent', known: 'The hall has it already', refused: 'Not taken', elsewhere: 'Sending', leftover: 'Unfinished', retry: 'Try again', list: 'Sent this time', progress: (name: string) => `Progress of ${name}`, stay: 'Keep this page open while it sends',
    weChat: 'It does not go? Press ··· at the top right, choose “Open in browser”, and go on there.', code: 'Six digits', codeWhy: 'They stand on the computer, in “From a phone”', enter: 'Open', codeTitle: 'Type the six digits',
    over: 'Time is up', overWhy: 'To send more, ask for a new code on the computer.', overDone: (count: number) => `${n(count)} were sent and are in the hall.`, overLeft: (count: number) => `${n(count)} could not be finished.`, refusedTitle: 'It does not open', again: 'Try again', byCode: 'Use six digits', privacy: 'Pictures stay on the hall’s own computer. Nobody signs in here, and nothing stays on this phone.',
  },
})

/** Words of the sheet with the QR code. */
import { speak } from '../../shared/words'

const n = String

export const phoneWords = speak({
  zh: {
    title: '扫码传图', lead: '用手机扫一下，在手机里选照片，马上到这里。手机不用登录。', toLibrary: '素材', toExhibit: (title: string) => `展项“${title}”`, into: (where: string) => `照片会放进${where}`,
    code: '二维码', orCode: '扫不了？手机浏览器打开', thenCode: '再输入这六位数字', left: (minutes: number) => `还有 ${n(minutes)} 分钟`, lastMinute: '不到 1 分钟', over: '这个码到时间了', renew: '换一个码', opened: '手机已打开', waiting: '等手机来扫……',
    coming: (part: number) => `正在传 ${n(part)}%`, checking: '正在检查', done: '到了', refused: '没有收下', arrived: (count: number) => `到了 ${n(count)} 张`, failed: '没能生成二维码', again: '再试一次', finish: '好了', sameNet: '手机要连馆里的无线网。',
    local: '这台电脑用的是“localhost”，手机打不开这个地址。请用馆里其他电脑打开编展室时用的地址（例如 http://192.168.1.10:8000/studio）打开这一页，再扫码。', list: '手机传来的照片', making: '正在生成二维码……',
  },
  en: {
    title: 'Send from a phone', lead: 'Scan this with a phone, choose pictures there, and they are here. Nobody has to sign in on the phone.', toLibrary: 'the library', toExhibit: (title: string) => `the exhibit “${title}”`, into: (where: string) => `The pictures go into ${where}`,
    code: 'QR code', orCode: 'Cannot scan? Open on the phone', thenCode: 'and type these six digits', left: (minutes: number) => `${n(minutes)} minutes left`, lastMinute: 'less than a minute left', over: 'This code is over', renew: 'A new code', opened: 'The phone is here', waiting: 'Waiting for a phone…',
    coming: (part: number) => `Coming ${n(part)}%`, checking: 'Being checked', done: 'Here', refused: 'Not taken', arrived: (count: number) => `${n(count)} arrived`, failed: 'No code could be made', again: 'Try again', finish: 'Done', sameNet: 'The phone must be in the hall’s Wi-Fi.',
    local: 'This page was opened as “localhost”, an address that a phone cannot reach. Open the studio by the address that other computers use (such as http://192.168.1.10:8000/studio), then scan.', list: 'Pictures from the phone', making: 'Making the code…',
  },
})

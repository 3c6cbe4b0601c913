/** Words of the sign-in and of the first account. */
import { sealOf } from '../../shared/seal'
import { speak } from '../../shared/words'

/** Count as people say it: 两个, not 二个. */
const countWord = (count: number): string => (count === 2 ? '两' : sealOf(count))

export const signInWords = speak({
  zh: {
    lineOne: (halls: number, zones: number) => (zones > 0 ? `${countWord(halls)}个馆、${countWord(zones)}个展区，` : '展厅的内容，'), lineTwo: '都在这里写、在这里改。',
    title: '请登录', again: '请再登一次', againWhy: '登录到时间了。你写的字都还在，登录后接着写。',
    who: '你是谁', other: '别的账号', name: '账号', password: '密码', show: '看一下', hide: '藏起来',
    caps: '大写键开着，先关掉再输密码。', keep: '这台电脑只有我用，不用每次登录', enter: '进编展室', entering: '正在进……',
    forgot: '忘了密码，请管理员帮你重设，一分钟就好。', promiseOne: '文字和照片都存在馆里的电脑上，不出馆。',
    promiseTwo: '放心改：不点“发布”，屏上就不会变。', needName: '还没选你是谁。', needPassword: '还没输密码。',
    setupTitle: '建第一个账号', setupWhy: '这个展厅还没有账号。第一个账号是管理员，能添加其他人。',
    code: '安装码', codeHint: '印在启动服务器的窗口里，8 位数字', yourName: '你的姓名（显示在页面上）',
    newPassword: '设一个密码', passwordHint: '至少 8 位', setupEnter: '建账号，进编展室', nameHint: '登录用的短名，不带空格，例如 wangli',
  },
  en: {
    lineOne: (halls: number, zones: number) => (zones > 0 ? `${String(halls)} halls, ${String(zones)} zones:` : 'All of the hall:'), lineTwo: 'written and changed here.',
    title: 'Sign in', again: 'Sign in again', againWhy: 'Your session is over. What you wrote is still here; go on after signing in.',
    who: 'Who are you', other: 'Other account', name: 'Account', password: 'Password', show: 'Show', hide: 'Hide',
    caps: 'Caps lock is on. Turn it off before you type.', keep: 'Only I use this computer; keep me signed in',
    enter: 'Enter the studio', entering: 'Entering…', forgot: 'Forgot it? An administrator can set a new one in a minute.',
    promiseOne: 'Words and pictures stay on the hall’s own computer.',
    promiseTwo: 'Change freely: nothing reaches a display before you publish.', needName: 'Say who you are first.',
    needPassword: 'Type the password first.', setupTitle: 'Make the first account',
    setupWhy: 'This hall has no account yet. The first is an administrator, who can add the others.',
    code: 'Set-up code', codeHint: 'Printed where the server was started, 8 digits', yourName: 'Your name, as others see it',
    newPassword: 'Choose a password', passwordHint: 'At least 8 characters', setupEnter: 'Make it and enter the studio',
    nameHint: 'A short name for signing in, without spaces, such as wangli',
  },
})

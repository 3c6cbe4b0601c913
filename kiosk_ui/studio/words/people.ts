/** Words of the page for accounts and the audit. */
import { speak } from '../../shared/words'

export const peopleWords = speak({
  zh: {
    lead: '谁能进编展室和值班台', add: '添加人员', name: '账号', nameHint: '登录用的短名，不带空格', shown: '姓名', role: '角色', password: '密码',
    passwordHint: '至少 8 位，请当面告诉本人', adding: '正在添加……', addNow: '添加', reset: '重设密码', resetFor: (name: string) => `给${name}重设密码`,
    resetNow: '设好', resetDone: (name: string) => `${name}的新密码设好了，旧的登录都退出了。`, disable: '停用', enable: '恢复使用',
    disabled: '已停用', active: '在用', me: '（我）', added: (name: string) => `已添加${name}。`, roleOf: (name: string) => `${name}的角色`,
    roleDone: (name: string) => `${name}的角色改好了。`, disableDone: (name: string) => `${name}停用了，不能再登录。`, enableDone: (name: string) => `${name}又能登录了。`,
    empty: '还没有别的人', audit: '操作记录', auditLead: '谁在什么时候做了什么，只增不改', auditEmpty: '还没有记录', when: '时间', who: '谁', what: '做了什么', on: '对象',
    onlyAdmin: '这一页只有管理员能看。', administratorWhy: '什么都能做，能管人员', curatorWhy: '写展项、传照片、发布', operatorWhy: '管屏、发指令', guideWhy: '带队时控制屏',
  },
  en: {
    lead: 'Who may enter the studio and the desk', add: 'Add a person', name: 'Account', nameHint: 'A short name for signing in, without spaces',
    shown: 'Name', role: 'Role', password: 'Password', passwordHint: 'At least 8 characters; tell them in person', adding: 'Adding…',
    addNow: 'Add', reset: 'New password', resetFor: (name: string) => `A new password for ${name}`, resetNow: 'Set it',
    resetDone: (name: string) => `${name} has a new password, and is signed out everywhere.`, disable: 'Disable', enable: 'Enable',
    disabled: 'Disabled', active: 'Active', me: ' (me)', added: (name: string) => `${name} was added.`, roleOf: (name: string) => `Role of ${name}`,
    roleDone: (name: string) => `The role of ${name} was changed.`, disableDone: (name: string) => `${name} can no longer sign in.`,
    enableDone: (name: string) => `${name} can sign in again.`, empty: 'Nobody else yet', audit: 'Record of actions',
    auditLead: 'Who did what and when; it only grows', auditEmpty: 'No actions yet', when: 'When', who: 'Who', what: 'What', on: 'On what',
    onlyAdmin: 'Only administrators can see this page.', administratorWhy: 'Everything, and the accounts', curatorWhy: 'Writes, uploads, publishes',
    operatorWhy: 'Displays and commands', guideWhy: 'Controls displays on tours',
  },
})

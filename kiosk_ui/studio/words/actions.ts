/** What the audit calls an action and its details, as people say it. */
import type { Language, LocalText } from '../../contract/types'
import { speak } from '../../shared/words'

const ACTIONS: Record<string, LocalText> = {
  sign_in: { zh: '登录', en: 'Signed in' },
  sign_in_failed: { zh: '登录没成功', en: 'Could not sign in' },
  sign_out: { zh: '退出登录', en: 'Signed out' },
  create_exhibit: { zh: '新建展项', en: 'Began an exhibit' },
  save_draft: { zh: '改了稿子', en: 'Changed a draft' },
  publish_exhibit: { zh: '发布', en: 'Published' },
  withdraw_exhibit: { zh: '撤下', en: 'Withdrew' },
  create_upload: { zh: '上传文件', en: 'Uploaded a file' },
  end_upload: { zh: '取消了上传', en: 'Ended an upload' },
  change_assets: { zh: '改了素材', en: 'Changed assets' },
  retry_asset: { zh: '再处理了一次素材', en: 'Prepared an asset again' },
  put_in_bin: { zh: '放进回收站', en: 'Put into the bin' },
  restore_assets: { zh: '从回收站拿回', en: 'Took out of the bin' },
  purge_assets: { zh: '彻底删除了素材', en: 'Deleted assets for good' },
  replace_asset: { zh: '换了素材的文件', en: 'Replaced an asset’s file' },
  create_upload_link: { zh: '生成了扫码传图', en: 'Made a code for a phone' },
  add_account: { zh: '添加人员', en: 'Added a person' },
  change_account: { zh: '改了人员', en: 'Changed a person' },
  claim_pairing: { zh: '配上一块屏', en: 'Put up a display' },
  change_display: { zh: '改了屏的设置', en: 'Corrected a display' },
  remove_display: { zh: '去掉一块屏', en: 'Removed a display' },
  issue_command: { zh: '发了指令', en: 'Gave a command' },
}

/** What the fields are called that say what was changed; the others say nothing to people. */
const FIELDS: Record<string, LocalText> = {
  role: { zh: '角色', en: 'role' }, password: { zh: '新密码', en: 'a new password' }, display_name: { zh: '姓名', en: 'name' },
  zone_id: { zh: '展区', en: 'zone' }, number: { zh: '编号', en: 'number' }, name: { zh: '名称', en: 'name' },
  profile: { zh: '尺寸', en: 'size' }, label: { zh: '传到', en: 'for' }, with_id: { zh: '换成', en: 'by' },
  alt: { zh: '看图说明', en: 'description' }, caption: { zh: '图片说明', en: 'caption' }, credit: { zh: '署名', en: 'credit' },
  licence: { zh: '使用许可', en: 'licence' }, album: { zh: '相册', en: 'album' }, expires_at: { zh: '到期日', en: 'expiry' },
  focus: { zh: '画面重点', en: 'focus' }, kind: { zh: '种类', en: 'kind' }, poster: { zh: '封面帧', en: 'poster' }, chapters: { zh: '章节', en: 'chapters' },
}

export const deedWords = speak({
  zh: {
    home: '回首页', identify: '识别', reload: '重新载入', open: (title: string) => `打开“${title}”`, chinese: '换成中文', english: '换成英文',
    volume: (volume: string) => `音量 ${volume}`, dark: '黑屏', light: '亮屏', everyone: '全部屏', disabled: '停用', enabled: '恢复使用',
    zone: (name: string) => `展区“${name}”`, with: (label: string, value: string) => (value === '' ? label : `${label}：${value}`), comma: '，', colon: '：',
    place: (zone: string, number: string) => `${zone} ${number} 号`, gone: (count: string) => `${count} 个素材`,
  },
  en: {
    home: 'go home', identify: 'identify', reload: 'reload', open: (title: string) => `open “${title}”`, chinese: 'speak Chinese', english: 'speak English',
    volume: (volume: string) => `volume ${volume}`, dark: 'screen off', light: 'screen on', everyone: 'all displays', disabled: 'disabled', enabled: 'enabled again',
    zone: (name: string) => `zone “${name}”`, with: (label: string, value: string) => (value === '' ? label : `${label}: ${value}`), comma: ', ', colon: ': ',
    place: (zone: string, number: string) => `${zone}, no. ${number}`, gone: (count: string) => `${count} assets`,
  },
})

/** Say an action; one that has no words yet is shown as it is kept. */
export function sayAction(action: string, language: Language): string {
  return ACTIONS[action]?.[language] ?? action
}

/** Say what a field is called, or null for one that says nothing to people. */
export function sayField(field: string, language: Language): string | null {
  return FIELDS[field]?.[language] ?? null
}

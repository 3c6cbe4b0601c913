/** What the audit calls an action, as people say it. */
import type { Language, LocalText } from '../../contract/types'

const ACTIONS: Record<string, LocalText> = {
  sign_in: { zh: '登录', en: 'Signed in' },
  sign_out: { zh: '退出登录', en: 'Signed out' },
  create_exhibit: { zh: '新建展项', en: 'Began an exhibit' },
  save_draft: { zh: '改了稿子', en: 'Changed a draft' },
  publish_exhibit: { zh: '发布', en: 'Published' },
  withdraw_exhibit: { zh: '撤下', en: 'Withdrew' },
  upload_asset: { zh: '上传照片', en: 'Uploaded a picture' },
  add_account: { zh: '添加人员', en: 'Added a person' },
  change_account: { zh: '改了人员', en: 'Changed a person' },
  claim_pairing: { zh: '配上一块屏', en: 'Put up a display' },
  change_display: { zh: '改了屏的设置', en: 'Corrected a display' },
  remove_display: { zh: '去掉一块屏', en: 'Removed a display' },
  issue_command: { zh: '发了指令', en: 'Gave a command' },
}

/** Say an action; one that has no words yet is shown as it is kept. */
export function sayAction(action: string, language: Language): string {
  return ACTIONS[action]?.[language] ?? action
}

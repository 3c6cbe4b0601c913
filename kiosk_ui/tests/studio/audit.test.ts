/** The audit in words: what was done, to what, and how; no id where there is a name. */
import { describe, expect, it } from 'vitest'
import type { AuditEntry } from '../../contract/types'
import { type Known, tellEntry } from '../../studio/logic/audit'
import { asset, display, exhibit, text } from './made'

const DISPLAY = '01a20f6a-f8c9-7246-8aeb-ab4b75a13017'
const GONE = '01a20f6a-f8c9-7246-8aeb-ab4b75a13099'
const door = { ...display(3, 'standby', 1).display, id: DISPLAY, name: text('门口屏', 'Door') }
const known: Known = {
  accounts: new Map([['li', { id: 'li', display_name: '李', role: 'operator', disabled: false }]]),
  exhibits: new Map([['exhibit-1', exhibit()]]),
  assets: new Map([['asset-1', asset()]]),
  displays: new Map([[DISPLAY, door]]),
  zones: [{ id: 'zone-2', number: 2, hall_id: 'hall', name: text('组织体系', 'Organisation'), lead: text(''), drawing: null }],
}
const entry = (action: string, subject: string, facts: Record<string, string> = {}, name = text('')): AuditEntry => ({
  id: '1', at: 1, account_id: 'li', action, subject, name, facts,
})
const tell = (one: AuditEntry, language: 'zh' | 'en' = 'zh'): string[] => {
  const { what, on, details } = tellEntry(one, known, language)
  return [what, on, details]
}

describe('an entry of the audit', () => {
  it('says which command, and to which display', () => {
    const facts = { 'action.type': 'open', 'action.exhibit_id': 'exhibit-1', 'target.display_ids': DISPLAY }
    expect(tell(entry('issue_command', GONE, facts))).toEqual(['发了指令：打开“园区历程”', '二区 3 号屏 · 门口屏', ''])
    expect(tell(entry('issue_command', GONE, facts), 'en')).toEqual(['Gave a command: open “The zone”', 'Zone 2, display 3 · Door', ''])
  })

  it('says whom a command was for: a zone, everyone, or many', () => {
    expect(tell(entry('issue_command', GONE, { 'action.type': 'blank', 'action.on': 'true', 'target.everyone': 'true' }))).toEqual(['发了指令：黑屏', '全部屏', ''])
    expect(tell(entry('issue_command', GONE, { 'action.type': 'home', 'target.zone_id': 'zone-2' }))[1]).toBe('展区“组织体系”')
    const many = { 'action.type': 'volume', 'action.volume': '30', 'target.display_ids': `${DISPLAY}, ${GONE} +4` }
    expect(tell(entry('issue_command', GONE, many))).toEqual(['发了指令：音量 30', '二区 3 号屏 · 门口屏 +5', ''])
  })

  it('says where a display stood that is gone', () => {
    const facts = { zone_id: 'zone-2', number: '9', name: '旧屏' }
    expect(tell(entry('remove_display', GONE, facts, text('旧屏', 'Old')))).toEqual(['去掉一块屏', '组织体系 9 号 · 旧屏', ''])
  })

})

describe('the details of an entry', () => {
  it('says which role somebody got, and that there is a new password', () => {
    expect(tell(entry('change_account', 'li', { role: 'curator', password: '' }))).toEqual(['改了人员', '李', '角色：编辑，新密码'])
    expect(tell(entry('change_account', 'li', { disabled: 'true' }), 'en')).toEqual(['Changed a person', '李', 'disabled'])
  })

  it('says what was corrected of a display, its size once', () => {
    const facts = { zone_id: 'zone-2', number: '4', 'profile.width_mm': '1', 'profile.height_mm': '2' }
    expect(tell(entry('change_display', DISPLAY, facts))[2]).toBe('展区：组织体系，编号：4，尺寸')
  })

  it('names assets that are there and counts those that are gone', () => {
    expect(tell(entry('put_in_bin', '', { ids: 'asset-1' }))[1]).toBe('江边.jpg')
    expect(tell(entry('purge_assets', '', { ids: `${GONE}, ${GONE} +3` }))[1]).toBe('5 个素材')
    expect(tell(entry('change_assets', '', { ids: 'asset-1', 'change.caption': '桥', 'change.album': '实拍' }, text('江边.jpg')))).toEqual(['改了素材', '江边.jpg', '图片说明，相册：实拍'])
  })

  it('has words for a sign-in that failed, and shows no id that it cannot name', () => {
    expect(tell(entry('sign_in_failed', '127.0.0.1'))).toEqual(['登录没成功', '127.0.0.1', ''])
    expect(tell(entry('create_upload', GONE))).toEqual(['上传文件', '', ''])
    expect(tell(entry('save_draft', 'exhibit-1', { revision: '3', 'content.title': '园区' }))).toEqual(['改了稿子', '园区历程', ''])
  })
})

// What the desk says in Chinese. Sentences for people on duty: no machine words.
import type { Action, StateWord, View } from '../../contract/types'
import type { Block } from '../logic/rights'
import type { Why } from '../logic/life'

const numerals = '零一二三四五六七八九十'
const states: Record<StateWord, string> = {
  in_use: '使用中', standby: '待机', updating: '更新中', fault: '异常', unknown: '状态未知', offline: '离线', asleep: '休眠',
}
const views: Record<View, string> = {
  attract: '迎宾画面', plan: '展厅平面', zone: '展区页', boards: '八个板块', board: '板块页', exhibit: '展项',
}
const whys: Record<Why, string> = {
  offline: '离线', no_answer: '屏没应答', too_late: '来迟了，已作废', unknown_exhibit: '屏上还没有这一项',
  refused: '没有执行', no_server: '服务器没应答，已作废',
}
const blocks: Record<Block, string> = {
  cut: '连上才能点', checking: '正在核对', no_right: '没有权限', nothing_there: '没有屏', all_offline: '屏离线',
}
const actions: Record<Action['type'], string> = {
  open: '打开展项', home: '回首页', language: '语言', volume: '音量', blank: '关屏', identify: '识别', reload: '重载',
}

export const zh = {
  states: (word: StateWord) => states[word],
  statesShort: (word: StateWord) => (word === 'unknown' ? '未知' : states[word]),
  views: (view: View) => views[view],
  whys: (why: Why) => whys[why],
  blocks: (block: Block) => blocks[block],
  actions: (type: Action['type']) => actions[type],
  zoneOf: (number: number) => `${numerals[number] ?? String(number)}区`,
  displayNo: (number: number) => `${number} 号`,
  seconds: (n: number) => `${n}s`,
  secondsLong: (n: number) => `${n} 秒`,
  minutes: (n: number) => `${n} 分`,
  hours: (n: number) => `${n} 时`,
  days: (n: number) => `${n} 天`,
  milliseconds: (n: number) => `${n} 毫秒`,
  took: (s: string) => `${s} 秒`,
  sep: ' · ', colon: '：', comma: '、', stop: '。',
  wall: '馆', duty: '值班', pair: '添加屏', hall: '全馆', back: '返回', backToWall: '馆', pages: '页面', notFoundTitle: '这块屏不在了',
  justNow: '刚刚', ago: (age: string) => `${age}前`, cutShort: '连接断了', connecting: '正在连接', checkingShort: '正在核对',
  fine: '正常', unsure: (n: number) => `${n} 块屏，状态未知`, ofFine: (n: number) => `/ ${n} 正常`, moreFaults: (n: number) => `还有 ${n} 处要看`, fewerFaults: '收起',
  look: '看看', today: '今日', visitors: '人次', touches: '次互动', asOf: (time: string) => `截至 ${time}`,
  noDisplays: '还没有屏', noDisplaysHint: '打开一块屏，把屏上的六位数字输到“添加屏”。', noDisplayHere: '本区还没有屏',
  frozen: (age: string) => `画面 ${age}没动`, since: (time: string) => `${time} 起`, neverHeard: '还没有报到过', silentFor: (age: string) => `${age}没有消息`,
  cutTitle: '连接断了，正在重连', cutSince: (s: number, time: string) => `断开 ${s} 秒 · 最后状态 ${time}`,
  cutShows: '大屏照常播放，观众看不出来', cutButtons: '按钮先停用，点了也不会补发', cutBack: '连上以后先核对，再亮起按钮',
  sent: '已点', got: '已收到，等屏幕回话', gotCount: (n: number, of: number) => `已收到 ${n}/${of}`,
  done: (time: string) => `已执行 ${time}`, doneCount: (n: number, of: number, time: string) => `已执行 ${n}/${of} · ${time}`,
  failed: (why: string) => `失败：${why} · 再试`, failedCount: (n: number, of: number, bad: number) => `${n}/${of} 已执行，${bad} 块失败 · 再试`,
  whoFailed: (n: number, of: number) => `${n}/${of} 块屏已执行，没执行的：`,
  holdFor: '按住 2 秒', letGo: (s: string) => `再按 ${s} 秒`,
  open: '打开展项', openHint: '选一个，点了就上屏', openHintHall: '选一个，按住就上屏', home: '回首页', homeHint: '回到展厅平面', identify: '识别', identifyHint: '屏上显示大号码',
  reload: '重载', reloadHint: '重新打开画面', blank: '关屏', blankHint: '黑屏，机器不关', unblank: '亮屏', unblankHint: '恢复画面',
  chinese: '中文', english: 'English', language: '屏上语言', volume: '音量', mute: '静音', quieter: '小声一点', louder: '大声一点', setVolume: (n: number) => `音量设为 ${n}`,
  muteHint: '音量 0', mixed: '不一',
  undo: '撤销', undoLeft: (s: number) => `撤销 ${s} 秒`, didOpen: (title: string) => `已切到「${title}」`, did: (what: string) => `已改：${what}`,
  wanted: '应该是', reported: '屏幕回报', content: '内容', revision: (n: number) => `第 ${n} 版`, picture: '画面', lit: '亮着', dark: '关着',
  still: (age: string) => `停了 ${age}`, faultSays: '画面出错', nowShows: '正在放', speaks: '界面',
  waiting: (n: number) => `${n} 条互动等待上传`, offlineReady: '断网也能用', notSecure: '此屏不能离线工作', notSecureHint: '断网后重开机会没有画面，请按部署说明设置浏览器',
  size: (inches: number) => `${inches} 寸`, quoted: (title: string) => `「${title}」`, landscape: '横屏', portrait: '竖屏', version: (v: string) => `程序 ${v}`,
  zoneDisplays: (n: number, fine: number) => `${fine} / ${n} 块屏正常`, hallHint: '每个按钮都要按住 2 秒，防止误点', recent: '刚才',
  pick: '选展项', pickFor: (where: string) => `打开到 ${where}`, pickHold: '按住图片 2 秒打开', close: '关闭', allZones: '全部展区', mustSee: '不可错过', noExhibits: '还没有发布的展项',
  signIn: '登录', signInTitle: '值班台', who: '你是谁', name: '账号', otherName: '别的账号', password: '密码', keep: '在这台机器上保持登录', signOut: '退出登录', signedInAs: '已登录',
  starting: '正在连接展厅服务器', setupFirst: '还没有账号。请先在“编展室”里建立第一个账号。', roles: (role: string) => ({ administrator: '管理员', curator: '编辑', operator: '值班员', guide: '讲解员' })[role] ?? role,
  pairTitle: '添加屏', pairHint: '新屏开机后会显示六位数字', code: '六位数字', newDisplay: '新的屏', knownDisplay: '换机重配', zone: '展区', number: '号', displayName: '名称', displayNameEn: '英文名称（可不填）', panelSize: '尺寸', direction: '方向',
  whichDisplay: '哪块屏', doPair: '配对', pairing: '正在配对', paired: '配对好了，屏马上亮起', seeIt: '去看这块屏', another: '再添加一块', pixelsMeasured: '像素由屏自己量，不用填',
  codeShort: '请输入屏上的六位数字', nameMissing: '请给这块屏起个名称', taken: (n: number) => `本区已经有 ${n} 号屏`, chooseDisplay: '请选一块屏', noRightPair: '讲解员不能添加屏，请找值班员。',
  correct: '改这块屏', save: '保存', saving: '正在保存', saved: '已保存', remove: '拆下这块屏', removeHint: '按住 2 秒', otherSize: '其他尺寸', width_mm: '显示区宽（毫米）', height_mm: '显示区高（毫米）', lower_edge_mm: '显示区下沿离地（毫米）',
  log: '指令记录', logEmpty: '今天还没有发过指令', by: '谁', switchLanguage: 'English', languageName: '界面语言', byHour: '今日各时段人次', atHour: (h: number, n: number) => `${h} 时 ${n} 人次`, everyone: '全馆', displaysCount: (n: number) => `${n} 块屏`,
}

// What the desk says in English.
import type { Action, StateWord, View } from '../../contract/types'
import type { Block } from '../logic/rights'
import type { Why } from '../logic/life'
import type { zh } from './zh'

const states: Record<StateWord, string> = {
  in_use: 'In use', standby: 'Standby', updating: 'Updating', fault: 'Fault', unknown: 'Unknown', offline: 'Offline', asleep: 'Asleep',
}
const views: Record<View, string> = {
  attract: 'Welcome loop', plan: 'Plan of the hall', zone: 'Zone page', boards: 'The eight boards', board: 'Board page', exhibit: 'Exhibit',
}
const whys: Record<Why, string> = {
  offline: 'offline', no_answer: 'no answer', too_late: 'too late, dropped', unknown_exhibit: 'does not have this exhibit yet',
  refused: 'not carried out', no_server: 'the server did not answer; dropped',
}
const blocks: Record<Block, string> = {
  cut: 'No connection', checking: 'Checking', no_right: 'Not allowed', nothing_there: 'No display', all_offline: 'Offline',
}
const actions: Record<Action['type'], string> = {
  open: 'Open', home: 'Home', language: 'Language', volume: 'Volume', blank: 'Dark', identify: 'Identify', reload: 'Reload',
}

export const en: typeof zh = {
  states: (word) => states[word],
  statesShort: (word) => states[word],
  views: (view) => views[view],
  whys: (why) => whys[why],
  blocks: (block) => blocks[block],
  actions: (type) => actions[type],
  zoneOf: (number) => `Zone ${number}`,
  displayNo: (number) => `No. ${number}`,
  seconds: (n) => `${n}s`,
  secondsLong: (n) => `${n} s`,
  minutes: (n) => `${n} min`,
  hours: (n) => `${n} h`,
  days: (n) => `${n} d`,
  milliseconds: (n) => `${n} ms`,
  took: (s) => `${s} s`,
  sep: ' · ', colon: ': ', comma: ', ', stop: '.',
  wall: 'Hall', duty: 'Duty', pair: 'Add display', hall: 'Whole hall', back: 'Back', backToWall: 'Hall', pages: 'Pages', notFoundTitle: 'This display is gone',
  justNow: 'just now', ago: (age) => `${age} ago`, cutShort: 'Connection lost', connecting: 'Connecting', checkingShort: 'Checking',
  fine: 'fine', unsure: (n) => `${n} ${n === 1 ? 'display' : 'displays'}, state unknown`, ofFine: (n) => `/ ${n} fine`, moreFaults: (n) => `${n} more to look at`, fewerFaults: 'Fewer',
  look: 'Look', today: 'Today', visitors: 'visits', touches: 'touches', asOf: (time) => `as of ${time}`,
  noDisplays: 'No displays yet', noDisplaysHint: 'Start a kiosk and type its six digits under “Add display”.', noDisplayHere: 'No display here yet',
  frozen: (age) => `Picture still for ${age}`, since: (time) => `since ${time}`, neverHeard: 'Never heard of', silentFor: (age) => `Silent for ${age}`,
  cutTitle: 'Connection lost, trying again', cutSince: (s, time) => `Lost for ${s} s · last known ${time}`,
  cutShows: 'The displays go on; visitors notice nothing', cutButtons: 'Buttons are off; nothing is sent later', cutBack: 'Once back, all is checked before buttons work',
  sent: 'Pressed', got: 'Taken, waiting for the display', gotCount: (n, of) => `Taken ${n}/${of}`,
  done: (time) => `Done in ${time}`, doneCount: (n, of, time) => `Done ${n}/${of} · ${time}`,
  failed: (why) => `Failed: ${why} · try again`, failedCount: (n, of, bad) => `${n}/${of} done, ${bad} failed · try again`,
  whoFailed: (n, of) => `${n}/${of} displays did it. Not done:`,
  holdFor: 'Hold 2 s', letGo: (s) => `${s} s more`,
  open: 'Open an exhibit', openHint: 'tap its picture', openHintHall: 'hold its picture', home: 'Home', homeHint: 'Back to the plan', identify: 'Identify', identifyHint: 'Shows its number',
  reload: 'Reload', reloadHint: 'Opens it anew', blank: 'Dark', blankHint: 'Black, still running', unblank: 'Light', unblankHint: 'Shows the picture again',
  chinese: '中文', english: 'English', language: 'Language', volume: 'Volume', mute: 'Mute', quieter: 'Quieter', louder: 'Louder', setVolume: (n) => `Set volume to ${n}`,
  muteHint: 'Volume 0', mixed: 'mixed',
  undo: 'Undo', undoLeft: (s) => `Undo ${s} s`, didOpen: (title) => `Switched to “${title}”`, did: (what) => `Changed: ${what}`,
  wanted: 'Wanted', reported: 'Reported', content: 'Content', revision: (n) => `Rev. ${n}`, picture: 'Picture', lit: 'On', dark: 'Dark',
  still: (age) => `Still for ${age}`, faultSays: 'Page error', nowShows: 'Shows', speaks: 'Speaks',
  waiting: (n) => `${n} interactions wait`, offlineReady: 'Works offline', notSecure: 'This display cannot work offline', notSecureHint: 'After a restart without network it stays dark: set up its browser as deployment says',
  size: (inches) => `${inches}″ `, quoted: (title) => `“${title}”`, landscape: 'landscape', portrait: 'portrait', version: (v) => `App ${v}`,
  zoneDisplays: (n, fine) => `${fine} / ${n} displays fine`, hallHint: 'Hold each button for 2 s, so that nothing happens by mistake', recent: 'Just now',
  pick: 'Pick an exhibit', pickFor: (where) => `Open on ${where}`, pickHold: 'Hold a picture for 2 s to open it', close: 'Close', allZones: 'All zones', mustSee: 'Must see', noExhibits: 'No published exhibit yet',
  signIn: 'Sign in', signInTitle: 'Desk', who: 'Who are you', name: 'Account', otherName: 'Other account', password: 'Password', keep: 'Stay signed in on this device', signOut: 'Sign out', signedInAs: 'Signed in',
  starting: 'Connecting to the hall’s server', setupFirst: 'There is no account yet. Make the first one in the studio.', roles: (role) => ({ administrator: 'Administrator', curator: 'Curator', operator: 'Operator', guide: 'Guide' })[role] ?? role,
  pairTitle: 'Add a display', pairHint: 'A new display shows six digits', code: 'Six digits', newDisplay: 'New display', knownDisplay: 'Replace a device', zone: 'Zone', number: 'No.', displayName: 'Name (Chinese)', displayNameEn: 'Name in English (optional)', panelSize: 'Size', direction: 'Direction',
  whichDisplay: 'Which display', doPair: 'Pair', pairing: 'Pairing', paired: 'Paired: the display lights up now', seeIt: 'See this display', another: 'Add another', pixelsMeasured: 'The display measures its own pixels',
  codeShort: 'Type the six digits on the display', nameMissing: 'Give the display a name', taken: (n) => `This zone already has a no. ${n}`, chooseDisplay: 'Choose a display', noRightPair: 'Guides cannot add displays. Ask the operator.',
  correct: 'Correct this display', save: 'Save', saving: 'Saving', saved: 'Saved', remove: 'Take this display down', removeHint: 'Hold 2 s', otherSize: 'Other size', width_mm: 'Width of the lit area (mm)', height_mm: 'Height of the lit area (mm)', lower_edge_mm: 'Lower edge above the floor (mm)',
  log: 'Commands', logEmpty: 'No command today', by: 'Who', switchLanguage: '中文', languageName: 'Language', byHour: 'Visits by hour today', atHour: (h, n) => `${h}:00 ${n} visits`, everyone: 'Whole hall', displaysCount: (n) => `${n} ${n === 1 ? 'display' : 'displays'}`,
}

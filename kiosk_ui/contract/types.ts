// Generated from the rooms' models by kiosk_ui/contract/generate.py: change those, not this.

/** What an administrator changes of an account; what is not named stays. */
export interface AccountChange {
  display_name: string | null
  role: Role | null
  password: string | null
  disabled: boolean | null
}

/** An account as others see it: never with its password. */
export interface AccountView {
  id: string
  display_name: string
  role: Role
  disabled: boolean
}

/** `body` is plain text, paragraphs parted by a blank line; rows stand where a list says it better. */
export interface ArticleContent {
  title: LocalText
  key: LocalText
  source: LocalText
  pictures: Picture[]
  kind: 'article'
  body: LocalText
  rows: Row[]
}

/** A picture in the hall's keeping; `renditions` from the smallest to the largest. */
export interface Asset {
  id: string
  name: string
  kind: AssetKind
  state: AssetState
  progress: number
  original: Rendition
  renditions: Rendition[]
  placeholder: string
  problem: LocalText
  created_at: number
  created_by: string
}

/** News for the studio: fetch the asset again. */
export interface AssetChanged {
  id: string
}

/** What an asset is to a person. */
export type AssetKind = 'photograph' | 'drawing'

/** How far the hall is with an asset: it can be shown when `ready`. */
export type AssetState = 'processing' | 'ready' | 'failed'

/** One thing that a member of staff did. */
export interface AuditEntry {
  id: string
  at: number
  account_id: string
  action: string
  subject: string
  detail: string
}

/** Make the display dark, or light again. */
export interface Blank {
  type: 'blank'
  on: boolean
}

/** One of the platform's boards (八个板块); `drawing` is its sign. */
export interface Board {
  id: string
  number: number
  name: LocalText
  drawing: string | null
}

/** All that visitors can see, in one piece: what a kiosk keeps. */
export interface Catalogue {
  revision: number
  venue: Venue
  halls: Hall[]
  zones: Zone[]
  boards: Board[]
  exhibits: PublishedExhibit[]
  assets: Asset[]
}

/** News for displays and staff: fetch the catalogue again. */
export interface CatalogueChanged {
  revision: number
}

/** An operator types the code: for a display that exists (`display_id`), or for a new one. */
export interface Claim {
  code: string
  display_id: string | null
  new: NewDisplay | null
}

/** A command as a display gets it: void when `ttl_ms` have passed since it came (O-04). */
export interface Command {
  id: string
  action: OpenExhibit | GoHome | SetLanguage | SetVolume | Blank | Identify | Reload
  ttl_ms: number
}

/** A display says how far it is with a command. */
export interface CommandReport {
  command_id: string
  state: 'received' | 'done' | 'failed'
  reason: Reason
}

/** A command with all its deliveries: what the desk shows on the button. */
export interface CommandState {
  id: string
  action: OpenExhibit | GoHome | SetLanguage | SetVolume | Blank | Identify | Reload
  target: Target
  issued_by: string
  issued_at: number
  deadline_at: number
  deliveries: Delivery[]
}

/** How far a command is with one display, and since when. */
export interface Delivery {
  display_id: string
  state: DeliveryState
  reason: Reason
  at: number
}

/** How far a command is with one display (O-03); the last three are final. */
export type DeliveryState = 'sent' | 'received' | 'done' | 'failed' | 'expired'

/** A touchscreen of the hall: the `number`-th of its zone. */
export interface Display {
  id: string
  zone_id: string
  number: number
  name: LocalText
  profile: Profile
  volume: number
  blank: boolean
  created_at: number
}

/** What an operator corrects of a display. */
export interface DisplayChange {
  zone_id: string | null
  number: number | null
  name: LocalText | null
  profile: Profile | null
}

/** How a display is: desired beside reported, and how old the report is. */
export interface DisplayState {
  display: Display
  state: StateWord
  since_at: number
  reported_at: number | null
  report: Report | null
}

/** News: a display was added, corrected or removed. */
export interface DisplaysChanged {
  at: number
}

/** A saved change; `revision` is the one that it began from, else 409 `exhibit_changed` (C-27). */
export interface DraftChange {
  revision: number
  content: ArticleContent | GalleryContent
  placement: Placement
}

/** An exhibit as the staff see it: `draft` is being written, `published` is on the displays. */
export interface Exhibit {
  id: string
  revision: number
  status: Status
  placement: Placement
  draft: ArticleContent | GalleryContent
  published: ArticleContent | GalleryContent | null
  published_placement: Placement | null
  live_revision: number
  updated_at: number
  updated_by: string
}

/** News for the studio: fetch the exhibit again. */
export interface ExhibitChanged {
  id: string
  revision: number
}

/** Pictures are fitted, not cropped; `body` says in a sentence or two what is seen. */
export interface GalleryContent {
  title: LocalText
  key: LocalText
  source: LocalText
  pictures: Picture[]
  kind: 'gallery'
  body: LocalText
}

/** Go to the plan, as a touch on 首页 does. */
export interface GoHome {
  type: 'home'
}

/** One of the theme halls. */
export interface Hall {
  id: string
  number: number
  name: LocalText
}

/** The answer to a report: the clock, and what the display should be. */
export interface Heard {
  server_at: number
  catalogue_revision: number
  volume: number
  blank: boolean
}

/** Show its number large for some seconds. */
export interface Identify {
  type: 'identify'
}

/** One thing that a visitor did; `id` is made by the kiosk, `visit_id` thrown away at its reset. */
export interface Interaction {
  id: string
  visit_id: string
  at: number
  kind: InteractionKind
  view: string
  exhibit_id: string | null
  zone_id: string | null
  language: 'zh' | 'en'
  source: 'visitor' | 'guide' | 'test'
  app_version: string
  detail: Record<string, unknown>
}

/** Interactions as they travel, at most 500; each is judged by itself, so that one bad one costs nothing else. */
export interface InteractionBatch {
  interactions: Record<string, unknown>[]
}

/** What happened. */
export type InteractionKind = 'session_start' | 'session_end' | 'view' | 'action' | 'media' | 'mode' | 'lang' | 'error'

/** A button was pressed; `id` is made by the desk, and the same id twice is the same command. */
export interface IssueCommand {
  id: string
  action: OpenExhibit | GoHome | SetLanguage | SetVolume | Blank | Identify | Reload
  target: Target
}

/** The same words in Chinese and in English; an empty string is a missing translation. */
export interface LocalText {
  zh: string
  en: string
}

/** The server's clock, in answer to a ping. */
export interface Moment {
  server_at: number
}

/** An account that an administrator adds. */
export interface NewAccount {
  name: string
  display_name: string
  role: Role
  password: string
}

/** A display that is being put up. */
export interface NewDisplay {
  zone_id: string
  number: number
  name: LocalText
  profile: Profile
}

/** A new exhibit of a kind, in a zone; the id is given by the hall. */
export interface NewExhibit {
  zone_id: string
  content: ArticleContent | GalleryContent
}

/** Show an exhibit. */
export interface OpenExhibit {
  type: 'open'
  exhibit_id: string
}

/** All that the staff have, in one piece: the studio's first page. */
export interface Overview {
  revision: number
  halls: Hall[]
  zones: Zone[]
  boards: Board[]
  exhibits: Exhibit[]
  assets: Asset[]
}

/** What the kiosk shows: six digits. */
export interface PairingCode {
  code: string
  expires_at: number
}

/** An unpaired kiosk asks for a code; `token` (32 random bytes, hex) becomes its key once the code is claimed. */
export interface PairingRequest {
  token: string
  screen: Screen
}

/** One of the names to pick from at sign-in. */
export interface Person {
  id: string
  display_name: string
}

/** A picture in its place in an exhibit. */
export interface Picture {
  asset_id: string
  alt: LocalText
  caption: LocalText
}

/** Where an exhibit stands; `drawing` is the asset on its card, `board` the platform's board that leads to it. */
export interface Placement {
  zone_id: string
  order: number
  board: number | null
  must_see: boolean
  sample: boolean
  drawing: string | null
}

/** A picture of all displays, sent whole every second: nothing depends on having received the one before. */
export interface Presence {
  at: number
  catalogue_revision: number
  displays: DisplayState[]
}

/** An error as it travels, by HTTP and by Socket.IO alike (RFC 9457, `application/problem+json`). */
export interface Problem {
  type: string
  title: string
  status: number
  code: string
  detail: string
  message: LocalText
  details: Record<string, unknown>
}

/** A display's glass (T-01): CSS pixels and millimetres of the picture, and how high its lower edge hangs. */
export interface Profile {
  width_px: number
  height_px: number
  width_mm: number
  height_mm: number
  lower_edge_mm: number
  distance_mm: number
}

/** An exhibit as visitors see it. */
export interface PublishedExhibit {
  id: string
  live_revision: number
  placement: Placement
  content: ArticleContent | GalleryContent
}

/** Why a command was not carried out. */
export type Reason = '' | 'offline' | 'no_answer' | 'too_late' | 'unknown_exhibit' | 'refused'

/** What is now kept for good (after the durable commit), and what was refused. */
export interface Receipt {
  accepted: string[]
  refused: Refusal[]
}

/** An interaction that will never be accepted: the kiosk forgets it. */
export interface Refusal {
  id: string
  reason: string
}

/** Load the kiosk page anew. */
export interface Reload {
  type: 'reload'
}

/** One form of an asset: a file named by its content's SHA-256, served at `/media/<name>`. */
export interface Rendition {
  name: string
  mime: string
  width: number
  height: number
  bytes: number
}

/** What a display says of itself every two seconds: `frame_age_ms` since the picture last could change. */
export interface Report {
  view: View
  exhibit_id: string | null
  zone_id: string | null
  language: 'zh' | 'en'
  volume: number
  blank: boolean
  in_use: boolean
  catalogue_revision: number
  frame_age_ms: number
  waiting: number
  secure: boolean
  app_version: string
  fault: string
}

/** Which revision the caller has seen; publishing another one is a conflict. */
export interface RevisionOf {
  revision: number
}

/** What a caller may be: the four staff roles, a paired display, or a visitor whom nobody knows. */
export type Role = 'administrator' | 'curator' | 'operator' | 'guide' | 'display' | 'visitor'

/** A zone's place on the plan, in the sheet's units; `drawing` stands in it on its floor. */
export interface Room {
  zone_id: string
  x: number
  y: number
  width: number
  height: number
  doors: [number, number, number, number][]
}

/** One line of a list: a mark (a figure or one character), a term, and what it means. */
export interface Row {
  mark: string
  term: LocalText
  text: LocalText
}

/** What a browser can measure of itself before it is paired. */
export interface Screen {
  width_px: number
  height_px: number
}

/** What a page needs to know at its start: who is signed in, and the token for unsafe requests (`X-CSRF-Token`). */
export interface SessionView {
  account: AccountView | null
  csrf: string
  setup_needed: boolean
}

/** Speak this language until the reset. */
export interface SetLanguage {
  type: 'language'
  language: 'zh' | 'en'
}

/** Set the volume: absolute, never a step (O-04). */
export interface SetVolume {
  type: 'volume'
  volume: number
}

/** The first account of a new hall; `code` is printed where the server was started. */
export interface Setup {
  code: string
  name: string
  display_name: string
  password: string
}

/** The plan for one orientation: rooms, the way through them, and where the visitor stands. */
export interface Sheet {
  width: number
  height: number
  halls: Room[]
  rooms: Room[]
  route: [number, number][]
  entrance: [number, number]
}

/** Name and password; `keep` makes the session last for days instead of until the browser closes. */
export interface SignIn {
  name: string
  password: string
  keep: boolean
}

/** One page of the attract loop (V-02); `title` has a line for each column of its vertical setting. */
export interface Slide {
  title: LocalText[]
  lead: LocalText
  note: LocalText
  portrait: string
  landscape: string
}

/** The words for a display's state (O-02). */
export type StateWord = 'in_use' | 'standby' | 'updating' | 'fault' | 'unknown' | 'offline' | 'asleep'

/** What the staff call an exhibit's state (C-10). */
export type Status = 'draft' | 'published' | 'withdrawn'

/** To whom: named displays, a zone's, or all of them. */
export interface Target {
  display_ids: string[]
  zone_id: string | null
  everyone: boolean
}

/** The day so far, by the hall's clock; `visitors` counts visits, not people (D-17). */
export interface Today {
  at: number
  visitors: number
  interactions: number
  by_hour: number[]
}

/** The whole place: its name, the platform's theme, the attract loop and the plan. */
export interface Venue {
  id: string
  name: LocalText
  platform: LocalText
  theme: LocalText[]
  idea: LocalText
  platform_drawing: string | null
  slides: Slide[]
  landscape: Sheet | null
  portrait: Sheet | null
  live_revision: number
}

/** What a kiosk can be showing. */
export type View = 'attract' | 'plan' | 'zone' | 'boards' | 'board' | 'exhibit'

/** One of the exhibition zones; `drawing` is the asset that stands at the head of its page. */
export interface Zone {
  id: string
  number: number
  hall_id: string
  name: LocalText
  lead: LocalText
  drawing: string | null
}

export type Language = 'zh' | 'en'
export type Content = ArticleContent | GalleryContent
export type Action = Command['action']

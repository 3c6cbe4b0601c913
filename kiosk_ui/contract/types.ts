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

/** Something in the hall's keeping; `renditions` are pictures of it from the smallest to the largest. */
export interface Asset {
  id: string
  name: string
  kind: AssetKind
  state: AssetState
  progress: number
  todo: Step[]
  original: Rendition
  renditions: Rendition[]
  placeholder: string
  focus: Focus | null
  crops: Crop[]
  zoom: Zoom | null
  film: Film | null
  sound: Sound | null
  book: Book | null
  panorama: Panorama | null
  alt: LocalText
  caption: LocalText
  credit: string
  licence: string
  album: string
  taken_at: number | null
  expires_at: number | null
  fingerprint: string
  similar_to: string | null
  notices: Notice[]
  problem: LocalText
  created_at: number
  created_by: string
  deleted_at: number | null
  purge_at: number | null
}

/** The fields to change; what is not sent stays. A photograph can be made a panorama, and back. */
export interface AssetChange {
  name: string
  alt: LocalText
  caption: LocalText
  credit: string
  licence: string
  album: string
  expires_at: number | null
  focus: Focus | null
  kind: AssetKind
  poster: number
  chapters: Chapter[]
}

/** News for the studio: fetch the asset again. */
export interface AssetChanged {
  id: string
}

/** What an asset is to a person. */
export type AssetKind = 'photograph' | 'panorama' | 'drawing' | 'film' | 'sound' | 'document'

/** How far the hall is with an asset: `ready` can be shown, even while better forms are still being made. */
export type AssetState = 'processing' | 'ready' | 'failed'

/** One change of many assets. */
export interface AssetsChange {
  ids: string[]
  change: AssetChange
}

/** Assets, by their ids. */
export interface AssetsNamed {
  ids: string[]
}

/** One thing that a member of staff did: `subject` is the id of what it was done to, `name` what it was called. */
export interface AuditEntry {
  id: string
  at: number
  account_id: string
  action: string
  subject: string
  name: LocalText
  facts: Record<string, string>
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

/** A document as pages: `file` is a JSON file, a `BookPages`. */
export interface Book {
  pages: number
  file: string | null
}

/** All pages of a document. */
export interface BookPages {
  pages: Page[]
}

/** A good file's cues, and what could be better in it. */
export interface Captions {
  cues: Cue[]
  warnings: Fault[]
}

/** All that visitors can see, in one piece: what a kiosk keeps.

Halls, zones and boards come by their numbers, exhibits as the way through the hall leads to them. */
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

/** Where a part of a film begins. */
export interface Chapter {
  at_s: number
  title: LocalText
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

/** A part of a picture in one shape, in pixels of the upright original; its forms from the smallest. */
export interface Crop {
  shape: Shape
  x: number
  y: number
  width: number
  height: number
  renditions: Rendition[]
}

/** A caption, shown from `start_ms` to `end_ms`.

The text is as a person types it; only `<b>`, `<i>`, `<u>`, `<ruby>` and `<rt>` mean something in it. */
export interface Cue {
  start_ms: number
  end_ms: number
  text: string
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

/** Something in a file of captions: its line, and which cue it is in, both from 1; 0 is no cue. */
export interface Fault {
  line: number
  cue: number
  code: string
  message: LocalText
}

/** A film as it is shown: MP4s (or WebM at first) from the smallest; without any only its poster can be shown. */
export interface Film {
  duration_s: number
  fps: number
  codec: string
  has_sound: boolean
  rotation: number
  forms: Rendition[]
  posters: Poster[]
  poster: number
  tracks: Track[]
  chapters: Chapter[]
}

/** The point that no crop may lose (C-07). */
export interface Focus {
  x: number
  y: number
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

/** What part an upload has in the concatenation extension of tus. */
export type Joining = '' | 'partial' | 'final'

/** What the desk counts by, from the settings: when a report is stale, when offline; how long a command lives. */
export interface Limits {
  stale_after_ms: number
  offline_after_ms: number
  command_ttl_ms: number
}

/** News for the studio: a phone has opened a link. */
export interface LinkChanged {
  id: string
}

/** What a phone has of a link: the secret of the QR code, or the six digits that somebody typed. */
export interface LinkKey {
  key: string
}

/** The same words in Chinese and in English; an empty string is a missing translation. */
export interface LocalText {
  zh: string
  en: string
}

/** How full the hall is, and which programs it has to make more of files. */
export interface MediaState {
  storage: StorageState
  tools: Tools
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

/** A wish to send pictures from a phone; `label` says on the phone where they go. */
export interface NewLink {
  label: LocalText
}

/** A link as its maker sees it once: `secret` is in the address that the QR code shows. */
export interface NewLinkShown {
  link: UploadLink
  secret: string
}

/** Something a curator should know about an asset that can be shown all the same (C-19). */
export interface Notice {
  code: string
  message: LocalText
}

/** Show an exhibit. */
export interface OpenExhibit {
  type: 'open'
  exhibit_id: string
}

/** All that the staff have, in one piece and in the catalogue's order: the studio's first page. */
export interface Overview {
  revision: number
  halls: Hall[]
  zones: Zone[]
  boards: Board[]
  exhibits: Exhibit[]
  assets: Asset[]
}

/** One page: a picture to read, a small one for the strip, and its words. */
export interface Page {
  picture: Rendition
  small: Rendition
  text: string
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

/** The six faces of the cube around the viewer: front, right, back, left, up, down (JPEG, at most 4096 px). */
export interface Panorama {
  faces: Rendition[]
}

/** One of the names to pick from at sign-in. */
export interface Person {
  id: string
  display_name: string
}

/** What a phone sends along from now on, as `Authorization: Bearer`. */
export interface PhonePass {
  token: string
  label: LocalText
  expires_at: number
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

/** A frame of a film that may stand for it. */
export interface Poster {
  at_s: number
  picture: Rendition
}

/** A picture of all displays, sent whole every second: nothing depends on having received the one before. */
export interface Presence {
  at: number
  catalogue_revision: number
  limits: Limits
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

/** One form of an asset; `width` and `height` are 0 for what only sounds. */
export interface Rendition {
  name: string
  mime: string
  width: number
  height: number
  bytes: number
}

/** The asset whose file takes the place of another's. */
export interface Replacement {
  with_id: string
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

/** What a caller may be: the four staff roles, a paired display, an invited phone, or an unknown visitor. */
export type Role = 'administrator' | 'curator' | 'operator' | 'guide' | 'display' | 'phone' | 'visitor'

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

/** Everything that can be set; `deploy/hall.example.toml` explains each. */
export interface Settings {
  host: string
  port: number
  data: string
  sample: boolean
  secure_cookies: boolean
  trusted_proxies: number
  signin_names: boolean
  log_json: boolean
  log_level: 'debug' | 'info' | 'warning' | 'error'
  records_url: string
  timezone: string
  command_ttl_s: number
  stale_after_s: number
  offline_after_s: number
  pairing_ttl_s: number
  session_days: number
  signin_attempts: number
  signin_window_s: number
  upload_max_mb: number
  upload_max_megapixels: number
  upload_expires_h: number
  account_quota_gb: number
  storage_quota_gb: number
  disk_reserve_mb: number
  phone_link_s: number
  bin_days: number
  replaced_days: number
  workers: number
  worker_memory_mb: number
  worker_timeout_s: number
  film_memory_mb: number
  film_timeout_min: number
  zoom_cache_mb: number
  accel_prefix: string
}

/** The first account of a new hall; `code` is printed where the server was started. */
export interface Setup {
  code: string
  name: string
  display_name: string
  password: string
}

/** A shape that the hall's layouts crop to, width to height. */
export type Shape = '16:9' | '9:16' | '3:4' | '1:1' | '4:1'

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

/** A file in an archive that was left out, and why. */
export interface Skipped {
  name: string
  reason: LocalText
}

/** One page of the attract loop (V-02); `title` has a line for each column of its vertical setting. */
export interface Slide {
  title: LocalText[]
  lead: LocalText
  note: LocalText
  portrait: string
  landscape: string
}

/** A recording; forms in the order in which a browser should try them. */
export interface Sound {
  duration_s: number
  codec: string
  forms: Rendition[]
}

/** The words for a display's state (O-02). */
export type StateWord = 'in_use' | 'standby' | 'updating' | 'fault' | 'unknown' | 'offline' | 'asleep'

/** What the staff call an exhibit's state (C-10). */
export type Status = 'draft' | 'published' | 'withdrawn'

/** One durable piece of work on an asset; the tasks of the worker processes have these names. */
export type Step = 'forms' | 'crops' | 'tiles' | 'faces' | 'posters' | 'poster' | 'remux' | 'film_1080' | 'film_2160' | 'sound' | 'pages'

/** How full the hall is, in bytes; `used` counts what was uploaded, without the forms made of it. */
export interface StorageState {
  used: number
  quota: number
  free: number
}

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

/** What is there: ffmpeg converts films, LibreOffice turns Office documents into pages, pillow-heif reads HEIC. */
export interface Tools {
  ffmpeg: boolean
  office: boolean
  heic: boolean
}

/** The captions of a film in one language: a WebVTT file. */
export interface Track {
  language: 'zh' | 'en'
  file: string
}

/** A file on its way; `length` is None as long as its sender does not know it (tus `Upload-Defer-Length`). */
export interface Upload {
  id: string
  name: string
  album: string
  metadata: string
  length: number | null
  offset: number
  state: UploadState
  joining: Joining
  parts: string[]
  link_id: string | null
  parent_id: string | null
  members: number
  ended: number
  asset_ids: string[]
  known: boolean
  skipped: Skipped[]
  problem: LocalText
  code: string
  created_by: string
  created_at: number
  expires_at: number
}

/** News for the studio: fetch the upload again. */
export interface UploadChanged {
  id: string
  link_id: string | null
}

/** A way for one phone to send files for some minutes (`phone_link_s`); who opens it first has it (C-08). */
export interface UploadLink {
  id: string
  code: string
  label: LocalText
  created_by: string
  created_at: number
  expires_at: number
  opened_at: number | null
}

/** How far an upload is: bytes come, the hall looks at the file, and then it is an asset or was refused. */
export type UploadState = 'receiving' | 'checking' | 'done' | 'refused'

/** A place where an asset stands; `status` is the exhibit's. */
export interface Use {
  place: 'draft' | 'published' | 'card' | 'zone' | 'board' | 'venue'
  title: LocalText
  exhibit_id: string | null
  zone_id: string | null
  status: string
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

/** A pyramid of square JPEG tiles in one file; level 0 is full size, each next one half of it. */
export interface Zoom {
  file: string
  width: number
  height: number
  tile_px: number
  levels: number
}

export type Language = 'zh' | 'en'
export type Content = ArticleContent | GalleryContent
export type Action = Command['action']

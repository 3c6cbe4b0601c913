// Generated from the rooms' models by kiosk_ui/contract/generate.py: change those, not this.
import type { AssetChanged, CatalogueChanged, Command, CommandReport, CommandState, DisplaysChanged, ExhibitChanged, Heard, InteractionBatch, IssueCommand, LinkChanged, Moment, Presence, Receipt, Report, Today, UploadChanged } from './types'

export interface KioskSends {
  report: [Report, Heard]
  command_report: [CommandReport, null]
  interactions: [InteractionBatch, Receipt]
}

export interface DeskSends {
  command: [IssueCommand, CommandState]
  ping: [null, Moment]
}

export type StudioSends = Record<never, never>

export interface KioskHears {
  command: Command
  display_changed: DisplaysChanged
  catalogue_changed: CatalogueChanged
}

export interface DeskHears {
  presence: Presence
  command_changed: CommandState
  displays_changed: DisplaysChanged
  catalogue_changed: CatalogueChanged
  today: Today
}

export interface StudioHears {
  exhibit_changed: ExhibitChanged
  asset_changed: AssetChanged
  upload_changed: UploadChanged
  link_changed: LinkChanged
  catalogue_changed: CatalogueChanged
  presence: Presence
}

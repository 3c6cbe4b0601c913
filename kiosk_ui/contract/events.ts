// Generated from the rooms' models by kiosk_ui/contract/generate.py: change those, not this.
import type { AssetChanged, CatalogueChanged, Command, CommandReport, CommandState, DisplaysChanged, ExhibitChanged, Heard, InteractionBatch, IssueCommand, Moment, Presence, Receipt, Report, Today } from './types'

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
  catalogue_changed: CatalogueChanged
  presence: Presence
}

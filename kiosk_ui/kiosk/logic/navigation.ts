/** Where the visitor is and goes: places, the way back, language, the quiet time, the reset (V-06 to V-08, V-18, V-26). */
import type { Catalogue, Language } from '../../contract/types'
import { createIdle } from './idle'
import { isSamePage, isSamePlace, remember, repairHistory, repairPlace } from './places'
import { findQuietMs } from './reading'
import { ATTRACT, type Place, type Store } from './state'
import type { EndReason, Source, Visit } from './visit'

/** What the 无障碍 panel can switch on. */
export type Mode = 'elder' | 'low' | 'still'

const PLAN: Place = { view: 'plan' }

/** Moves about; each method is what one touch or command means. */
export class Navigation {
  private readonly store: Store
  private readonly visit: Visit
  /** How many times longer this visitor may look before the card asks (V-07: twice with larger text). */
  private patience = 1
  private readonly idle = createIdle(
    (countdown) => { this.store.change({ countdown }) },
    () => { this.reset('idle') },
  )

  constructor(store: Store, visit: Visit) {
    this.store = store
    this.visit = visit
  }

  /** Any touch: whoever touches is here. */
  touch(): void {
    const { place, catalogue, language } = this.store.state
    if (place.view === 'attract') this.idle.stop()
    else this.idle.restart(this.patience * findQuietMs(place, catalogue, language))
  }

  /** Leave the attract screen: a visit begins, always on the plan (V-03). */
  begin(source: Source = 'visitor'): void {
    if (this.store.state.place.view !== 'attract') return
    this.visit.begin(source)
    this.show(PLAN, [])
  }

  go(place: Place): void {
    if (place.view === 'attract') {
      this.reset('home')
      return
    }
    const { place: here, history, catalogue, visitId } = this.store.state
    if (visitId === null) this.visit.begin('visitor')
    const there = catalogue ? repairPlace(place, catalogue) : place
    if (isSamePlace(here, there)) this.touch()
    else if (isSamePage(here, there)) this.turn(there)
    else this.show(there, remember(history, here))
  }

  back(): void {
    const { place, history } = this.store.state
    if (place.view === 'attract') return
    this.show(history.at(-1) ?? PLAN, history.slice(0, -1))
  }

  home(): void {
    if (this.store.state.place.view === 'attract') this.begin()
    else this.show(PLAN, [])
  }

  /** A guide shows something: a visit of the guide's begins unless one runs. */
  guide(place: Place): void {
    const { place: here, history } = this.store.state
    this.visit.begin('guide')
    this.show(place, place.view === 'plan' ? [] : remember(history, here))
  }

  setLanguage(language: Language): void {
    const { language: before, visitId } = this.store.state
    this.store.change({ language })
    if (visitId !== null && before !== language) this.visit.record('lang', { from: before })
    this.touch()
  }

  /** Switch a mode that helps: larger text, lower controls, less motion. */
  setMode(mode: Mode, on: boolean): void {
    if (mode === 'elder') this.patience = on ? 2 : 1
    if (this.store.state.visitId !== null) this.visit.record('mode', { mode, on })
    this.touch()
  }

  /** Make it louder or quieter for this visit; the reset brings the display's own volume back. */
  setVolume(volume: number): void {
    this.store.change({ volume })
    if (this.store.state.visitId !== null) this.visit.record('action', { name: 'volume', volume })
    this.touch()
  }

  /** End the visit: nothing of it is left for the next one (V-08). */
  reset(reason: EndReason): void {
    this.visit.end(reason)
    this.idle.stop()
    this.patience = 1
    const { display, volume } = this.store.state
    this.store.change({
      place: ATTRACT, history: [], language: 'zh', volume: display?.volume ?? volume, countdown: null, visitId: null,
    })
  }

  /** Show a newer catalogue in place; a page that is gone gives way to the nearest one. */
  adopt(catalogue: Catalogue): void {
    const { place: here, history, catalogue: before } = this.store.state
    const place = repairPlace(here, catalogue, before)
    this.store.change({ catalogue, place, history: repairHistory(history, catalogue) })
    if (!isSamePage(here, place)) this.visit.record('view', { because: 'withdrawn' })
  }

  private turn(place: Place): void {
    this.store.change({ place })
    if (place.view === 'exhibit') this.visit.record('action', { name: 'picture', picture: place.picture })
    this.touch()
  }

  private show(place: Place, history: Place[]): void {
    const same = isSamePage(this.store.state.place, place)
    this.store.change({ place, history })
    if (!same) this.visit.record('view', place.view === 'board' ? { board: place.board } : {})
    this.touch()
  }
}

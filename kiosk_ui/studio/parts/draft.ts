/** How the editor's parts reach the draft that is being written. */
import { inject, type ComputedRef, type InjectionKey } from 'vue'
import type { Draft } from '../logic/draft'
import type { Publishing } from '../logic/publishing'

export interface Desk {
  draft: Draft
  publishing: Publishing
  /** Whether the person may write here. */
  mayEdit: ComputedRef<boolean>
}

export const DESK: InjectionKey<Desk> = Symbol('desk')

/** Get the draft that is being written. */
export function useDesk(): Desk {
  const desk = inject(DESK)
  if (!desk) throw new Error('this part stands outside the editor')
  return desk
}

// The filled shapes of the states, on a 12 grid (O-02).
import type { StateWord } from '../../contract/types'

export interface Shape {
  d: string
  /** Drawn as a line of this width; filled when there is none. */
  line?: number
  dash?: string
}

const CIRCLE = 'M6 2a4 4 0 1 0 0 8 4 4 0 0 0 0-8'

export const SHAPES: Record<StateWord | 'check', readonly Shape[]> = {
  in_use: [{ d: 'M3 1.500l8 4.500-8 4.500z' }],
  standby: [{ d: CIRCLE }],
  updating: [{ d: 'M10.200 6A4.200 4.200 0 1 1 8.600 2.700', line: 1.7 }, { d: 'M7 .2h4v4z' }],
  fault: [{ d: 'M6 .8L11.800 11H.2z' }],
  offline: [{ d: 'M2.200 2.200l7.600 7.600M9.800 2.200L2.200 9.800', line: 2.2 }],
  asleep: [{ d: 'M8 1.200A5 5 0 1 0 10.800 8 4.600 4.600 0 0 1 8 1.200' }],
  unknown: [{ d: 'M6 1.600a4.400 4.400 0 1 0 0 8.800 4.400 4.400 0 0 0 0-8.800', line: 1.6, dash: '2.600 2' }],
  check: [{ d: 'M2 6.500L5 9.500 10.500 3', line: 2 }],
}

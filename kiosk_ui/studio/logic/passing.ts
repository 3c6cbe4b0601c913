/** Which failures pass by themselves: the same request is worth sending again. */
import { NetworkFailure, isProblem } from '../../shared/problem'

/** No answer, no session (it is asked for over the page), an old token, too often, or a server that is starting. */
const PASSING = [401, 429, 500, 502, 503, 504, 'intent_unproven']

export function isPassing(failure: unknown): boolean {
  return failure instanceof NetworkFailure || PASSING.some((which) => isProblem(failure, which))
}

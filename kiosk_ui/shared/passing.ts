/** Which failures pass by themselves: the same request is worth sending again. */
import { ApiProblem, NetworkFailure, isProblem } from './problem'

/** No answer, no session (it is asked for over the page), an old token, too often, or a server that is starting. */
const PASSING = [401, 429, 500, 502, 503, 504, 'intent_unproven']

/** A broken line in the middle of a part: what has arrived is kept, and the hall says where to go on. */
const PASSING_PARTS = ['upload_cut_off', 'offset_differs', 'checksum_mismatch', 'upload_busy']

export function isPassing(failure: unknown): boolean {
  return failure instanceof NetworkFailure || PASSING.some((which) => isProblem(failure, which))
}

/** Tell whether sending goes on after a failure, at the place that the hall names. */
export function isPassingPart(failure: unknown): boolean {
  return isPassing(failure) || PASSING_PARTS.some((which) => isProblem(failure, which))
}

/** Tell whether the hall has looked at the file, or at who sends it, and said no: the same file will fare no better. */
export function isJudged(failure: unknown): boolean {
  return failure instanceof ApiProblem && failure.problem.status < 500 && failure.problem.code !== 'quota_exceeded'
}

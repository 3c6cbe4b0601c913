/** Failures, and what they tell a person: what happened and what to do, in both languages. */
import type { Language, LocalText, Problem } from '../contract/types'
import { say } from './text'

/** The server answered, and the answer is a problem (RFC 9457). */
export class ApiProblem extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(`${problem.status} ${problem.code}`)
    this.name = 'ApiProblem'
    this.problem = problem
  }
}

/** The server did not answer: no network, a refused connection, or too slow. */
export class NetworkFailure extends Error {
  constructor(cause?: unknown) {
    super('no answer from the server', { cause })
    this.name = 'NetworkFailure'
  }
}

const NO_ANSWER: LocalText = {
  zh: '连不上展厅服务器。请检查网络，稍后再试。',
  en: 'The hall’s server does not answer. Check the network, then try again.',
}

const UNEXPECTED: LocalText = {
  zh: '出现了意外情况，请再试一次。若仍不行，请刷新页面。',
  en: 'Something unexpected happened. Try again; if that does not help, reload the page.',
}

/** Find the words for a failure, in both languages. */
export function describeFailure(failure: unknown): LocalText {
  if (failure instanceof ApiProblem) return failure.problem.message
  return failure instanceof NetworkFailure ? NO_ANSWER : UNEXPECTED
}

/** Explain a failure to a person. */
export function explain(failure: unknown, language: Language): string {
  return say(describeFailure(failure), language)
}

/** Tell whether a failure is the server's answer with this status, or with this code. */
export function isProblem(failure: unknown, which: number | string): failure is ApiProblem {
  return failure instanceof ApiProblem && (failure.problem.status === which || failure.problem.code === which)
}

/** Tell whether a value that came over the network is a problem. */
export function looksLikeProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value && 'status' in value
}

/** Make a problem of an answer that is none of ours, such as a proxy's page. */
export function foreignProblem(status: number): Problem {
  return {
    type: 'about:blank',
    title: 'Unexpected answer',
    status,
    code: 'unexpected_answer',
    detail: `The answer with status ${String(status)} is no problem document.`,
    message: UNEXPECTED,
    details: {},
  }
}

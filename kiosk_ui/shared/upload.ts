/** Sending one file by the tus protocol: in parts, from where the hall has it; a silent line counts as a broken one. */
import { DetailedError, Upload } from 'tus-js-client'
import { ApiProblem, NetworkFailure, foreignProblem, looksLikeProblem } from './problem'

export const UPLOADS = '/api/v1/uploads'
/** What every request to end an upload must say (tus 1.0). */
export const TUS = { 'Tus-Resumable': '1.0.0' }
const PART_BYTES = 5 * 1024 * 1024
/** A pulled cable makes no error: without a byte for this long the line is given up, and a new one is opened. */
export const QUIET_MS = 15_000

/** What a file is called in the hall, where it goes on, and who hears how it fares. */
export interface Course {
  name: string
  album: string
  /** The upload that the hall has already begun with this file. */
  uploadId: string | null
  headers(): Record<string, string>
  /** The hall has made a place for it. */
  began(uploadId: string): void
  /** So many bytes are on their way, or there. */
  moved(bytes: number): void
  /** So many bytes the hall has for sure. */
  stored(bytes: number): void
  there(): void
  failed(failure: unknown): void
}

/** A file that is being sent. */
export interface Sending {
  /** Stop; the hall keeps what it has. */
  stop(): void
}

/** Send a file; it ends in `there`, in `failed`, or with `stop`. */
export function sendFile(file: File, course: Course): Sending {
  const line = new Line(file, course)
  line.start()
  return line
}

class Line implements Sending {
  private readonly course: Course
  private readonly upload: Upload
  private timer: ReturnType<typeof setTimeout> | undefined
  private over = false

  constructor(file: File, course: Course) {
    this.course = course
    const { uploadId } = course
    this.upload = new Upload(file, {
      // With an endpoint the library would begin anew after any refusal, a session's end among them.
      endpoint: uploadId === null ? UPLOADS : null,
      uploadUrl: uploadId === null ? null : `${UPLOADS}/${uploadId}`,
      metadata: { filename: course.name, ...(course.album === '' ? {} : { album: course.album }) },
      chunkSize: PART_BYTES,
      retryDelays: null,
      storeFingerprintForResuming: false,
      onBeforeRequest: (request) => {
        this.listen()
        for (const [name, value] of Object.entries(course.headers())) request.setHeader(name, value)
      },
      onUploadUrlAvailable: () => { if (!this.over) course.began(this.upload.url?.split('/').at(-1) ?? '') },
      onProgress: (bytes) => {
        this.listen()
        if (!this.over) course.moved(bytes)
      },
      onAfterResponse: (_request, answer) => {
        const stored = Number.parseInt(answer.getHeader('Upload-Offset') ?? '', 10)
        if (!Number.isNaN(stored) && !this.over) course.stored(stored)
      },
      onSuccess: () => { this.end(() => { course.there() }) },
      onError: (failure) => { this.end(() => { course.failed(readFailure(failure)) }) },
    })
  }

  start(): void {
    this.listen()
    this.upload.start()
  }

  stop(): void {
    this.end(() => { void this.upload.abort() })
  }

  /** Wait for the next sign of life. */
  private listen(): void {
    clearTimeout(this.timer)
    if (this.over) return
    this.timer = setTimeout(() => {
      void this.upload.abort()
      this.end(() => { this.course.failed(new NetworkFailure()) })
    }, QUIET_MS)
  }

  private end(tell: () => void): void {
    clearTimeout(this.timer)
    if (this.over) return
    this.over = true
    tell()
  }
}

/** Find the hall's own words in a failure; without an answer it is the network's. */
export function readFailure(failure: unknown): Error {
  const answer = failure instanceof DetailedError ? failure.originalResponse : null
  const status = answer?.getStatus() ?? 0
  if (!answer || status === 0) return new NetworkFailure(failure)
  const value = readJson(answer.getBody())
  if (looksLikeProblem(value)) return new ApiProblem(value)
  return new ApiProblem(foreignProblem(status))
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

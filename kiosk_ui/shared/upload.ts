/** Sending a file: XMLHttpRequest, because fetch cannot say how much has gone. */
import { ApiProblem, NetworkFailure, foreignProblem, looksLikeProblem } from './problem'

/** Hears how much has been sent: 0…1. */
export type Progress = (part: number) => void

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Send a file's bytes by POST; aborting the signal rejects with the signal's reason. */
export function upload<T>(
  address: string,
  file: Blob,
  headers: Record<string, string>,
  progress?: Progress,
  signal?: AbortSignal,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    for (const [name, value] of Object.entries({ Accept: 'application/json', ...headers })) {
      request.setRequestHeader(name, value)
    }
    request.upload.onprogress = (sent) => {
      if (sent.lengthComputable) progress?.(sent.loaded / sent.total)
    }
    request.onerror = () => { reject(new NetworkFailure()) }
    request.ontimeout = () => { reject(new NetworkFailure()) }
    request.onabort = () => { reject(signal?.reason ?? new NetworkFailure()) }
    request.onload = () => {
      const value = readJson(request.responseText)
      if (request.status >= 200 && request.status < 300) resolve(value as T)
      else reject(new ApiProblem(looksLikeProblem(value) ? value : foreignProblem(request.status)))
    }
    signal?.addEventListener('abort', () => { request.abort() }, { once: true })
    request.send(file)
  })
}

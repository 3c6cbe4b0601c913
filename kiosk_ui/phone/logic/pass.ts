/**
 * The phone's pass in the part of the address after #: a reload, and WeChat's “open in browser”, carry it along, the
 * server never sees it there, and nothing is kept on the phone.
 */
import type { PhonePass } from '../../contract/types'

const encode = (text: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

const decode = (text: string): string =>
  new TextDecoder().decode(Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0)))

/** Write a pass as a fragment. */
export function writePass(pass: PhonePass): string {
  return `#${encode(JSON.stringify(pass))}`
}

/** Read a pass from a fragment; null where there is none. */
export function readPass(fragment: string): PhonePass | null {
  try {
    const value: unknown = JSON.parse(decode(fragment.slice(1)))
    return isPass(value) ? value : null
  } catch {
    return null
  }
}

function isPass(value: unknown): value is PhonePass {
  if (typeof value !== 'object' || value === null) return false
  const { token, label, expires_at: expires } = value as Record<string, unknown>
  if (typeof token !== 'string' || typeof expires !== 'number' || typeof label !== 'object' || label === null) return false
  const { zh, en } = label as Record<string, unknown>
  return typeof zh === 'string' && typeof en === 'string'
}

/** Read the secret of a QR code from the page's path: /phone/<secret>. */
export function readSecret(path: string): string {
  const [, , secret = ''] = path.split('/')
  try {
    return decodeURIComponent(secret)
  } catch {
    return ''
  }
}

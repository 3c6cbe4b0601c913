/** Ids that sort by the time they were made (UUIDv7, RFC 9562); works without a secure context. */

let lastMs = 0
let counter = 0

/** Make a new id: 48 bits of time, a 12-bit counter within the millisecond, 62 random bits. */
export function newId(now: number = Date.now()): string {
  if (now > lastMs) {
    lastMs = now
    counter = 0
  } else {
    // The same millisecond, or a clock that went back: the order of making is what must not break.
    counter = (counter + 1) & 0xfff
    if (counter === 0) lastMs += 1
  }
  const random = crypto.getRandomValues(new Uint8Array(8))
  random[0] = ((random[0] ?? 0) & 0x3f) | 0x80
  const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const time = lastMs.toString(16).padStart(12, '0')
  const count = (0x7000 | counter).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-${count}-${tail.slice(0, 4)}-${tail.slice(4)}`
}

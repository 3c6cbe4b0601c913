/** Which upload belongs to which file, for as long as the page is open: a phone keeps nothing. */
import type { Places } from '../../shared/places'

export function forgetPlaces(): Places {
  const known = new Map<string, string>()
  return {
    recall: (print) => known.get(print) ?? null,
    nameOf: (uploadId) => [...known].find(([, id]) => id === uploadId)?.[0] ?? null,
    remember: (print, uploadId) => { known.set(print, uploadId) },
    forget: (uploadId) => { for (const [print, id] of known) if (id === uploadId) known.delete(print) },
  }
}

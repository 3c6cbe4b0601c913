/** What the kiosk's page says to its service worker. */

/** Keep these files ahead of time, in this order, and drop the ones that are not named; a book brings its pages. */
export interface KeepPictures {
  type: 'keep'
  addresses: string[]
}

/** Tell whether a message is one of ours. */
export function isKeepPictures(value: unknown): value is KeepPictures {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'keep'
    && 'addresses' in value && Array.isArray(value.addresses) && value.addresses.every((one) => typeof one === 'string')
}

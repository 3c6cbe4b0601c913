/** Who says what over Socket.IO, as the server declares it. */
export type * from '../contract/events'

// The hall's clock, as seen from this phone: ages must be right even when the phone's own clock is not (O-02).

interface Sample {
  rttMs: number
  offsetMs: number
}

const KEPT = 8

export class ServerClock {
  private samples: Sample[] = []
  private guessMs = 0

  /** A question answered: the server's moment lies in the middle of the round trip; the quickest trip is the truest. */
  answered(sentAt: number, receivedAt: number, serverAt: number): void {
    const sample = { rttMs: receivedAt - sentAt, offsetMs: serverAt - (sentAt + receivedAt) / 2 }
    this.samples = [...this.samples, sample].slice(-KEPT)
  }

  /** News that carries the server's time: good enough until the first round trip. */
  told(receivedAt: number, serverAt: number): void {
    this.guessMs = serverAt - receivedAt
  }

  now(localNow: number = Date.now()): number {
    return localNow + this.offsetMs()
  }

  private offsetMs(): number {
    if (this.samples.length === 0) return this.guessMs
    return this.samples.reduce((best, sample) => (sample.rttMs < best.rttMs ? sample : best)).offsetMs
  }
}

// What a peer may make this side do. HTTP/2 lets small frames cause large work; each limit below bounds one way of it.
// Those named after an option of `node:http2` can be set per session by that option.

export interface Limits {
  /** Octets a header list may decode to: bounds what a few octets of indexes can unfold into (an HPACK bomb). Setting `maxHeaderListSize`. */
  maxHeaderListSize: number;
  /** Fields in a header list: many empty fields cost more than their octets say. Option `maxHeaderListPairs`. */
  maxHeaderListPairs: number;
  /** Octets of a header block before decoding, over HEADERS and all CONTINUATIONs: they are held until the last arrives (CVE-2024-27316). */
  maxHeaderBlockLength: number;
  /** CONTINUATION frames in a block: even empty ones cost a turn each (CVE-2024-28182). */
  maxContinuations: number;
  /** Streams a peer may reset in one burst, and the number forgiven per second: each was work begun for nothing (rapid reset, CVE-2023-44487). Options `streamResetBurst`, `streamResetRate`. */
  streamResetBurst: number;
  streamResetRate: number;
  /** Streams this side had to reset because of the peer's errors: the same work for nothing, by another way (CVE-2025-8671). In all, as in Node. Option `maxSessionInvalidFrames`. */
  maxSessionInvalidFrames: number;
  /** SETTINGS, PRIORITY and unknown frames in one burst, and the number forgiven per second: each costs time or an answer, none moves data (CVE-2019-9512, 9513, 9515). As many PINGs besides, and one more for each DATA frame sent: there are peers that measure by them how fast it comes. */
  controlFrameBurst: number;
  controlFrameRate: number;
  /** Empty DATA frames that do not end a stream, in one burst and per second: they pass under flow control (CVE-2019-9518). */
  emptyFrameBurst: number;
  emptyFrameRate: number;
  /** WINDOW_UPDATE frames beyond two for each DATA frame sent, in one burst and per second: honest peers send fewer than that. */
  windowUpdateBurst: number;
  windowUpdateRate: number;
  /** Entries in one SETTINGS frame: there are seven settings. Option `maxSettings`. */
  maxSettings: number;
  /** Our own SETTINGS and PINGs that may await their answer. Options `maxOutstandingSettings`, `maxOutstandingPings`. */
  maxOutstandingSettings: number;
  maxOutstandingPings: number;
  /** Streams a peer may hold open where no `maxConcurrentStreams` is set: open streams cost memory though no data moves. */
  maxOpenStreams: number;
  /** Megabytes that a session's streams may hold: bodies that wait for the peer's window (windows held at zero make memory of our answers, CVE-2019-9511, 9517), and bodies that no one reads. Beyond it new streams are refused, and the connection's window is not opened further. Option `maxSessionMemory`. */
  maxSessionMemory: number;
  /** Octets that the window of a stream, and of the connection, may grow to while its reader keeps up: what a reader that then stops can leave in memory. Where `initialWindowSize` or `setLocalWindowSize()` sets another window, that one stays. */
  maxStreamWindow: number;
  maxConnectionWindow: number;
  /** Streams a client assumes it may open until the server's SETTINGS arrive. Option `peerMaxConcurrentStreams`. */
  peerMaxConcurrentStreams: number;
  /** Streams that a server may have promised or pushed at a time. Option `maxReservedRemoteStreams`. */
  maxReservedRemoteStreams: number;
  /** Octets written but not yet taken by the socket beyond which no DATA is added: back-pressure reaches the streams. */
  sendBufferSize: number;
  /** The same, beyond which a server stops reading: a peer that sends and never reads cannot fill memory with the answers it provokes. */
  maxSendBuffer: number;
  /** Octets of the header block a program may send. Option `maxSendHeaderBlockLength`. */
  maxSendHeaderBlockLength: number;
  /** Milliseconds without progress that a socket has, after the session is over, before it is closed by force: a peer that stops reading cannot hold it open. */
  lingerTimeout: number;
}

export const defaultLimits: Limits = {
  maxHeaderListSize: 65_535,
  maxHeaderListPairs: 128,
  maxHeaderBlockLength: 262_144,
  maxContinuations: 64,
  streamResetBurst: 1000,
  streamResetRate: 33,
  maxSessionInvalidFrames: 1000,
  controlFrameBurst: 1000,
  controlFrameRate: 100,
  emptyFrameBurst: 1000,
  emptyFrameRate: 100,
  windowUpdateBurst: 10_000,
  windowUpdateRate: 1000,
  maxSettings: 32,
  maxOutstandingSettings: 10,
  maxOutstandingPings: 10,
  maxOpenStreams: 16_384,
  maxSessionMemory: 10,
  maxStreamWindow: 524_288,
  maxConnectionWindow: 2_097_152,
  peerMaxConcurrentStreams: 100,
  maxReservedRemoteStreams: 200,
  sendBufferSize: 524_288,
  maxSendBuffer: 2_097_152,
  maxSendHeaderBlockLength: 65_536,
  lingerTimeout: 10_000,
};

const limitNames = Object.keys(defaultLimits) as Array<keyof Limits>;

/** The default limits with those replaced that `options` names. */
export function limitsFrom(options: Partial<Record<keyof Limits, unknown>>): Limits {
  // Most sessions change none: they share one object.
  let limits: Limits = defaultLimits;
  for (const name of limitNames) {
    const value = options[name];
    if (typeof value !== 'number' || !(value >= 0) || value === limits[name]) continue;
    if (limits === defaultLimits) limits = { ...defaultLimits };
    limits[name] = value;
  }
  return limits;
}

/** A token bucket: `burst` events at once, then `rate` a second. */
export class RateLimit {
  readonly #burst: number;
  readonly #rate: number;
  #tokens: number;
  #filledAt = 0;

  constructor(burst: number, rate: number) {
    this.#burst = burst;
    this.#rate = rate;
    this.#tokens = burst;
  }

  /** Counts one event; false where it is one too many. */
  take(): boolean {
    const now = performance.now();
    // A program's tests may set this clock back.
    const earned = (Math.max(0, now - this.#filledAt) / 1000) * this.#rate;
    this.#filledAt = now;
    // What useful work has earned stays: a peer that was busy sends all at once what it has owed since.
    if (this.#tokens < this.#burst) this.#tokens = Math.min(this.#burst, this.#tokens + earned);
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Gives back `count` events that useful work has earned. */
  credit(count: number): void {
    this.#tokens += count;
  }
}

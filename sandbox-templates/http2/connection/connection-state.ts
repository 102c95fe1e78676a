import { DEFAULT_WINDOW_SIZE } from '../base/protocol.ts';
import { FrameWriter } from '../frames/frame-writer.ts';
import { HpackDecoder } from '../hpack/decoder.ts';
import type { HeaderListLimits } from '../hpack/decoder.ts';
import { HpackEncoder } from '../hpack/encoder.ts';
import { ClosedStreams } from './closed-streams.ts';
import { ReceiveWindow } from './flow-control.ts';
import { RateLimit } from './limits.ts';
import type { Limits } from './limits.ts';
import { Padding } from './padding.ts';
import type { ConnectionOwner, ProtocolStream } from './parties.ts';
import { getDefaultSettings, initialSettings } from './settings.ts';
import type { EffectiveSettings } from './settings.ts';
import { Streams } from './streams.ts';

/** Most of an encoder's table that we use, however much the peer offers: it is our memory. */
export const MAX_ENCODER_TABLE = 4096;

/** What the parts of one connection share: its streams, windows, compression and settings, and the frames that are to leave. */
export class ConnectionState<S extends ProtocolStream = ProtocolStream> {
  readonly owner: ConnectionOwner;
  readonly isServer: boolean;
  readonly limits: Limits;
  readonly writer = new FrameWriter();
  readonly encoder = new HpackEncoder(MAX_ENCODER_TABLE);
  readonly decoder = new HpackDecoder();
  readonly receiveWindow: ReceiveWindow;
  readonly windowUpdates: RateLimit;
  readonly pingFrames: RateLimit;
  /** Settings that no RFC defines and the program wants to hear of: their identifiers. */
  customSettings: readonly number[] = [];
  /** How what we send is padded. */
  padding: number = Padding.NONE;
  /** Our settings, as acknowledged, and the peer's, as received. */
  localSettings: EffectiveSettings = getDefaultSettings();
  remoteSettings: EffectiveSettings;
  headerListLimits: HeaderListLimits;
  readonly closedStreams = new ClosedStreams();
  /** By identifier, until the program is done with them too. */
  readonly streams = new Streams<S>();
  /** Streams the peer has open, and we. */
  openRemotely = 0;
  openLocally = 0;
  lastRemoteId = 0;
  nextId: number;
  /** Whether a server may push to us: a client that has no use for it says so by its SETTINGS (section 8.4). */
  readonly takesPushes: boolean;
  /** How often a body or the socket was written to, and how often when a timer looked last: what tells a slow write from silence. */
  movements = 0;
  movementsSeen = 0;
  /** Why the session ended, for the streams it takes along; 0 while it lives. */
  closeCode = 0;
  /** Sends what the writer holds; whoever has the socket sets it. */
  flush: () => void = () => undefined;

  #flushPlanned = false;
  #planned: ReturnType<typeof setImmediate> | undefined;
  readonly #flushPlan = () => {
    this.#forgetPlan();
    this.flush();
  };
  readonly #flushLast = () => {
    if (!this.#isAlmostIdle) return;
    this.flush();
    if (!this.#flushPlanned || this.writer.length > 0) return;
    // What was planned would wake the event loop for nothing. Where it cannot be called off, it finds nothing to send.
    globalThis.clearImmediate?.(this.#planned);
    this.#forgetPlan();
  };

  constructor(owner: ConnectionOwner, isServer: boolean, limits: Limits, takesPushes = false) {
    this.owner = owner;
    this.isServer = isServer;
    this.limits = limits;
    this.takesPushes = takesPushes;
    this.nextId = isServer ? 2 : 1;
    this.headerListLimits = { maxSize: limits.maxHeaderListSize, maxFields: limits.maxHeaderListPairs };
    this.receiveWindow = new ReceiveWindow(DEFAULT_WINDOW_SIZE, limits.maxConnectionWindow);
    this.windowUpdates = new RateLimit(limits.windowUpdateBurst, limits.windowUpdateRate);
    this.pingFrames = new RateLimit(limits.controlFrameBurst, limits.controlFrameRate);
    // Until the peer has spoken, a careful guess (section 5.1.2 sets no limit).
    this.remoteSettings = { ...initialSettings(), maxConcurrentStreams: limits.peerMaxConcurrentStreams };
    // A server has no use for the setting.
    if (!isServer && !takesPushes) this.localSettings.enablePush = false;
  }

  /** What a stream that begins now grants to the peer: it grows, unless the program has set another window. */
  newReceiveWindow(): ReceiveWindow {
    const { initialWindowSize } = this.localSettings;
    const grows = initialWindowSize === DEFAULT_WINDOW_SIZE;
    return new ReceiveWindow(initialWindowSize, grows ? this.limits.maxStreamWindow : initialWindowSize);
  }

  /** Has everything written in this turn of the event loop sent at its end. */
  flushSoon(): void {
    if (this.#flushPlanned) return;
    this.#flushPlanned = true;
    // After the I/O of this turn: a request's header block, body and end are written in different ticks of one turn.
    this.#planned = setImmediate(this.#flushPlan);
  }

  /** An idle connection holds none. */
  #forgetPlan(): void {
    this.#flushPlanned = false;
    this.#planned = undefined;
  }

  /** A stream's end has been written. Where no other is open nothing is to be expected that could leave with it: it need not wait. */
  flushEnd(): void {
    this.flushSoon();
    if (this.#isAlmostIdle) process.nextTick(this.#flushLast);
  }

  get #isAlmostIdle(): boolean {
    return this.openLocally + this.openRemotely <= 1;
  }
}

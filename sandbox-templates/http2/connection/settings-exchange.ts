import type { ConnectionState } from './connection-state.ts';
import { nodeError } from '../base/errors.ts';
import { MAX_MAX_FRAME_SIZE, MAX_WINDOW_SIZE, MIN_MAX_FRAME_SIZE, SettingId } from '../base/protocol.ts';
import type { Sender } from './sender.ts';
import { applySetting, initialSettings, settingEntries } from './settings.ts';
import type { EffectiveSettings, Settings } from './settings.ts';
import { flowControlError, protocolError } from '../base/connection-error.ts';

export type SettingsCallback = (error: Error | null, settings: EffectiveSettings | undefined, duration: number) => void;

const MAX_UINT32 = 2 ** 32 - 1;

interface Pending {
  entries: Array<[number, number]>;
  sentAt: number;
  callback: SettingsCallback | undefined;
}

/** Both sides' settings, and ours that await the peer's acknowledgement (RFC 9113 section 6.5.3). */
export class SettingsExchange {
  #remoteReceived = false;
  /** The largest frame the peer may take for allowed: it may act on our SETTINGS before we see it acknowledge them. */
  maxFrameSizeSent = MIN_MAX_FRAME_SIZE;

  readonly #connection: ConnectionState;
  readonly #sender: Sender;
  readonly #pending: Pending[] = [];
  #unacknowledged = 0;
  /** The streams that our last SETTINGS let the peer open: more can be refused before it has acknowledged them (section 5.1.2). */
  maxStreamsSent = MAX_UINT32;

  constructor(connection: ConnectionState, sender: Sender) {
    this.#connection = connection;
    this.#sender = sender;
  }

  /** Sends SETTINGS. Throws where too many await their acknowledgement. */
  send(settings: Settings, callback?: SettingsCallback): void {
    const connection = this.#connection;
    this.#unacknowledged++;
    if (this.#pending.length >= connection.limits.maxOutstandingSettings)
      throw nodeError('ERR_HTTP2_MAX_PENDING_SETTINGS_ACK');
    const entries = settingEntries(
      connection.isServer || connection.takesPushes ? settings : { ...settings, enablePush: false },
    );
    this.#pending.push({ entries, sentAt: performance.now(), callback });
    if (settings.maxFrameSize !== undefined)
      this.maxFrameSizeSent = Math.max(this.maxFrameSizeSent, settings.maxFrameSize);
    // They mean something to the two programs alone, and hold as soon as they are said.
    if (settings.customSettings !== undefined)
      connection.localSettings = {
        ...connection.localSettings,
        customSettings: { ...connection.localSettings.customSettings, ...settings.customSettings },
      };
    this.maxStreamsSent = settings.maxConcurrentStreams ?? this.maxStreamsSent;
    connection.writer.settings(entries);
    connection.flushSoon();
  }

  get awaitsAcknowledgement(): boolean {
    return this.#unacknowledged > 0;
  }

  /** The peer has applied the oldest SETTINGS we sent. False where there are none. */
  acknowledged(): boolean {
    const pending = this.#pending.shift();
    if (pending === undefined) return false;
    this.#unacknowledged--;
    const connection = this.#connection;
    const before = connection.localSettings;
    const after: EffectiveSettings = { ...before };
    for (const [id, value] of pending.entries) applySetting(after, id, value);
    connection.localSettings = after;
    this.maxFrameSizeSent = after.maxFrameSize;
    if (after.headerTableSize !== before.headerTableSize) connection.decoder.setCapacityLimit(after.headerTableSize);
    if (after.maxHeaderListSize !== before.maxHeaderListSize) {
      connection.headerListLimits = { ...connection.headerListLimits, maxSize: after.maxHeaderListSize };
    }
    if (after.initialWindowSize !== before.initialWindowSize) {
      for (const stream of connection.streams.all())
        stream._receiveWindow.resize(after.initialWindowSize, before.initialWindowSize);
    }
    pending.callback?.(null, after, performance.now() - pending.sentAt);
    connection.owner.emit('localSettings', after);
    return true;
  }

  /**
   * The peer's SETTINGS have come. They are acknowledged ahead of what they let go: the peer may hold DATA to its former windows
   * until then (section 6.5.3). Throws ConnectionError where they are not allowed, or a window overflows by them.
   */
  received(entries: ReadonlyArray<readonly [number, number]>): void {
    const connection = this.#connection;
    const before = connection.remoteSettings;
    for (const [id, value] of entries) {
      checkReceived(id, value, connection.isServer);
      // RFC 8441 section 3: once on, it stays on.
      if (id === SettingId.ENABLE_CONNECT_PROTOCOL && value === 0 && before.enableConnectProtocol)
        protocolError('ENABLE_CONNECT_PROTOCOL is taken back');
    }
    const after: EffectiveSettings = { ...before };
    if (!this.#remoteReceived) after.maxConcurrentStreams = initialSettings().maxConcurrentStreams;
    this.#remoteReceived = true;
    for (const [id, value] of entries)
      if (id <= SettingId.ENABLE_CONNECT_PROTOCOL || connection.customSettings.includes(id))
        applySetting(after, id, value);
    connection.remoteSettings = after;
    connection.writer.settingsAck();
    const change = after.initialWindowSize - before.initialWindowSize;
    if (change === 0) return;
    // The windows of open streams move along, below zero where it must be (section 6.9.2).
    for (const stream of connection.streams.all()) {
      if (change < 0) stream._sendWindow += change;
      else if (!this.#sender.widenStream(stream, change)) flowControlError("a stream's window overflows");
    }
  }

  /** No acknowledgement will come. As in Node, nobody is told. */
  cancel(): void {
    this.#pending.length = 0;
  }
}

/** What section 6.5.2 forbids a peer to set. */
function checkReceived(id: number, value: number, fromClient: boolean): void {
  switch (id) {
    case SettingId.ENABLE_PUSH:
      // A server may not set it to 1.
      if (value > (fromClient ? 1 : 0)) protocolError('ENABLE_PUSH has a value it may not have');
      break;
    case SettingId.INITIAL_WINDOW_SIZE:
      if (value > MAX_WINDOW_SIZE) flowControlError('INITIAL_WINDOW_SIZE is too large');
      break;
    case SettingId.MAX_FRAME_SIZE:
      if (value < MIN_MAX_FRAME_SIZE || value > MAX_MAX_FRAME_SIZE) protocolError('MAX_FRAME_SIZE is out of range');
      break;
    case SettingId.ENABLE_CONNECT_PROTOCOL:
      if (value > 1) protocolError('ENABLE_CONNECT_PROTOCOL has a value it may not have');
      break;
  }
}

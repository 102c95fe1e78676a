import type { Buffer } from 'node:buffer';
import type { ConnectionState } from './connection-state.ts';
import { Flag } from '../base/protocol.ts';

type PingCallback = (acknowledged: boolean, duration: number, payload: Buffer) => void;

/** A connection's PINGs (RFC 9113 section 6.7): ours that await an answer, and the peer's that get one. */
export class Pings {
  readonly #connection: ConnectionState;
  readonly #unanswered: Array<{ payload: Buffer; sentAt: number; callback: PingCallback }> = [];

  constructor(connection: ConnectionState) {
    this.#connection = connection;
  }

  /** Sends a PING. False, after telling the callback, where too many are unanswered. */
  send(payload: Buffer, callback: PingCallback): boolean {
    const { limits, writer } = this.#connection;
    if (this.#unanswered.length >= limits.maxOutstandingPings) {
      callback(false, 0, payload);
      return false;
    }
    this.#unanswered.push({ payload, sentAt: performance.now(), callback });
    writer.ping(Flag.NONE, payload);
    this.#connection.flushSoon();
    return true;
  }

  received(payload: Buffer): void {
    this.#connection.writer.ping(Flag.ACK, payload);
    this.#connection.flushSoon();
    const { owner } = this.#connection;
    if (owner.emit('ping', payload)) owner._touch();
  }

  /** False where no PING of ours awaits an answer. */
  acknowledged(payload: Buffer): boolean {
    const ping = this.#unanswered.shift();
    if (ping === undefined) return false;
    ping.callback(true, performance.now() - ping.sentAt, payload);
    return true;
  }

  cancel(): void {
    for (const ping of this.#unanswered.splice(0)) ping.callback(false, 0, ping.payload);
  }
}

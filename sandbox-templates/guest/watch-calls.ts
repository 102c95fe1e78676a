import diagnosticsChannel from 'node:diagnostics_channel';
import { Client, type ClientUnaryCall } from '@grpc/grpc-js';
import type { Sample } from '../../site/sandbox/protocol/samples.ts';
import type { CallObjects } from './live-objects.ts';

export type Counts = Pick<
  Sample,
  'calls' | 'callsFailed' | 'callsOpen' | 'clientsCreated' | 'channelsCreated' | 'methodsCached'
>;
type Channel = ReturnType<Client['getChannel']>;
type Callback = (error: unknown, ...rest: unknown[]) => void;

/**
 * Counts what the program does with its clients, whichever way it is written: calls at grpc-js's own door, MagicOnion clients and cached
 * methods by what the port publishes. Keeps none of them alive.
 */
export class Calls {
  #answered = 0;
  #failed = 0;
  #open = 0;
  #channels = 0;
  #grpcClients = 0;
  #magicOnionClients = 0;
  #methodsCached = 0;
  #onQuiet: (() => void) | null = null;
  #onUnary: ((serializer: unknown) => void) | null = null;
  #onChannel: ((channel: Channel) => void) | null = null;
  readonly #onFirstAnswer: () => void;

  /** `onFirstAnswer` runs when the first answer is in. */
  constructor(objects: CallObjects, onFirstAnswer: () => void) {
    this.#onFirstAnswer = onFirstAnswer;
    this.#watchClients(objects);
    diagnosticsChannel.subscribe('magiconion.client.created', () => void this.#magicOnionClients++);
    diagnosticsChannel.subscribe('magiconion.channel.method-cached', () => void this.#methodsCached++);
  }

  counts(): Counts {
    return {
      calls: this.#answered,
      callsFailed: this.#failed,
      callsOpen: this.#open,
      channelsCreated: this.#channels,
      methodsCached: this.#methodsCached,
      clientsCreated: this.#magicOnionClients || this.#grpcClients,
    };
  }

  get open(): number {
    return this.#open;
  }

  /** `callback` runs once, right before a call begins while none is under way; null takes it back. */
  set onQuiet(callback: (() => void) | null) {
    this.#onQuiet = callback;
  }

  /** `callback` runs as each unary call is made, with the serializer of its request. */
  set onUnary(callback: (serializer: unknown) => void) {
    this.#onUnary = callback;
  }

  /** `callback` runs as each channel is about to carry its first call. */
  set onChannel(callback: (channel: Channel) => void) {
    this.#onChannel = callback;
  }

  #begin(): void {
    if (this.#open === 0 && this.#onQuiet) {
      const quiet = this.#onQuiet;
      this.#onQuiet = null;
      quiet();
    }
    this.#open++;
  }

  #end(failed: boolean): void {
    this.#open--;
    if (failed) this.#failed++;
    else if (++this.#answered === 1) this.#onFirstAnswer();
  }

  #watchClients(objects: CallObjects): void {
    const calls = this;
    const seenClients = new WeakSet<Client>();
    const seenChannels = new WeakSet<object>();
    const see = (client: Client) => {
      if (seenClients.has(client)) return;
      seenClients.add(client);
      calls.#grpcClients++;
      objects.addGrpcClient(client);
      const channel = client.getChannel();
      if (seenChannels.has(channel)) return;
      seenChannels.add(channel);
      calls.#channels++;
      objects.addChannel(channel);
      calls.#onChannel?.(channel);
    };

    // Our frame in the stack of a call, by which an error finds the line that made it, takes the place of none of the program's.
    Error.stackTraceLimit++;
    const { makeUnaryRequest } = Client.prototype;
    Client.prototype.makeUnaryRequest = function (this: Client, ...args: unknown[]): ClientUnaryCall {
      see(this);
      calls.#onUnary?.(args[1]);
      const callback = args.at(-1) as Callback;
      args[args.length - 1] = (error: unknown, ...rest: unknown[]) => {
        calls.#end(Boolean(error));
        callback(error, ...rest);
      };
      calls.#begin();
      try {
        return Reflect.apply(makeUnaryRequest, this, args);
      } catch (error) {
        calls.#open--;
        throw error;
      }
    };
    for (const name of ['makeClientStreamRequest', 'makeServerStreamRequest', 'makeBidiStreamRequest'] as const) {
      const make = Client.prototype[name] as (...args: unknown[]) => NodeJS.EventEmitter;
      (Client.prototype as unknown as Record<string, unknown>)[name] = function (this: Client, ...args: unknown[]) {
        see(this);
        const call = Reflect.apply(make, this, args);
        calls.#begin();
        return call.once('status', ({ code }: { code: number }) => calls.#end(code !== 0));
      };
    }
  }
}

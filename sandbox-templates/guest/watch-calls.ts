import diagnosticsChannel from 'node:diagnostics_channel';
import { Client, type ClientUnaryCall } from '@grpc/grpc-js';
import type { Sample } from '../../site/sandbox/samples.ts';

type Counts = Pick<Sample, 'calls' | 'clientsCreated' | 'channelsCreated' | 'methodsCached'>;
type Callback = (error: unknown, ...rest: unknown[]) => void;

/**
 * Counts what the program does with its clients, whichever way it is written: calls at grpc-js's own door, MagicOnion clients and cached
 * methods by what the port publishes. Keeps none of them alive. `onFirstCall` runs when the first answer is in, `onChannel` for each
 * channel at its first call.
 */
export function watchCalls(
  onFirstCall: () => void,
  onChannel: (channel: object) => void = () => undefined,
): () => Counts {
  let calls = 0;
  let channelsCreated = 0;
  let grpcClients = 0;
  let magicOnionClients = 0;
  let methodsCached = 0;
  const seenClients = new WeakSet<Client>();
  const seenChannels = new WeakSet<object>();

  const see = (client: Client) => {
    if (seenClients.has(client)) return;
    seenClients.add(client);
    grpcClients++;
    const channel = client.getChannel();
    if (seenChannels.has(channel)) return;
    seenChannels.add(channel);
    channelsCreated++;
    onChannel(channel);
  };
  const answered = () => {
    if (++calls === 1) onFirstCall();
  };

  const { makeUnaryRequest } = Client.prototype;
  Client.prototype.makeUnaryRequest = function (this: Client, ...args: unknown[]): ClientUnaryCall {
    see(this);
    const callback = args.at(-1) as Callback;
    args[args.length - 1] = (error: unknown, ...rest: unknown[]) => {
      if (!error) answered();
      callback(error, ...rest);
    };
    return Reflect.apply(makeUnaryRequest, this, args);
  };
  for (const name of ['makeClientStreamRequest', 'makeServerStreamRequest', 'makeBidiStreamRequest'] as const) {
    const make = Client.prototype[name] as (...args: unknown[]) => NodeJS.EventEmitter;
    (Client.prototype as unknown as Record<string, unknown>)[name] = function (this: Client, ...args: unknown[]) {
      see(this);
      return Reflect.apply(make, this, args).on('status', ({ code }: { code: number }) => code === 0 && answered());
    };
  }

  diagnosticsChannel.subscribe('magiconion.client.created', () => void magicOnionClients++);
  diagnosticsChannel.subscribe('magiconion.channel.method-cached', () => void methodsCached++);

  return () => ({ calls, channelsCreated, methodsCached, clientsCreated: magicOnionClients || grpcClients });
}

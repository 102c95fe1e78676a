import { builtin } from '../base/builtin.ts';

/** What a program, or a tool that traces it, subscribes to by name (https://nodejs.org/api/diagnostics_channel.html#http2). */
interface Channel {
  readonly hasSubscribers: boolean;
  publish(message: object): void;
}

interface DiagnosticsChannels {
  channel?: (name: string) => Channel;
}

const { channel } = builtin<DiagnosticsChannels>('node:diagnostics_channel') ?? {};

/** Where the host has no channels, as in a browser. */
const unheard: Channel = { hasSubscribers: false, publish: () => undefined };

const named = (name: string): Channel => channel?.(`http2.${name}`) ?? unheard;

/** The life of a request and its response at the client. Ask for `hasSubscribers` first: what is published costs something to make. */
export const clientStream = {
  created: named('client.stream.created'),
  start: named('client.stream.start'),
  bodyChunkSent: named('client.stream.bodyChunkSent'),
  bodySent: named('client.stream.bodySent'),
  finish: named('client.stream.finish'),
  error: named('client.stream.error'),
  close: named('client.stream.close'),
};

/** The same at the server. */
export const serverStream = {
  created: named('server.stream.created'),
  start: named('server.stream.start'),
  finish: named('server.stream.finish'),
  error: named('server.stream.error'),
  close: named('server.stream.close'),
};

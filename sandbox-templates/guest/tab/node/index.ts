import * as buffer from 'node:buffer';
import { keepContexts, kept, keptAll } from './async-context.ts';
import * as diagnosticsChannel from './diagnostics-channel.ts';
import * as dns from './dns.ts';
import * as events from './events.ts';
import * as http2 from '../../../http2/core.ts';
import * as net from './net.ts';
import * as os from './os.ts';
import * as perfHooks from './perf-hooks.ts';
import { nodeConsole } from './console.ts';
import { process } from './process.ts';
import stream from 'node:stream';
import * as stringDecoder from 'node:string_decoder';
import * as timers from './timers.ts';
import * as timersPromises from './timers-promises.ts';
import * as url from './url.ts';
import * as util from './util.ts';
import * as utilTypes from './util-types.ts';
import * as zlib from './zlib.ts';
import * as grpc from '@grpc/grpc-js';
import * as msgpackr from 'msgpackr';
import { moreModules } from '../more-modules.ts';
import { offerHost } from './host.ts';

// As Node's since 22: the library has a quarter of it.
stream.setDefaultHighWaterMark(false, 64 * 1024);

/** Node's modules that are here, by their name without `node:`. */
const builtins: Record<string, object> = {
  buffer,
  console: { ...nodeConsole, default: nodeConsole },
  diagnostics_channel: diagnosticsChannel,
  dns,
  'dns/promises': dns.promises,
  events,
  http2,
  net,
  os,
  perf_hooks: perfHooks,
  process: { ...membersOf(process), default: process },
  stream,
  'stream/promises': stream.promises,
  string_decoder: stringDecoder,
  timers: { ...timers, promises: timersPromises },
  'timers/promises': timersPromises,
  url,
  util,
  'util/types': utilTypes,
  zlib,
};

const packages: Record<string, object> = { '@grpc/grpc-js': grpc, msgpackr };

const awaited = new Map<string, (added: object) => void>();

/** What a bare specifier stands for, or null where it is not here. */
export function findModule(specifier: string): object | null {
  if (specifier.startsWith('node:')) return builtins[specifier.slice('node:'.length)] ?? null;
  return builtins[specifier] ?? packages[specifier] ?? null;
}

/** For the message of an import that finds nothing. */
export const moduleNames: readonly string[] = [
  ...Object.keys(packages),
  ...Object.keys(builtins).map((name) => `node:${name}`),
  ...moreModules,
];

offerHost({
  find: findModule,
  keepContexts,
  contexts: { kept, keptAll },
  add(more) {
    Object.defineProperties(builtins, Object.getOwnPropertyDescriptors(more.builtins));
    Object.assign(packages, more.packages);
    for (const [name, added] of Object.entries(more.packages)) awaited.get(name)?.(added);
  },
});

/** Calls `then` with a package of `more-modules.ts`, before the program has it. It does not come where the program does not import it. */
export function whenAdded(name: string, then: (added: object) => void): void {
  awaited.set(name, then);
}

/** An object's members with its methods, bound, as `import { nextTick } from 'node:process'` wants them. */
function membersOf(object: object): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  for (let level = object; level !== Object.prototype; level = Object.getPrototypeOf(level)) {
    for (const name of Object.getOwnPropertyNames(level)) {
      if (name in members || name === 'constructor') continue;
      const value: unknown = Reflect.get(object, name);
      members[name] = typeof value === 'function' ? value.bind(object) : value;
    }
  }
  return members;
}

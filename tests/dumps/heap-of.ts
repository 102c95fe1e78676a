// A program of one kind: fills its heap, and writes a snapshot of it. node heap-of.ts <kind> <file> [size]
import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import v8 from 'node:v8';
import vm from 'node:vm';

const [kind, file, given] = process.argv.slice(2) as [string, string, string?];
const size = Number(given ?? 1000);
class Session {
  readonly data = new Uint8Array(64);
  readonly name: string;
  constructor(index: number) {
    this.name = `session ${index}`;
  }
}
const sessions = Array.from({ length: size }, (_, index) => new Session(index));

const kinds: Readonly<Record<string, () => unknown>> = {
  map: () => new Map(sessions.map((session) => [session.name, session])),
  weak: () => new WeakMap(sessions.map((session) => [session, { seen: new Set([session.name]) }])),
  events() {
    const bus = new EventEmitter().setMaxListeners(0);
    for (const session of sessions) bus.on('changed', () => session.name);
    return bus;
  },
  signal() {
    const stopping = new AbortController();
    for (const session of sessions) stopping.signal.addEventListener('abort', () => session.name);
    return stopping;
  },
  target() {
    const bus = new EventTarget();
    for (const session of sessions) bus.addEventListener('changed', () => session.name);
    return bus;
  },
  sockets: () => sessions.map(() => new Socket().setTimeout(1e9)),
  timers: () => sessions.map((session) => setTimeout(() => session.name, 1e9).unref()),
  arrays: () => [new Float64Array(size), Array.from({ length: size }, (_, i) => new Array(i)), 'x'.repeat(size)],
  closures: () => sessions.map((session) => () => session),
  contexts: () => Array.from({ length: 5 }, () => vm.createContext({ sessions })),
  server: () => createServer((_, response) => response.end(sessions[0]!.name)),
  modules: () => ['typescript-6', '@grpc/grpc-js', 'msgpackr'].map((name) => createRequire(import.meta.url)(name)),
};
const held = kinds[kind]!();
(globalThis as { held?: unknown }).held = held;
v8.writeHeapSnapshot(file);
process.exit();

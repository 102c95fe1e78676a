import { Buffer } from 'node:buffer';
import { process } from './node/process.ts';
import * as timers from './node/timers.ts';

/** Puts Node's globals in the place of the page's, for the program and for the packages here. */
export function installGlobals(console: object): void {
  const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate } = timers;
  const globals = { global: globalThis, process, Buffer, console, setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate };
  for (const [name, value] of Object.entries(globals)) Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
}

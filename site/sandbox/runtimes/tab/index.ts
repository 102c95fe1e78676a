import type { Runtime } from '../../runtime.ts';
import { TabSandbox } from './sandbox.ts';

/** What a browser must have; all of it came by the end of 2024. */
const needs = {
  'Promise.withResolvers': () => 'withResolvers' in Promise,
  FinalizationRegistry: () => 'FinalizationRegistry' in globalThis,
  Worker: () => 'Worker' in globalThis,
  'ArrayBuffer.transfer': () => 'transfer' in ArrayBuffer.prototype,
};

/** The programs run in this page, in a frame with an origin of its own: no server, no third party, no network. */
export const runtime: Runtime = {
  id: 'tab',
  async unavailable() {
    const missing = Object.entries(needs).flatMap(([name, isThere]) => (isThere() ? [] : [name]));
    return missing.length ? { code: 'not-supported', message: missing.join(', ') } : null;
  },
  boot: TabSandbox.boot,
};

import { Buffer } from 'node:buffer';
import { codedError } from './node/errors.ts';
import { process } from './node/process.ts';
import * as timers from './node/timers.ts';

/** The policy of the frame lets nothing through; these say so, where the browser would only say that it failed. */
const refuse = (what: string) =>
  codedError(TypeError, 'ERR_ACCESS_DENIED', `The sandbox has no network: ${what} was refused.`);
const fetch = async (resource: unknown): Promise<never> => {
  throw refuse(`fetch(${String(resource instanceof Request ? resource.url : resource)})`);
};
/** No policy of Chromium's keeps a frame from WebRTC (it does not know the directive `webrtc`): here, what would open a connection is gone. */
const connections = [
  'WebSocket',
  'WebTransport',
  'EventSource',
  'XMLHttpRequest',
  'RTCPeerConnection',
  'webkitRTCPeerConnection',
];
const refused = (name: string) =>
  class {
    constructor(address?: unknown) {
      throw refuse(`${name}(${typeof address === 'string' || address instanceof URL ? String(address) : ''})`);
    }
  };

/** Puts Node's globals in the place of the page's, for the program and for the packages here. */
export function installGlobals(console: object): void {
  const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate } = timers;
  const globals = {
    global: globalThis,
    process,
    Buffer,
    console,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    setImmediate,
    clearImmediate,
    fetch,
    ...Object.fromEntries(connections.map((name) => [name, refused(name)])),
  };
  for (const [name, value] of Object.entries(globals))
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
}

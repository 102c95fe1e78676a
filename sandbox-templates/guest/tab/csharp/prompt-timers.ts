// .NET's thread pool has its work done by `setTimeout(…, 0)`, and a browser makes those wait for 4 ms each once five are nested (HTML, "timer
// initialization steps"): a call has some of them. A message does not wait.
const later = globalThis.setTimeout;
const notLater = globalThis.clearTimeout;
const { port1, port2 } = new MessageChannel();
const waiting = new Map<number, () => void>();
/** Below 0: none of the platform's own. */
let lastId = 0;

port1.onmessage = ({ data }: MessageEvent<number>) => {
  const run = waiting.get(data);
  waiting.delete(data);
  run?.();
};

function setTimeout(callback: (...args: unknown[]) => void, delay?: number, ...args: unknown[]): number {
  if (Number(delay) > 0 || typeof callback !== 'function') return Number(later(callback, delay, ...args));
  waiting.set(--lastId, () => callback(...args));
  port2.postMessage(lastId);
  return lastId;
}

function clearTimeout(id?: number): void {
  if (id !== undefined && id < 0) waiting.delete(id);
  else notLater(id);
}

Object.assign(globalThis, { setTimeout, clearTimeout });

import { hubPaths, pollFor, type Polled } from './addresses.ts';
import { randomId } from './random-id.ts';

/** A connection to the hub while it lasts. */
export interface Transport {
  send(text: string): void;
  close(): void;
}
interface Ends {
  onMessage(text: string): void;
  /** Once, also where it never came to be. */
  onClosed(): void;
}

/** From a hub that is there, something is heard by then. */
const openWithin = 6000; // ms
/** Messages in one request of polling. */
const mostAtOnce = 20;

/** @param hello says who this is, as it stands when it is asked */
type Open = (base: string, hello: () => object, ends: Ends) => Transport;

export const openSocket: Open = (base, hello, { onMessage, onClosed }) => {
  const url = new URL(hubPaths.socket, base);
  url.protocol = url.protocol.replace('http', 'ws');
  const socket = new WebSocket(url);
  const waiting: string[] = [JSON.stringify(hello())];
  /** The browser would say that a dead line is closed when its other end has agreed, or a minute later. */
  const end = () => {
    clearTimeout(limit);
    socket.onmessage = socket.onclose = null;
    socket.close();
    onClosed();
  };
  const limit = setTimeout(end, openWithin);
  socket.onopen = () => {
    for (const text of waiting) socket.send(text);
  };
  socket.onmessage = ({ data }) => {
    clearTimeout(limit); // not before: some proxies open it, and let nothing through
    onMessage(String(data));
  };
  socket.onclose = end;
  return {
    send: (text) => void (socket.readyState === WebSocket.OPEN ? socket.send(text) : waiting.push(text)),
    close: end,
  };
};

/**
 * The same by requests: one is always under way, and waits for news; what is said meanwhile goes in requests of its own. Each says who this is,
 * since each may come to another hub of the same class.
 */
export const openPolling: Open = (base, hello, { onMessage, onClosed }) => {
  const closing = new AbortController();
  const session = randomId();
  const waiting: string[] = [];
  let said: Promise<void> | null = null;
  /** Answers that wait for one that was given before them, and how many have come of each connection: a hub has one of its own. */
  let early: Polled[] = [];
  const come = new Map<string, number>();

  const ask = async (messages: string[]): Promise<Polled> => {
    const response = await fetch(new URL(hubPaths.poll, base), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ session, hello: JSON.stringify(hello()), messages }),
      signal: AbortSignal.any([closing.signal, AbortSignal.timeout(pollFor + 10_000)]),
    });
    if (!response.ok) throw new Error(`The hub answered ${response.status}.`);
    return (await response.json()) as Polled;
  };
  /** In the order in which they were given. */
  const take = (polled: Polled) => {
    early.push(polled);
    const isNext = ({ link, n }: Polled) => n === (come.get(link) ?? 0);
    for (let next = early.find(isNext); next; next = early.find(isNext)) {
      early = early.filter((other) => other !== next);
      come.set(next.link, next.n + 1);
      for (const text of next.messages) onMessage(text);
      if (next.closed) closing.abort();
    }
  };
  const listen = async () => {
    for (;;) take(await ask([]));
  };
  /** In order: one request at a time. */
  const say = () => {
    if (said || !waiting.length || closing.signal.aborted) return;
    const messages = waiting.splice(0, mostAtOnce);
    said = ask(messages)
      .then(take)
      .catch(() => closing.abort()) // the connection is made anew, and says it again
      .finally(() => {
        said = null;
        say();
      });
  };
  listen()
    .catch(() => undefined) // lost: who uses it connects again
    .finally(() => {
      closing.abort();
      onClosed();
    });
  return {
    send: (text) => {
      waiting.push(text);
      say();
    },
    close: () => closing.abort(),
  };
};

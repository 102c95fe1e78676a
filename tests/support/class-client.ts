import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { ToLearner, ToTrainer } from '../../site/class/answers.ts';
import { hubPaths } from '../../site/class/addresses.ts';

type Said = ToLearner | ToTrainer;

/** Joins a class as a page does. */
export async function joinClass(base: string, code: string, name: string): Promise<{ member: string; token: string }> {
  const response = await postJoin(base, code, name);
  if (!response.ok) throw new Error(`${name} was refused: ${response.status}`);
  return (await response.json()) as { member: string; token: string };
}
export const postJoin = (base: string, code: string, name: string): Promise<Response> =>
  fetch(`${base}/${hubPaths.join}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ code, name }),
  });

/** A page's socket without the page. */
export class ClassClient {
  readonly socket: WebSocket;
  readonly heard: Said[] = [];
  /** Numbers that were acknowledged, as often as they were. */
  readonly acknowledged: number[] = [];
  readonly closed: Promise<void>;
  #n = 0;
  readonly #source = `source-${Math.random().toString(36).slice(2)}`;
  #onHeard: (message: Said) => void = () => undefined;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => socket.on('close', () => resolve()));
    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Said;
      this.heard.push(message);
      if (message.type === 'ack') this.acknowledged.push(message.n);
      this.#onHeard(message);
    });
  }

  static async open(base: string, hello: object, headers: Record<string, string> = {}): Promise<ClassClient> {
    const socket = new WebSocket(`${base.replace('http', 'ws')}/${hubPaths.socket}`, { headers });
    const client = new ClassClient(socket);
    await once(socket, 'open');
    socket.send(JSON.stringify(hello));
    return client;
  }
  static learner = (base: string, token: string, seen = 0): Promise<ClassClient> =>
    ClassClient.open(base, { type: 'hello', as: 'learner', token, seen });
  static trainer = (base: string, key: string, id = 'trainer-1', name = 'Tess'): Promise<ClassClient> =>
    ClassClient.open(base, { type: 'hello', as: 'trainer', key, id, name });

  say(message: object, n = this.#n++): number {
    this.socket.send(JSON.stringify({ type: 'up', source: this.#source, n, message }));
    return n;
  }

  onHeard(listener: (message: Said) => void): void {
    this.#onHeard = listener;
  }

  /** Resolves with the first message, heard already or still to come, that fits. @throws where the socket closes before. */
  async hears<T extends Said>(fits: (message: Said) => message is T): Promise<T>;
  async hears(fits: (message: Said) => boolean): Promise<Said>;
  async hears(fits: (message: Said) => boolean): Promise<Said> {
    const found = this.heard.find(fits);
    if (found) return found;
    return new Promise((resolve, reject) => {
      this.#onHeard = (message) => fits(message) && resolve(message);
      void this.closed.then(() => reject(new Error('The socket was closed.')));
    });
  }
}

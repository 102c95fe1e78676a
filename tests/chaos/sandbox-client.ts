import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { FileTree, RunOptions } from '../../site/sandbox/runtime.ts';
import {
  challengePath,
  decodeReply,
  proofSubprotocol,
  proofText,
  socketPath,
  subprotocol,
  type Challenge,
  type Reply,
} from '../../site/sandbox/runtimes/local/protocol.ts';

/** A page's end of one sandbox, as bare as its protocol: what it sends need not be sensible. */
export class SandboxClient {
  readonly socket: WebSocket;
  #next = 1;
  #listeners = new Map<number, (reply: Reply) => void>();

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('error', () => undefined);
    socket.on('message', (data) => {
      const reply = decodeReply(String(data));
      if (reply) this.#listeners.get(reply.id)?.(reply);
    });
  }

  static async open(port: number, key: string, files: FileTree): Promise<SandboxClient> {
    const origin = `http://localhost:${port}`;
    // On a connection of its own: one that is kept may be closed for others meanwhile, and a browser would ask again.
    const asked = await fetch(origin + challengePath, { headers: { Origin: origin, Connection: 'close' } });
    const { challenge } = (await asked.json()) as Challenge;
    const proof = createHmac('sha256', key).update(proofText(challenge, origin)).digest('hex');
    const socket = new WebSocket(`ws://localhost:${port}${socketPath}`, [subprotocol, proofSubprotocol + proof], {
      origin,
    });
    await once(socket, 'open');
    const client = new SandboxClient(socket);
    await client.ask({ type: 'open', files });
    return client;
  }

  /** Resolves with the answer, or once the socket is closed. */
  ask(request: object): Promise<Reply | null> {
    return new Promise((resolve) => {
      this.socket.once('close', () => resolve(null));
      this.#send(request, (reply) => {
        if (reply.type !== 'message') resolve(reply);
      });
    });
  }

  run(program: string, options: RunOptions, listener: (reply: Reply) => void): void {
    this.#send({ type: 'run', program, ...options }, listener);
  }

  #send(request: object, listener: (reply: Reply) => void): void {
    const id = this.#next++;
    this.#listeners.set(id, listener);
    this.socket.send(JSON.stringify({ ...request, id }));
  }
}

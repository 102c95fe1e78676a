import type { GuestMessage } from '../../protocol/messages.ts';
import { SandboxError, type Reason } from '../../errors/reason.ts';
import { unlessAborted } from '../../flow/unless-aborted.ts';
import type { RunOptions } from '../../runtime.ts';
import {
  closeCodes,
  decodeReply,
  proofSubprotocol,
  socketPath,
  subprotocol,
  type DotnetProgram,
  type Request,
} from './protocol.ts';

type Asked<R> = R extends Request ? Omit<R, 'id'> : never;
type Answered = Asked<Exclude<Request, { type: 'run' | 'command' | 'stop' }>>;

interface Pending {
  message?(message: GuestMessage): void;
  done(): void;
  failed(reason: Reason): void;
}

/** The page's end of one WebSocket: pairs each request with its answer, and tells all that wait when the link is lost. */
export class Connection {
  #socket: WebSocket;
  #nextId = 1;
  #pending = new Map<number, Pending>();
  #lost: Reason | null = null;

  /** @throws {SandboxError} where the server does not take it; `signal`'s reason where that ended it. */
  static open(proof: string, signal: AbortSignal): Promise<Connection> {
    const { promise, resolve, reject } = Promise.withResolvers<Connection>();
    const socket = new WebSocket(socketPath, [subprotocol, proofSubprotocol + proof]);
    const aborted = () => {
      socket.close();
      reject(signal.reason);
    };
    signal.addEventListener('abort', aborted, { once: true });
    socket.onopen = () => resolve(new Connection(socket));
    socket.onclose = (event) => reject(new SandboxError(closeReason(event.code)));
    return promise.finally(() => signal.removeEventListener('abort', aborted));
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = (event) => this.#receive(event.data);
    socket.onclose = (event) => this.#lose(closeReason(event.code));
  }

  /** @throws {SandboxError} with the server's reason, or that of a lost link; `signal`'s reason where that ended it. */
  request(request: Answered, signal?: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#send(request, { done: resolve, failed: (reason) => reject(new SandboxError(reason)) });
    return signal ? unlessAborted(promise, signal) : promise;
  }

  /** Starts a program; returns the function that stops it. `onMessage` always gets an `exit`, and that last. */
  run(
    program: string,
    { probe, env, octets, commands, dotnet }: RunOptions & { dotnet?: DotnetProgram },
    onMessage: (message: GuestMessage) => void,
  ): () => void {
    let isOver = false;
    const message = (given: GuestMessage): void => {
      isOver ||= given.type === 'exit';
      onMessage(given);
    };
    const id = this.#send(
      { type: 'run', program, probe, env, octets, dotnet },
      {
        message,
        // Its exit may be one that this page does not take.
        done: () => isOver || message({ type: 'exit', code: null }),
        failed: (reason) => message({ type: 'exit', code: null, reason }),
      },
    );
    const tell = (request: Request) => {
      if (this.#pending.has(id)) this.#socket.send(JSON.stringify(request));
    };
    commands?.connect((command) => tell({ type: 'command', id, command }));
    return () => tell({ type: 'stop', id });
  }

  close(): void {
    this.#socket.close();
    this.#lose({ code: 'connection-lost' });
  }

  #send(request: Asked<Request>, pending: Pending): number {
    const id = this.#nextId++;
    if (this.#lost) pending.failed(this.#lost);
    else {
      this.#pending.set(id, pending);
      this.#socket.send(JSON.stringify({ ...request, id }));
    }
    return id;
  }

  #receive(data: unknown): void {
    const reply = typeof data === 'string' ? decodeReply(data) : null;
    if (!reply) return;
    const pending = this.#pending.get(reply.id);
    if (reply.type === 'message') return pending?.message?.(reply.message);
    this.#pending.delete(reply.id);
    if (reply.type === 'done') pending?.done();
    else pending?.failed(reply.reason);
  }

  #lose(reason: Reason): void {
    this.#lost ??= reason;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { failed } of pending) failed(this.#lost);
  }
}

function closeReason(code: number): Reason {
  switch (code) {
    case closeCodes.tooLarge:
      return { code: 'too-large' };
    case closeCodes.tooMany:
      return { code: 'too-many' };
    case closeCodes.badRequest:
      return { code: 'internal', message: 'The local runtime did not understand the page.' };
    default:
      return { code: 'connection-lost' };
  }
}

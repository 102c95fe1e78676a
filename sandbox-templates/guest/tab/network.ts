import type { FromLoopback, ToLoopback } from './protocol.ts';

export interface Incoming {
  from: number;
  socket: MessagePort;
}

type Pending = (answer: FromLoopback) => void;

let line: MessagePort | null = null;
let lastId = 0;
const pending = new Map<number, Pending>();
const listeners = new Map<number, (incoming: Incoming) => void>();

/** Puts this program on its sandbox's loopback network. Before that, every address refuses. */
export function joinNetwork(port: MessagePort): void {
  line = port;
  port.onmessage = ({ data }: MessageEvent<FromLoopback>) => {
    if (data.type === 'connection') {
      const listener = listeners.get(data.port);
      if (listener) listener(data);
      else data.socket.postMessage('reset');
      return;
    }
    const answer = pending.get(data.id);
    pending.delete(data.id);
    answer?.(data);
  };
}

const ask = (message: (id: number) => ToLoopback, transfer: Transferable[], answer: Pending): void => {
  const id = ++lastId;
  pending.set(id, answer);
  if (line) line.postMessage(message(id), transfer);
  else queueMicrotask(() => answer({ type: 'refused', id }));
};

/** `answer` gets the port, or null where it is taken. */
export function listen(
  port: number,
  onConnection: (incoming: Incoming) => void,
  answer: (port: number | null) => void,
): void {
  ask(
    (id) => ({ type: 'listen', id, port }),
    [],
    (reply) => {
      if (reply.type !== 'listening') return answer(null);
      listeners.set(reply.port, onConnection);
      answer(reply.port);
    },
  );
}

export function unlisten(port: number): void {
  listeners.delete(port);
  line?.postMessage({ type: 'unlisten', port } satisfies ToLoopback);
}

/** `answer` gets this end's own port number, or null where nobody listens. */
export function connect(port: number, socket: MessagePort, answer: (from: number | null) => void): void {
  ask(
    (id) => ({ type: 'connect', id, port, socket }),
    [socket],
    (reply) => answer(reply.type === 'connected' ? reply.from : null),
  );
}

import type { FromLoopback, ToLoopback } from './protocol.ts';

/** Where the system's free ports begin (RFC 6335, section 6: the dynamic ports). */
const firstFreePort = 49152;
const lastPort = 65535;

interface Listener {
  readonly program: MessagePort;
}

/**
 * The loopback network of one sandbox: which program listens on which port, and nothing else. A connection is a MessagePort that is handed
 * from the one who connects to the one who listens; what they send goes past here.
 */
export class Loopback {
  #listeners = new Map<number, Listener>();
  #nextPort = firstFreePort;

  /** Gives a program its line to the network. It is cut, and its listeners are gone, when `close` is called on the result. */
  join(): { port: MessagePort; close(): void } {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<ToLoopback>) => this.#take(data, port1);
    const close = () => {
      for (const [number, { program }] of this.#listeners) if (program === port1) this.#listeners.delete(number);
      port1.close();
    };
    return { port: port2, close };
  }

  #take(message: ToLoopback, program: MessagePort): void {
    const reply = (answer: FromLoopback, transfer: Transferable[] = []) => program.postMessage(answer, transfer);
    switch (message.type) {
      case 'listen': {
        const number = message.port || this.#freePort();
        if (number === null || this.#listeners.has(number)) return reply({ type: 'in-use', id: message.id });
        this.#listeners.set(number, { program });
        return reply({ type: 'listening', id: message.id, port: number });
      }
      case 'unlisten':
        if (this.#listeners.get(message.port)?.program === program) this.#listeners.delete(message.port);
        return;
      case 'connect': {
        const listener = this.#listeners.get(message.port);
        if (!listener) {
          message.socket.close();
          return reply({ type: 'refused', id: message.id });
        }
        const from = this.#freePort() ?? 0;
        const connection: FromLoopback = { type: 'connection', port: message.port, from, socket: message.socket };
        listener.program.postMessage(connection, [message.socket]);
        return reply({ type: 'connected', id: message.id, from });
      }
    }
  }

  #freePort(): number | null {
    for (let tried = firstFreePort; tried <= lastPort; tried++) {
      const port = this.#nextPort;
      this.#nextPort = port === lastPort ? firstFreePort : port + 1;
      if (!this.#listeners.has(port)) return port;
    }
    return null;
  }
}

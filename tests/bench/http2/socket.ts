import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { answerQuestions } from '../../../sandbox-templates/http2/tests/support/child.ts';

/** About what the frames of a small unary call come to, each way. */
const octets = Buffer.alloc(120, 'frames');

/** Two processes and a socket between them, with nothing above it. */
answerQuestions({
  async listen(): Promise<number> {
    const server = createServer({ noDelay: true }, (socket) => {
      socket.on('data', () => socket.write(octets));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  },
  /** How many times a second octets can go there and back, one at a time. */
  async bounce(port: number, milliseconds: number): Promise<number> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    const started = performance.now();
    let done = 0;
    await new Promise<void>((resolve) => {
      socket.on('data', () => {
        done++;
        if (performance.now() - started < milliseconds) socket.write(octets);
        else resolve();
      });
      socket.write(octets);
    });
    socket.destroy();
    return (done / (performance.now() - started)) * 1000;
  },
});

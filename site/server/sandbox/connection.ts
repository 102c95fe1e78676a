import type { WebSocket } from 'ws';
import type { GuestMessage } from '../../sandbox/protocol/messages.ts';
import { toReason } from '../../sandbox/errors/reason.ts';
import { closeCodes, decodeRequest, type Reply, type Request } from '../../sandbox/runtimes/local/protocol.ts';
import type { LocalSandbox } from './sandbox.ts';

/** A page that has not yet taken so many bytes is behind: it gets no more logs and samples until it has. */
const behindBytes = 256 * 1024;
/** Requests that wait their turn; a page sends one after the other. */
const mostWaiting = 32;

/** Serves one page's requests on one sandbox, in their order, until the socket closes. Resolves when the sandbox is disposed of. */
export async function serveConnection(socket: WebSocket, sandbox: LocalSandbox): Promise<void> {
  const reply = (message: Reply) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  };
  const closed = Promise.withResolvers<void>();
  socket.on('close', () => closed.resolve());

  let turn = Promise.resolve();
  let waiting = 0;
  socket.on('message', (data, isBinary) => {
    if (socket.readyState !== socket.OPEN) return; // it was told to go, and goes on
    const request = isBinary ? null : decodeRequest(data.toString());
    if (!request || ++waiting > mostWaiting) return socket.close(closeCodes.badRequest);
    turn = turn
      .then(() => handle(sandbox, request, reply, () => socket.bufferedAmount < behindBytes))
      .catch((error: unknown) => reply({ type: 'failed', id: request.id, reason: toReason(error) }))
      .finally(() => void waiting--);
  });

  await closed.promise;
  await turn;
  await sandbox.dispose();
}

async function handle(
  sandbox: LocalSandbox,
  request: Request,
  reply: (message: Reply) => void,
  ready: () => boolean,
): Promise<void> {
  const { id } = request;
  const done = () => reply({ type: 'done', id });
  switch (request.type) {
    case 'open':
      return sandbox.open(request.files).then(done);
    case 'write':
      return sandbox.write(request.path, request.text).then(done);
    case 'remove':
      return sandbox.remove(request.path).then(done);
    case 'dispose':
      return sandbox.dispose().then(done);
    case 'command':
      return sandbox.command(id, request.command);
    case 'stop':
      return sandbox.stop(id);
    case 'run': {
      const emit = (message: GuestMessage) => reply({ type: 'message', id, message });
      // Not awaited: the requests that follow, such as its `stop`, come while it runs.
      void sandbox.run(id, request.program, request, emit, ready).then(done);
      return;
    }
  }
}

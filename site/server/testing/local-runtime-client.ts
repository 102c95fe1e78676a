import { once } from 'node:events';
import http from 'node:http';
import { afterAll, beforeAll } from 'vitest';
import { WebSocket } from 'ws';
import {
  proofScheme,
  proofSubprotocol,
  socketPath,
  subprotocol,
  type Reply,
  type Request,
} from '../../sandbox/runtimes/local/protocol.ts';
import { key, startServer, type TestServer } from './support.ts';

/** The real server of the tests that import this. */
export let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** Sends exactly these headers, a proof of the key where none is given, and `Host: localhost:<port>`. */
export async function send({
  headers = {},
  body,
  ...options
}: http.RequestOptions & { headers?: Record<string, string>; body?: string }): Promise<Answer> {
  const request = http.request({
    host: '127.0.0.1',
    port: server.port,
    agent: false,
    headers: { Host: `localhost:${server.port}`, Authorization: proofScheme + proofFor(headers.Host), ...headers },
    ...options,
  });
  request.end(body);
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk as string;
  return { status: response.statusCode!, headers: response.headers, body: text };
}

export const proofFor = (host = `localhost:${server.port}`): string => key.proofFor(`http://${host}`);

/** Asks for a WebSocket, with a proof of the key where none is given: the socket where it is granted, or the status where it is not. */
async function connect(
  path: string,
  protocols: string[],
  headers: Record<string, string>,
): Promise<WebSocket | number> {
  const proven = protocols.length > 1 ? protocols : [...protocols, proofSubprotocol + proofFor()];
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, proven, {
    headers: { Host: `localhost:${server.port}`, ...headers },
  });
  return new Promise((resolve) => {
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode!);
      socket.terminate();
    });
    socket.on('error', () => undefined);
  });
}

/** The status that a request for a WebSocket is answered with: 101 where it is granted. */
export async function statusOf(...request: Parameters<typeof connect>): Promise<number> {
  const answer = await connect(...request);
  if (typeof answer === 'number') return answer;
  answer.terminate();
  return 101;
}

export const open = async (): Promise<WebSocket> => {
  const socket = await connect(socketPath, [subprotocol], { Origin: server.origin });
  if (typeof socket === 'number') throw new Error(`Refused with ${socket}.`);
  return socket;
};

/** Sends one request on a socket of its own, and gives its answer, or the code the socket was closed with. */
export async function ask(request: Request | string | Buffer, before: Request[] = []): Promise<Reply | number> {
  const socket = await open();
  try {
    for (const one of before) {
      socket.send(JSON.stringify(one));
      await once(socket, 'message');
    }
    socket.send(typeof request === 'string' || Buffer.isBuffer(request) ? request : JSON.stringify(request));
    return await new Promise((resolve) => {
      socket.on('message', (data) => resolve(JSON.parse(String(data)) as Reply));
      socket.on('close', resolve);
    });
  } finally {
    socket.terminate();
  }
}

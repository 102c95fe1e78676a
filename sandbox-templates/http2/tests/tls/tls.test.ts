import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import nodeHttp2, { type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import * as own from '../../index.ts';
import { through, type Implementation } from '../support/preload.ts';
import { cert, key } from './certificate.ts';

const implementations = { own: own as unknown as typeof nodeHttp2, builtin: nodeHttp2 };
const pairs = [
  ['own', 'own'],
  ['own', 'builtin'],
  ['builtin', 'own'],
] as const;

async function listen(implementation: Implementation): Promise<number> {
  const server = implementations[implementation].createSecureServer({ key, cert });
  server.on('stream', (stream: ServerHttp2Stream) => {
    stream.respond({ ':status': 200, encrypted: String(stream.session?.encrypted) });
    stream.end('over TLS');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

describe.each(pairs)('a client on %s, a server on %s', (clientOn, serverOn) => {
  test('agree on h2 by ALPN and exchange a request', async () => {
    const session = implementations[clientOn].connect(`https://localhost:${await listen(serverOn)}`, { ca: cert });
    onTestFinished(() => session.close());
    const stream = session.request({ ':path': '/' });
    const [headers] = await once(stream, 'response');
    expect(headers).toMatchObject({ ':status': 200, encrypted: 'true' });
    expect(await text(stream)).toBe('over TLS');
    expect([session.encrypted, session.alpnProtocol]).toEqual([true, 'h2']);
  });

  test('carry an unmodified grpc-js call', async () => {
    const program = fileURLToPath(new URL('./grpc-program.ts', import.meta.url));
    const start = (implementation: Implementation, ...args: string[]) => {
      const { env, nodeOptions = [] } = through(implementation);
      const child = spawn(process.execPath, [...nodeOptions, program, ...args], {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      return child;
    };
    const [port] = await once(start(serverOn, 'serve').stdout, 'data');
    expect((await text(start(clientOn, 'call', String(port).trim()).stdout)).trim()).toBe('579');
  });
});

test('a certificate that nobody vouches for is an error of the session', async () => {
  const session = own.connect(`https://localhost:${await listen('own')}`);
  const [error] = await once(session, 'error');
  expect(error).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
});

test('a client that does not speak h2 is told so and let go', async () => {
  const socket = tls.connect({
    port: await listen('own'),
    host: '127.0.0.1',
    ca: cert,
    servername: 'localhost',
    ALPNProtocols: [],
  });
  expect(await text(socket)).toContain('expected `h2`');
});

test.each(['own', 'builtin'] as const)('a server on %s closes idle connections of HTTP/1 as it closes', async (on) => {
  const server = implementations[on].createSecureServer({
    key,
    cert,
    allowHTTP1: true,
    http1Options: { keepAliveTimeout: 0 },
  } as nodeHttp2.SecureServerOptions);
  server.on('request', (_request, response) => void response.end('over HTTP/1'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const agent = new https.Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const request = https.get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', ca: cert, agent });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  expect(await text(response)).toBe('over HTTP/1');
  server.close();
  // The agent would keep it for as long as the server lets it.
  await once(server, 'close');
});

test('where the host has no TLS, a secure server and an https address say so with a code', async () => {
  vi.resetModules();
  const getBuiltinModule = vi.spyOn(process, 'getBuiltinModule').mockImplementation(() => undefined as never);
  onTestFinished(() => getBuiltinModule.mockRestore());
  const { createSecureServer, connect } = await import('../../index.ts');
  for (const asked of [() => createSecureServer({ key, cert }), () => connect('https://localhost:1')]) {
    expect(asked).toThrow(
      expect.objectContaining({ code: 'ERR_HTTP2_TLS_UNAVAILABLE', message: expect.stringContaining('TLS') }),
    );
  }
});

import { once } from 'node:events';
import nodeNet from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Loopback } from '../loopback.ts';
import { joinNetwork } from '../network.ts';
import * as ownNet from './net.ts';

/** One sandbox's network for all the tests: the program that serves and the one that connects are this one. */
let leave: () => void;
beforeAll(() => {
  const { port, close } = new Loopback().join();
  joinNetwork(port);
  leave = () => {
    port.close();
    close();
  };
});
afterAll(() => leave());

type Net = typeof nodeNet;

/** A server on a free port, and the connections that it got. */
async function listening(
  net: Net,
  options: nodeNet.ServerOpts = {},
  onConnection: (socket: nodeNet.Socket) => void = () => undefined,
) {
  const server = net.createServer(options, onConnection).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as nodeNet.AddressInfo;
  return { server, port };
}

async function pair(net: Net, options: nodeNet.ServerOpts & { allowHalfOpen?: boolean } = {}) {
  const { server, port } = await listening(net, options);
  const client = net.connect({
    port,
    host: '127.0.0.1',
    allowHalfOpen: options.allowHalfOpen ?? false,
  } as nodeNet.NetConnectOpts);
  const [[accepted]] = (await Promise.all([once(server, 'connection'), once(client, 'connect')])) as [
    [nodeNet.Socket],
    unknown,
  ];
  return { server, client, accepted, port };
}

async function text(socket: nodeNet.Socket): Promise<string> {
  let all = '';
  socket.setEncoding('utf8');
  for await (const chunk of socket) all += chunk;
  return all;
}

const failure = async (emitter: nodeNet.Socket | nodeNet.Server) => {
  const [error] = (await once(emitter, 'error')) as [NodeJS.ErrnoException];
  const { message, code, errno, syscall } = error;
  return { message, code, errno, syscall };
};

/** Says something to the other end, and hears of it there: whatever else goes over the network goes on meanwhile. */
async function say(from: nodeNet.Socket, to: nodeNet.Socket): Promise<void> {
  const heard = once(to, 'data');
  from.write('x');
  await heard;
}

// What holds of Node's own net is what ours is held to. The last: octets that may be under way to a reader who does not read. A system's own may be many.
describe.each([
  ['node:net', nodeNet, 24 * 2 ** 20],
  ['the tab', ownNet as unknown as Net, 2 ** 19],
])('%s', (_name, net, mostUnderWay) => {
  test('carries what is written, in order, both ways, and ends in turn', async () => {
    const { server, client, accepted } = await pair(net, { allowHalfOpen: true });
    accepted.on('data', (chunk) => accepted.write(`<${String(chunk)}>`)).on('end', () => accepted.end('bye'));
    for (const word of ['one', ' ', 'two']) client.write(word);
    client.end();
    expect((await text(client)).replaceAll('><', '')).toBe('<one two>bye');
    server.close();
    await once(server, 'close');
  });

  test('has its last word where the other side has ended, and none after it', async () => {
    const last = Promise.withResolvers<nodeNet.Socket>();
    const { server, port } = await listening(net, {}, (socket) =>
      socket.resume().on('end', () => {
        socket.end('bye');
        last.resolve(socket);
      }),
    );
    const client = net.connect(port, '127.0.0.1');
    client.end('hello');
    expect(await text(client)).toBe('bye');
    const socket = await last.promise;
    const late = new Promise((resolve) => socket.on('error', () => undefined).write('more', resolve as () => void));
    expect(await late).toMatchObject({ code: 'EPIPE', message: 'This socket has been ended by the other party' });
    server.close();
  });

  test('neither connects nor listens once its signal has aborted', async () => {
    const signal = AbortSignal.abort();
    const { server, port } = await listening(net);
    const client = net.connect({ port, host: '127.0.0.1', signal } as nodeNet.NetConnectOpts);
    const [error] = (await once(client, 'error')) as [Error];
    expect(error).toMatchObject({ name: 'AbortError', code: 'ABORT_ERR' });
    server.close();
    const other = net.createServer().listen({ port: 0, signal });
    await once(other, 'close');
    expect(other.listening).toBe(false);
  });

  test('ends its own side with the other, unless told not to', async () => {
    const { server, client, accepted } = await pair(net);
    const closed = Promise.all([once(client, 'close'), once(accepted, 'close')]);
    accepted.resume();
    client.resume().end('x');
    expect(await closed).toEqual([[false], [false]]);
    server.close();
  });

  test('keeps a half open connection open to the other side', async () => {
    const { server, client, accepted } = await pair(net, { allowHalfOpen: true });
    client.end('question');
    expect(await text(accepted)).toBe('question');
    expect(accepted.writable).toBe(true);
    accepted.end('answer');
    expect(await text(client)).toBe('answer');
    server.close();
  });

  test('holds a writer back whose reader does not read, and loses nothing', async () => {
    const { server, client, accepted } = await pair(net);
    const chunk = Buffer.alloc(64 * 1024, 'x');
    let written = 0;
    const write = () => {
      while (written <= mostUnderWay) {
        written += chunk.length;
        if (!client.write(chunk)) return;
      }
    };
    client.on('drain', write);
    write();
    // A writer who is not held back gets further with each.
    const others = await pair(net);
    for (let i = 0; i < 100; i++) {
      await say(others.client, others.accepted);
      await say(others.accepted, others.client);
    }
    expect(written).toBeLessThanOrEqual(mostUnderWay);
    others.client.destroy();
    others.server.close();
    client.off('drain', write);
    client.end();
    let received = 0;
    for await (const part of accepted) received += (part as Buffer).length;
    expect(received).toBe(client.bytesWritten);
    expect(received).toBe(written);
    server.close();
  });

  test('tells who is at either end', async () => {
    const { server, client, accepted, port } = await pair(net);
    expect(client).toMatchObject({
      remoteAddress: '127.0.0.1',
      remotePort: port,
      remoteFamily: 'IPv4',
      connecting: false,
      pending: false,
      readyState: 'open',
    });
    expect(accepted).toMatchObject({ localPort: port, remoteAddress: '127.0.0.1', remotePort: client.localPort });
    expect(client.address()).toEqual({ address: '127.0.0.1', family: 'IPv4', port: client.localPort });
    client.destroy();
    accepted.destroy();
    server.close();
  });

  test('refuses where nobody listens', async () => {
    const { server, port } = await listening(net);
    server.close();
    await once(server, 'close');
    expect(await failure(net.connect(port, '127.0.0.1'))).toEqual({
      message: `connect ECONNREFUSED 127.0.0.1:${port}`,
      code: 'ECONNREFUSED',
      errno: -111,
      syscall: 'connect',
    });
  });

  test('does not listen twice on one port', async () => {
    const { server, port } = await listening(net);
    const second = net.createServer().listen(port, '127.0.0.1');
    expect(await failure(second)).toEqual({
      message: `listen EADDRINUSE: address already in use 127.0.0.1:${port}`,
      code: 'EADDRINUSE',
      errno: -98,
      syscall: 'listen',
    });
    expect(second.listening).toBe(false);
    server.close();
  });

  test('listens on several ports, and tells connections apart', async () => {
    const servers = await Promise.all(['a', 'b'].map((name) => listening(net, {}, (socket) => socket.end(name))));
    expect(await Promise.all(servers.map(({ port }) => text(net.connect(port, '127.0.0.1'))))).toEqual(['a', 'b']);
    for (const { server } of servers) server.close();
  });

  test('tells of a connection that the other end resets', async () => {
    const { server, client, accepted } = await pair(net);
    const failed = failure(client);
    client.resume();
    accepted.resetAndDestroy();
    expect(await failed).toEqual({ message: 'read ECONNRESET', code: 'ECONNRESET', errno: -104, syscall: 'read' });
    expect(client.destroyed).toBe(true);
    server.close();
  });

  test('a server closes when its last connection has', async () => {
    const { server, client, accepted } = await pair(net);
    let isClosed = false;
    const closed = once(server, 'close').then(() => (isClosed = true));
    server.close();
    expect(server.listening).toBe(false);
    await say(client, accepted);
    await say(accepted, client);
    expect(isClosed).toBe(false);
    accepted.resume();
    client.resume().end();
    await closed;
    expect(accepted.destroyed).toBe(true);
    const again = await new Promise((resolve) => server.close(resolve));
    expect(again).toMatchObject({ code: 'ERR_SERVER_NOT_RUNNING' });
  });

  test('destroyed while it connects, it never connects', async () => {
    const { server, port } = await listening(net);
    const events: string[] = [];
    const client = net.connect(port, '127.0.0.1');
    for (const event of ['connect', 'error', 'close'] as const) client.on(event, () => events.push(event));
    client.destroy();
    await once(client, 'close');
    expect(events).toEqual(['close']);
    server.close();
  });

  test('a write that is held until the connection stands is sent then', async () => {
    const { server, port } = await listening(net, {}, (socket) => socket.pipe(socket));
    const client = net.connect(port, '127.0.0.1');
    expect(client.connecting).toBe(true);
    client.end('early');
    expect(await text(client)).toBe('early');
    server.close();
  });

  test('says when nothing has gone over it for a while', async () => {
    const { server, client, accepted } = await pair(net);
    client.setTimeout(20);
    await once(client, 'timeout');
    expect(client.destroyed).toBe(false);
    client.destroy();
    accepted.destroy();
    server.close();
  });

  test.each([[65536], [-1], ['x'], [1.5]])('port %s is none', (port) => {
    expect(() => net.connect({ port: port as number })).toThrow(
      expect.objectContaining({ code: 'ERR_SOCKET_BAD_PORT', name: 'RangeError' }),
    );
  });

  test('tells addresses', () => {
    for (const address of [
      '127.0.0.1',
      '::1',
      '::',
      '1:2:3:4:5:6:7:8',
      '::ffff:1.2.3.4',
      'fe80::1%eth0',
      '256.0.0.1',
      '1.2.3',
      '1.2.3.4.',
      '1::2::3',
      '1:2:3:4:5:6:7',
      'g::',
      '',
      'localhost',
      '01.2.3.4',
      ':::',
    ]) {
      expect([address, net.isIP(address)]).toEqual([address, nodeNet.isIP(address)]);
    }
  });
});

test('a name that is not of the loopback is not found, an address not reached', async () => {
  expect(await failure(ownNet.connect(80, 'example.com') as unknown as nodeNet.Socket)).toMatchObject({
    code: 'ENOTFOUND',
    syscall: 'getaddrinfo',
  });
  expect(await failure(ownNet.connect(80, '10.0.0.1') as unknown as nodeNet.Socket)).toMatchObject({
    code: 'ENETUNREACH',
    syscall: 'connect',
  });
});

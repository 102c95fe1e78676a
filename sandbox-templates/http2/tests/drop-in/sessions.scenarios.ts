import { once } from 'node:events';
import { connect as connectSocket, createServer, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { closed, unannounced, type Scenario } from './scenario.ts';

/** Sessions and servers: settings, pings, windows, sockets, queues, references. */
export const sessionScenarios: Record<string, Scenario> = {
  'events of both sessions from start to end': async (stage) => {
    const { server, url } = await stage.server();
    server.on('session', (session) => stage.watchSession('server', session));
    const client = stage.watchSession('client', stage.client(url));
    await closed(client.request({ ':path': '/' }).resume());
    client.close();
    await closed(client);
  },
  'properties of sessions': async (stage) => {
    const { server, url } = await stage.server();
    const served = once(server, 'session');
    const client = stage.client(url);
    stage.note('client', 'before', {
      connecting: client.connecting,
      alpnProtocol: client.alpnProtocol,
      encrypted: client.encrypted,
      type: client.type,
      originSet: client.originSet,
    });
    await Promise.all([once(client, 'remoteSettings'), once(client, 'localSettings')]);
    const [session] = (await served) as [typeof client];
    await new Promise((resolve) => session.ping(resolve)); // Its settings are acknowledged by then.
    for (const [who, one] of [
      ['client', client],
      ['server', session],
    ] as const) {
      stage.note(who, 'after', {
        connecting: one.connecting,
        alpnProtocol: one.alpnProtocol,
        encrypted: one.encrypted,
        type: one.type,
        closed: one.closed,
        destroyed: one.destroyed,
        pendingSettingsAck: one.pendingSettingsAck,
        originSet: one.originSet,
        remoteAddress: one.socket.remoteAddress,
      });
    }
    stage.note('client', unannounced(client.remoteSettings), unannounced(client.localSettings));
    stage.note('server', unannounced(session.remoteSettings));
  },
  'settings given at the start': async (stage) => {
    const settings = {
      headerTableSize: 8192,
      initialWindowSize: 100_000,
      maxConcurrentStreams: 7,
      maxFrameSize: 20_000,
      maxHeaderListSize: 9999,
    };
    const { client, served } = await stage.pair(
      undefined,
      { settings },
      { settings: { ...settings, enablePush: false } },
    );
    await new Promise((resolve) => client.ping(resolve)); // The server has read the settings by then.
    stage.note('client', { ...client.remoteSettings, enablePush: undefined });
    stage.note('server', served.remoteSettings);
  },
  'settings changed later': async (stage) => {
    const { client, served } = await stage.pair();
    stage.watchSession('server', served, ['localSettings']);
    const changed = once(served, 'remoteSettings');
    await new Promise<void>((resolve) =>
      client.settings({ maxFrameSize: 30_000, initialWindowSize: 4242 }, (error, settings) => {
        stage.note('client', error, unannounced(settings));
        resolve();
      }),
    );
    await changed;
    stage.note('client', unannounced(client.localSettings), client.pendingSettingsAck);
  },
  pings: async (stage) => {
    const { client, served } = await stage.pair();
    served.on('ping', (payload: Buffer) => stage.note('server', 'ping', payload.length));
    const ping = (payload?: Buffer) =>
      new Promise<void>((resolve) => {
        const note = (error: Error | null, duration: number, returned: Buffer) => {
          stage.note('client', error, typeof duration, payload ? returned : returned.length);
          resolve();
        };
        stage.note('client', payload ? client.ping(payload, note) : client.ping(note));
      });
    await ping();
    await ping(Buffer.from('leak lab'));
    await new Promise<void>((resolve) =>
      served.ping((error, duration) => {
        stage.note('server', error, typeof duration);
        resolve();
      }),
    );
  },
  'pings beyond maxOutstandingPings': async (stage) => {
    const { client } = await stage.pair(undefined, {}, { maxOutstandingPings: 1 });
    const pings = [0, 1].map(
      (index) =>
        new Promise<void>((resolve) => {
          stage.note(
            'client',
            index,
            client.ping((error) => {
              stage.note(`ping ${index}`, error);
              resolve();
            }),
          );
        }),
    );
    await Promise.all(pings);
  },
  'a ping under way when the session is destroyed': async (stage) => {
    const { client } = await stage.pair();
    const done = new Promise<void>((resolve) =>
      client.ping((error, duration, payload) => {
        stage.note('client', error, typeof duration, payload);
        resolve();
      }),
    );
    client.destroy();
    await done;
    await closed(client);
  },
  'requests before the connection stands': async (stage) => {
    const { url } = await stage.server();
    const client = stage.client(url);
    const stream = client.request({ ':path': '/' });
    stage.note('client', { connecting: client.connecting, pending: stream.pending, id: stream.id });
    stage.note('client', await text(stream));
  },
  'requests beyond the limit wait their turn': async (stage) => {
    const { client } = await stage.pair(
      (stream) => {
        stage.note('server', stream.id);
        stream.respond();
        stream.end('ok');
      },
      { settings: { maxConcurrentStreams: 2 } },
    );
    const streams = Array.from({ length: 9 }, () => client.request({ ':path': '/' }));
    stage.note('client', await Promise.all(streams.map((stream) => text(stream))));
    stage.note(
      'client',
      streams.map(({ id }) => id),
    );
  },
  'a request that waits can be cancelled': async (stage) => {
    const { client } = await stage.pair((stream) => stream.respond(), { settings: { maxConcurrentStreams: 1 } });
    const first = client.request({ ':method': 'POST' });
    await once(first, 'response');
    const waiting = stage.watchStream('waiting', client.request({ ':method': 'POST' }));
    waiting.close(8);
    first.close();
    await Promise.all([closed(waiting), closed(first)]);
  },
  'connect(): listener, URL object and createConnection': async (stage) => {
    const { server, url } = await stage.server();
    const sockets: Socket[] = [];
    const client = stage.http2.connect(
      new URL(url),
      {
        createConnection: ({ port }) => {
          sockets.push(connectSocket(Number(port), '127.0.0.1'));
          return sockets[0]!;
        },
      },
      (session, socket) => stage.note('client', 'connect', session === client, socket === sockets[0]),
    );
    stage.atEnd(() => client.destroy());
    stage.note('client', await text(client.request({ ':path': '/' })), sockets.length, server.listening);
  },
  'connect() over a socket that is connected already': async (stage) => {
    const { url } = await stage.server();
    const socket = connectSocket(Number(new URL(url).port), '127.0.0.1');
    await once(socket, 'connect');
    const client = stage.watchSession('client', stage.client(url, { createConnection: () => socket }));
    stage.note('client', await text(client.request({ ':path': '/' })));
  },
  'a server fed by emit(connection)': async (stage) => {
    const { server } = await stage.server();
    const front = createServer((socket) => {
      server.emit('connection', socket);
    });
    front.listen(0, '127.0.0.1');
    await once(front, 'listening');
    stage.atEnd(() => front.close());
    const client = stage.client(`http://127.0.0.1:${(front.address() as AddressInfo).port}`);
    stage.note('client', await text(client.request({ ':path': '/' })));
  },
  'the authority, scheme and path that a request gets by default': async (stage) => {
    const { client, url } = await stage.pair((stream, headers) => {
      stage.note(
        'server',
        headers[':method'],
        headers[':path'],
        headers[':scheme'],
        headers[':authority'] === url.slice('http://'.length),
        headers.host,
      );
      stream.respond();
      stream.end();
    });
    await closed(client.request().resume());
    await closed(client.request({ host: 'named.example' }).resume());
  },
  'removeAllListeners() inside remoteSettings': async (stage) => {
    const { url } = await stage.server();
    const client = stage.client(url);
    await new Promise<void>((resolve) =>
      client.on('remoteSettings', () => {
        client.removeAllListeners();
        resolve();
      }),
    );
    client.on('close', () => stage.note('client', 'close'));
    stage.note('client', await text(client.request({ ':path': '/' })));
    client.close();
    await closed(client);
  },
  'the socket of a session': async (stage) => {
    const { client } = await stage.pair();
    for (const name of [
      'destroy',
      'emit',
      'end',
      'pause',
      'read',
      'resume',
      'write',
      'setEncoding',
      'setKeepAlive',
      'setNoDelay',
    ] as const) {
      stage.attempt('client', name, () => typeof client.socket[name]);
    }
    stage.note('client', client.socket.remotePort === client.socket.remotePort, client.socket.destroyed);
    client.destroy();
    await closed(client);
    stage.attempt('client', 'socket after close', () => client.socket === undefined);
  },
  windows: async (stage) => {
    const { client } = await stage.pair((stream) => stream.respond());
    const look = (when: string) =>
      stage.note('client', when, {
        effectiveLocalWindowSize: client.state.effectiveLocalWindowSize,
        localWindowSize: client.state.localWindowSize,
        remoteWindowSize: client.state.remoteWindowSize,
        nextStreamID: client.state.nextStreamID,
      });
    look('start');
    client.setLocalWindowSize(2 ** 20);
    look('raised');
    const stream = client.request({ ':method': 'POST' });
    await once(stream, 'response');
    stage.note('stream', {
      state: stream.state.state,
      localWindowSize: stream.state.localWindowSize,
      localClose: stream.state.localClose,
      remoteClose: stream.state.remoteClose,
    });
    look('request');
  },
  'ref() and unref() decide about the process': async (stage) => {
    const { client, server } = await stage.pair();
    const sockets = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
    const all = sockets();
    client.unref();
    stage.note('client', all - sockets());
    client.ref();
    stage.note('client', all - sockets());
    server.unref();
    client.destroy();
    await closed(client);
    stage.attempt('client', 'ref after close', () => client.ref());
    stage.attempt('client', 'unref after close', () => client.unref());
  },
  'two sessions of one server are apart': async (stage) => {
    const { url } = await stage.server((stream) => {
      stream.respond();
      stream.end(String(stream.id));
    });
    const [one, two] = [stage.client(url), stage.client(url)];
    stage.note('one', await text(one.request({})), await text(one.request({})));
    one.destroy();
    stage.note('two', await text(two.request({})));
  },
  'windows that SETTINGS move in the midst of a download': async (stage) => {
    for (const initialWindowSize of [1000, 100_000]) {
      const { client } = await stage.pair((stream) => {
        stream.respond();
        stream.end(Buffer.alloc(4_000_000));
      });
      const stream = client.request();
      let length = 0;
      stream.on('data', (chunk: Buffer) => {
        if (length < 2_000_000 && length + chunk.length >= 2_000_000) client.settings({ initialWindowSize });
        length += chunk.length;
      });
      await closed(stream);
      stage.note('client', initialWindowSize, length, stream.rstCode);
    }
  },
  'a server that limits the header list': async (stage) => {
    const { client } = await stage.pair(undefined, { settings: { maxHeaderListSize: 1000 } });
    await closed(stage.watchStream('client', client.request({ 'x-long': 'v'.repeat(2000) })));
  },
  'a header block beyond maxSendHeaderBlockLength': async (stage) => {
    const { client } = await stage.pair(undefined, {}, { maxSendHeaderBlockLength: 100 });
    await closed(stage.watchStream('client', client.request({ 'x-long': 'v'.repeat(2000) })));
  },
  'a response beyond maxSendHeaderBlockLength': async (stage) => {
    const { client } = await stage.pair(
      (stream) => {
        stage.watchStream('server', stream);
        stream.respond({ 'x-long': 'v'.repeat(2000) });
        stream.end('body');
      },
      { maxSendHeaderBlockLength: 1000 },
    );
    await closed(stage.watchStream('client', client.request()));
  },
  'timeout of a server': async (stage) => {
    const { server } = await stage.pair();
    stage.note('server', server.setTimeout(0, () => undefined) === server, (server as { timeout?: number }).timeout);
  },
};

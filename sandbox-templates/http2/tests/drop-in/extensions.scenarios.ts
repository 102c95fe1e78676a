import { closeSync, openSync } from 'node:fs';
import type {
  ClientHttp2Stream,
  IncomingHttpHeaders,
  ServerHttp2Session,
  ServerHttp2Stream,
  ServerStreamFileResponseOptions,
} from 'node:http2';
import { text } from 'node:stream/consumers';
import { closed, type Scenario } from './scenario.ts';

const file = import.meta.filename;

/** A server that answers with a file, and what the client sees of it. */
const sent =
  (respond: (stream: ServerHttp2Stream) => void): Scenario =>
  async (stage) => {
    const { client } = await stage.pair((stream) => {
      stage.watch('server stream', stream, ['error', 'close']);
      stage.attempt('server stream', 'respond', () => respond(stream));
    });
    const stream = client.request();
    stream.on('response', (headers: IncomingHttpHeaders) => {
      const { date: _date, ...rest } = headers;
      stage.note('client', rest);
    });
    stream.on('trailers', (trailers: IncomingHttpHeaders) => stage.note('client', trailers));
    stream.on('error', (error) => stage.note('client', error));
    stage.note('client', await text(stream).catch(() => 'failed'));
    stage.note('client', stream.rstCode);
  };

const withFile = (options?: ServerStreamFileResponseOptions & { onError?: (error: Error) => void }, path = file) =>
  sent((stream) => stream.respondWithFile(path, { 'content-type': 'text/plain' }, options as never));

/** What requests and responses are not: pushes, files, alternative services, protocols over CONNECT. */
export const extensionScenarios: Record<string, Scenario> = {
  'a push': async (stage) => {
    const { client, url } = await stage.pair((stream) => {
      stage.note('server', stream.pushAllowed);
      stream.pushStream({ ':path': '/pushed', 'x-a': 'b' }, (error, pushed, headers) => {
        stage.note('server', error, { ...headers, ':authority': headers[':authority'] === url.slice(7) });
        stage.watchStream('pushed by the server', pushed);
        stage.attempt('server', 'nested', () => pushed.pushStream({}, () => undefined));
        pushed.respond({ 'x-pushed': 'yes' });
        pushed.end('pushed');
        stream.end('asked');
      });
      stream.respond();
    });
    const body = new Promise<string>((resolve) => {
      client.on('stream', (received: ClientHttp2Stream, headers, flags) => {
        stage.note('pushed', headers[':path'], headers['x-a'], headers[':method'], flags, received.id);
        received.on('push', (answer) => stage.note('pushed', answer['x-pushed'], answer[':status']));
        resolve(text(received));
      });
    });
    await closed(stage.watchStream('asked', client.request()));
    stage.note('pushed', await body);
  },
  'a push of a response to HEAD': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stream.pushStream({ ':method': 'HEAD' }, (_error, pushed) => {
        stage.note('server', pushed.writableEnded);
        pushed.respond();
        stream.end();
      });
      stream.respond();
    });
    const body = new Promise<string>((resolve) => {
      client.on('stream', (received: ClientHttp2Stream) => {
        received.on('push', () => stage.note('pushed', 'push'));
        resolve(text(received));
      });
    });
    client.request().resume();
    stage.note('pushed', await body);
  },
  'a push to a client that takes none': async (stage) => {
    const { client } = await stage.pair(
      (stream) => {
        stage.note('server', stream.pushAllowed);
        stage.attempt('server', 'push', () => stream.pushStream({}, () => undefined));
        stream.respond();
        stream.end();
      },
      {},
      { settings: { enablePush: false } },
    );
    await closed(client.request().resume());
  },
  'more pushes than a client holds': async (stage) => {
    const { client } = await stage.pair(
      (stream) => {
        for (const path of ['/1', '/2'])
          stream.pushStream({ ':path': path }, (_error, pushed) => {
            pushed.on('error', () => undefined);
            pushed.on('close', () => stage.note(path, pushed.rstCode, pushed.aborted));
            pushed.respond();
            if (path === '/1') pushed.once('aborted', () => undefined).end();
          });
        stream.respond();
        stream.end();
      },
      {},
      { maxReservedRemoteStreams: 1 },
    );
    client.on('stream', (stream, headers) => {
      stage.note('client', headers[':path']);
      stream.resume();
    });
    await closed(client.request().resume());
  },
  'alternative services': async (stage) => {
    const { client, served } = await stage.pair((stream) => {
      (stream.session as ServerHttp2Session).altsvc('h2=":8001"', stream.id!);
      stream.respond();
      stream.end();
    });
    client.on('altsvc', (...values) => stage.note('client', ...values));
    served.altsvc('h2=":8000"', 'https://example.org:8111/this');
    served.altsvc('h2=":8000"', new URL('https://example.org'));
    for (const origin of [0, 2 ** 32, 'abc:', { origin: '' }, {}, true])
      stage.attempt('server', String(origin), () => served.altsvc('clear', origin as never));
    stage.attempt('server', 'value', () => served.altsvc('\u0001', 'https://example.org'));
    stage.attempt('server', 'length', () => served.altsvc('h2', `https://${'a'.repeat(17_000)}.org`));
    await closed(client.request().resume());
  },
  'origins without TLS': async (stage) => {
    const { client, served } = await stage.pair();
    client.on('origin', () => stage.note('client', 'origin'));
    served.origin('https://example.org/a', new URL('https://example.com'));
    for (const origin of [0, {}, 'foo://bar', 'none', `https://a${'b'.repeat(16_383)}`])
      stage.attempt('server', String(origin).slice(0, 20), () => served.origin(origin as never));
    await closed(client.request().resume());
    stage.note('client', client.originSet);
  },
  'a file': withFile(),
  'part of a file': withFile({ offset: 8, length: 12 }),
  'a file from a place on': withFile({ offset: 100 }),
  'a file that is not there': withFile({}, `${file}.none`),
  'a file that is not there, answered otherwise': sent((stream) =>
    stream.respondWithFile(
      `${file}.none`,
      {},
      {
        onError: () => {
          stream.respond({ ':status': 404 });
          stream.end('none');
        },
      },
    ),
  ),
  'a directory': withFile({}, import.meta.dirname),
  'a file whose fields are set when it is open': withFile({
    statCheck: (stats, headers) => {
      headers['x-size'] = stats.size;
    },
  }),
  'a file whose check closes the stream': sent((stream) =>
    stream.respondWithFile(file, {}, { statCheck: () => stream.close(8) }),
  ),
  'a file with trailers': sent((stream) => {
    stream.on('wantTrailers', () => stream.sendTrailers({ 'x-sum': '1' }));
    stream.respondWithFile(file, {}, { waitForTrailers: true });
  }),
  'a file where none may be sent': sent((stream) => {
    try {
      stream.respondWithFile(file, { ':status': 304 });
    } finally {
      stream.respond();
      stream.end();
    }
  }),
  'a descriptor': async (stage) => {
    const fd = openSync(file, 'r');
    stage.atEnd(() => closeSync(fd));
    await sent((stream) => stream.respondWithFD(fd, { 'content-type': 'text/plain' }, { offset: 4, length: 9 }))(stage);
  },
  'a descriptor whose response the program ends': async (stage) => {
    const fd = openSync(file, 'r');
    stage.atEnd(() => closeSync(fd));
    await sent((stream) => {
      stream.respondWithFD(fd);
      stream.end();
    })(stage);
  },
  'a descriptor that is none': sent((stream) => {
    try {
      stream.respondWithFD('3' as never);
    } finally {
      stream.respond();
      stream.end();
    }
  }),
  'a protocol over CONNECT': async (stage) => {
    const { client, url } = await stage.pair(
      (stream, headers) => {
        const { ':authority': authority, ...rest } = headers;
        stage.note('server', rest, authority === url.slice(7));
        stream.respond();
        stream.pipe(stream);
      },
      { settings: { enableConnectProtocol: true } },
    );
    stage.note('client', client.remoteSettings.enableConnectProtocol);
    const stream = client.request({ ':method': 'CONNECT', ':protocol': 'websocket', ':path': '/chat' });
    stream.end('over');
    stage.note('client', await text(stream), stream.rstCode);
  },
};

import { once } from 'node:events';
import type { OutgoingHttpHeaders } from 'node:http2';
import { text } from 'node:stream/consumers';
import { closed, type Scenario } from './scenario.ts';

/** Requests and responses that go well: events, their order, headers, trailers, properties. */
export const exchangeScenarios: Record<string, Scenario> = {
  'a GET and its response': async (stage) => {
    const { client, server, url } = await stage.pair((stream, headers) => {
      stage.watchStream('server stream', stream);
      stage.note('server stream', { ...headers, ':authority': headers[':authority'] === url.slice('http://'.length) });
      stream.respond({ ':status': 200, 'x-answer': 'yes' });
      stream.end('hello');
    });
    const stream = stage.watchStream('client stream', client.request());
    await closed(stream);
    stage.note('server', server.listening);
  },
  'a POST with a body each way': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stage.watchStream('server stream', stream, ['data']);
      stream.respond();
      stream.pipe(stream);
    });
    const stream = stage.watchStream('client stream', client.request({ ':method': 'POST', ':path': '/echo' }));
    stream.end('payload');
    await closed(stream);
  },
  'trailers of a response': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stage.watchStream('server stream', stream);
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': 0, 'grpc-message': 'fine' }));
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
      stream.end('body');
      stream.on('close', () => stage.note('server stream', Object.keys(stream.sentTrailers ?? {})));
    });
    await closed(stage.watchStream('client stream', client.request({ ':path': '/' })));
  },
  'trailers of a response without a body': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': 5 }));
      stream.respond({}, { waitForTrailers: true });
      stream.end();
    });
    await closed(stage.watchStream('client stream', client.request({ ':path': '/' })));
  },
  'wantTrailers answered by close': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stage.watchStream('server stream', stream);
      stream.on('wantTrailers', () => stream.close());
      stream.respond({}, { waitForTrailers: true });
      stream.end('body');
    });
    await closed(stage.watchStream('client stream', client.request({ ':path': '/' })));
  },
  'trailers of a request': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stage.watchStream('server stream', stream);
      stream.on('end', () => {
        stream.respond();
        stream.end('ok');
      });
    });
    const stream = stage.watchStream('client stream', client.request({ ':method': 'POST' }, { waitForTrailers: true }));
    stream.on('wantTrailers', () => stream.sendTrailers({ 'x-sum': 'abc' }));
    stream.end('body');
    await closed(stream);
  },
  'a response of headers only': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stage.watchStream('server stream', stream);
      stream.respond({ ':status': 200, 'grpc-status': 12 }, { endStream: true });
    });
    await closed(stage.watchStream('client stream', client.request({ ':path': '/' })));
  },
  'informational headers before the response': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stream.additionalHeaders({ ':status': 100 });
      stream.additionalHeaders({ ':status': 103, link: '</style.css>' });
      stage.note('server stream', stream.sentInfoHeaders, stream.headersSent);
      stream.respond();
      stage.note('server stream', stream.headersSent);
      stream.end('ok');
    });
    await closed(stage.watchStream('client stream', client.request({ ':path': '/' })));
  },
  'HEAD, 204, 205 and 304 have no body': async (stage) => {
    const { client } = await stage.pair((stream, headers) => {
      stream.respond({ ':status': Number(headers['x-status']) });
      stage.note(
        `server ${String(headers['x-status'])}`,
        (stream as { headRequest?: boolean }).headRequest,
        stream.writableEnded,
      );
      stream.on('error', (error) => stage.note(`server ${String(headers['x-status'])}`, error));
      stream.end('never seen');
    });
    for (const [method, status] of [
      ['HEAD', 200],
      ['GET', 204],
      ['GET', 205],
      ['GET', 304],
    ] as const) {
      await closed(stage.watchStream(`client ${status}`, client.request({ ':method': method, 'x-status': status })));
    }
  },
  'headers of many kinds': async (stage) => {
    const seen: unknown[] = [];
    const { client } = await stage.pair((stream, headers) => {
      seen.push(headers);
      stream.respond({
        ':status': '201',
        'X-Upper': 'kept',
        'x-number': 7,
        'x-list': ['a', 'b'],
        'set-cookie': ['a=1', 'b=2'],
        'x-missing': undefined,
        'x-empty': '',
        'x-latin': 'caf\u00e9',
        etag: 'one',
        'content-type': 'text/plain',
        vary: ['a', 'b'],
      } as unknown as OutgoingHttpHeaders);
      stage.note(
        'server sent',
        Object.keys(stream.sentHeaders ?? {})
          .map((name) => name.toLowerCase())
          .toSorted(),
      );
      stream.end();
    });
    const stream = client.request({
      'x-before': 'pseudo',
      'X-Upper': 'kept',
      'x-number': 7,
      'x-list': ['a', 'b'],
      cookie: ['a=1', 'b=2'],
      'x-missing': undefined,
      te: 'trailers',
      ':path': '/p?q=1',
      ':method': 'PUT',
      ':authority': 'other.example',
      ':scheme': 'ftp',
      'x-long': 'v'.repeat(20_000),
    });
    stage.note(
      'client sent',
      Object.keys(stream.sentHeaders ?? {})
        .map((name) => name.toLowerCase())
        .toSorted(),
    );
    stream.end();
    await closed(stage.watchStream('client stream', stream));
    stage.note('server seen', ...seen);
  },
  'the order of the fields': async (stage) => {
    const { client, server } = await stage.pair((stream) => {
      stream.respond();
      stream.end();
    });
    server.on('stream', (_stream, headers) => stage.note('server', Object.keys(headers).join()));
    await closed(client.request({ 'x-b': '1', 'x-a': '2', ':path': '/', 'x-c': '3' }).resume());
  },
  'duplicate fields are joined by their kind': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stream.respond({
        'x-a': ['1', '2', '3'],
        'access-control-allow-headers': ['a', 'b'],
        'set-cookie': 'only=1',
      } as unknown as OutgoingHttpHeaders);
      stream.end();
    });
    await closed(stage.watchStream('client stream', client.request({})));
  },
  'sensitive headers': async (stage) => {
    const { sensitiveHeaders } = stage.http2;
    const { client } = await stage.pair((stream, headers) => {
      stage.note('server', headers['authorization'], (headers as Record<symbol, unknown>)[sensitiveHeaders]);
      stream.respond({ 'x-secret': 's', [sensitiveHeaders]: ['x-secret'] } as never);
      stream.end();
    });
    const stream = client.request({ authorization: 'secret', [sensitiveHeaders]: ['authorization'] } as never);
    stream.on('response', (headers) =>
      stage.note('client', (headers as unknown as Record<symbol, unknown>)[sensitiveHeaders]),
    );
    await closed(stream.resume());
  },
  'raw headers reach the listeners in order': async (stage) => {
    const { client, server } = await stage.pair((stream) => {
      stream.respond();
      stream.end();
    });
    server.on('stream', (_stream, _headers, flags, rawHeaders) =>
      stage.note(
        'server',
        flags,
        (rawHeaders as string[]).filter((entry) => !entry.startsWith('127.')),
      ),
    );
    await closed(client.request({ 'x-a': ['1', '2'] }).resume());
  },
  'properties of a stream along its life': async (stage) => {
    const { client } = await stage.pair((stream) => {
      const look = (when: string) =>
        stage.note('server', when, {
          id: stream.id,
          pending: stream.pending,
          closed: stream.closed,
          destroyed: stream.destroyed,
          aborted: stream.aborted,
          headersSent: stream.headersSent,
          rstCode: stream.rstCode,
          endAfterHeaders: stream.endAfterHeaders,
        });
      look('stream');
      stream.respond();
      look('responded');
      stream.resume();
      stream.on('end', () => stream.end('ok'));
      stream.on('close', () => look('close'));
    });
    const stream = client.request({ ':method': 'POST' });
    const look = (when: string) =>
      stage.note('client', when, {
        id: stream.id,
        pending: stream.pending,
        closed: stream.closed,
        destroyed: stream.destroyed,
        aborted: stream.aborted,
        rstCode: stream.rstCode,
        writableEnded: stream.writableEnded,
        readableEnded: stream.readableEnded,
        endAfterHeaders: stream.endAfterHeaders,
      });
    look('request');
    stream.on('ready', () => look('ready'));
    stream.on('response', () => look('response'));
    stream.resume().end('body');
    await closed(stream);
    look('close');
    stage.note('client', stream.session === undefined, stream.id);
  },
  'which requests end at once': async (stage) => {
    const { client } = await stage.pair((stream, headers) => {
      stage.note(String(headers['x-case']), stream.endAfterHeaders);
      stream.respond();
      stream.end();
    });
    for (const [name, method, options] of [
      ['get', 'GET', {}],
      ['post', 'POST', {}],
      ['delete', 'DELETE', {}],
      ['get open', 'GET', { endStream: false }],
      ['post ended', 'POST', { endStream: true }],
    ] as const) {
      const stream = client.request({ ':method': method, 'x-case': name }, options);
      stage.note(name, stream.writableEnded);
      stream.resume().end();
      await closed(stream);
    }
  },
  'a body larger than both windows': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stream.respond();
      stream.pipe(stream);
    });
    const stream = client.request({ ':method': 'POST' });
    const body = 'x'.repeat(300_000);
    stream.end(body);
    stage.note('client', (await text(stream)) === body);
  },
  'an answer before the request has ended': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stage.watchStream('server stream', stream);
      stream.respond();
      stream.end('early');
    });
    const stream = stage.watchStream('client stream', client.request({ ':method': 'POST' }));
    await once(stream, 'end');
    stream.end('late');
    await closed(stream);
  },
  'write callbacks and back-pressure': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stream.respond();
      stream.pipe(stream);
    });
    const stream = client.request({ ':method': 'POST' }).resume();
    stage.note(
      'client',
      stream.write('small'),
      stream.write(Buffer.alloc(100_000), () => stage.note('client', 'written')),
    );
    await once(stream, 'drain');
    stage.note('client', 'drained');
    stream.end();
    await closed(stream);
  },
  'paused streams hold their data back': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stream.respond();
      stream.end('x'.repeat(200_000));
    });
    const stream = client.request({});
    await once(stream, 'response');
    stage.note('client', stream.readableFlowing, stream.isPaused());
    let bytes = 0;
    for await (const chunk of stream) bytes += (chunk as Buffer).length;
    stage.note('client', bytes);
  },
};

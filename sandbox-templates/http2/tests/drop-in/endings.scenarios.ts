import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { constants, type ServerHttp2Stream } from 'node:http2';
import { closed, type Scenario } from './scenario.ts';

/** The server resets either at once or when its headers have arrived: both in one packet would race. */
const resetBy =
  (code: number, responded: boolean): Scenario =>
  async (stage) => {
    const { client, server } = await stage.pair((stream) => {
      stage.watchStream('server stream', stream);
      if (responded) stream.respond();
      else stream.close(code);
    });
    const stream = stage.watchStream('client stream', client.request({ ':method': 'POST' }));
    if (responded) {
      const [[served]] = await Promise.all([
        once(server, 'stream') as Promise<[ServerHttp2Stream]>,
        once(stream, 'response'),
      ]);
      served.close(code);
    }
    await closed(stream);
  };

/** Streams and connections that end otherwise than by their END_STREAM: codes, errors, what follows what. */
export const endingScenarios: Record<string, Scenario> = {
  ...Object.fromEntries(
    [0, 1, 2, 3, 5, 7, 8, 9, 10, 11, 12, 13].flatMap((code) => [
      [`the server resets with ${code} before a response`, resetBy(code, false)],
      [`the server resets with ${code} after its headers`, resetBy(code, true)],
    ]),
  ),
  ...Object.fromEntries(
    [0, 2, 7, 8, 11].map((code) => [
      `the client resets with ${code}`,
      (async (stage) => {
        const { client } = await stage.pair((stream) => {
          stage.watchStream('server stream', stream);
          stream.respond();
          stream.write('part');
        });
        const stream = stage.watchStream('client stream', client.request({ ':method': 'POST' }));
        await once(stream, 'data');
        stream.close(code, () => stage.note('client stream', 'close callback'));
        stage.note('client stream', { closed: stream.closed, destroyed: stream.destroyed, rstCode: stream.rstCode });
        await closed(stream);
      }) satisfies Scenario,
    ]),
  ),
  'the client cancels before anything came back': async (stage) => {
    const { client, server } = await stage.pair((stream) => {
      stage.watchStream('server stream', stream);
    });
    const stream = stage.watchStream('client stream', client.request({ ':method': 'POST' }));
    const [served] = (await once(server, 'stream')) as [NodeJS.EventEmitter];
    stream.close(constants.NGHTTP2_CANCEL);
    await Promise.all([closed(stream), closed(served)]);
  },
  'the client cancels a request not sent yet': async (stage) => {
    const { client } = await stage.pair();
    const stream = stage.watchStream('client stream', client.request({ ':method': 'POST' }));
    stream.close(constants.NGHTTP2_CANCEL);
    await closed(stream);
  },
  'the client closes a request before its connection stands': async (stage) => {
    for (const code of [constants.NGHTTP2_PROTOCOL_ERROR, constants.NGHTTP2_CANCEL]) {
      const { url, server } = await stage.server((stream) => stage.watchStream('server stream', stream));
      const heard = once(server, 'stream') as Promise<[NodeJS.EventEmitter]>;
      const stream = stage.watchStream('client stream', stage.client(url).request());
      stream.resume();
      stream.close(code);
      const [[served]] = await Promise.all([heard, closed(stream)]);
      if (!(served as unknown as { destroyed: boolean }).destroyed) await closed(served);
    }
  },
  'the client destroys its stream': async (stage) => {
    const { client, server } = await stage.pair((stream) => {
      stage.watchStream('server stream', stream);
      stream.respond();
    });
    const stream = stage.watchStream('client stream', client.request({ ':method': 'POST' }));
    const [served] = (await once(server, 'stream')) as [NodeJS.EventEmitter];
    await once(stream, 'response');
    stream.destroy();
    await Promise.all([closed(stream), closed(served)]);
  },
  'the client destroys its stream with an error': async (stage) => {
    const { client, server } = await stage.pair((stream) => {
      stage.watchStream('server stream', stream);
      stream.respond();
    });
    const stream = stage.watchStream('client stream', client.request({ ':method': 'POST' }));
    const [served] = (await once(server, 'stream')) as [NodeJS.EventEmitter];
    await once(stream, 'response');
    stream.destroy(new Error('enough'));
    await Promise.all([closed(stream), closed(served)]);
  },
  'the server destroys its stream': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stage.watchStream('server stream', stream);
      stream.respond();
      stream.destroy();
    });
    await closed(stage.watchStream('client stream', client.request({ ':method': 'POST' })));
  },
  'the server destroys its stream with an error': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stage.watchStream('server stream', stream);
      stream.respond();
      stream.destroy(new Error('enough'));
    });
    await closed(stage.watchStream('client stream', client.request({ ':method': 'POST' })));
  },
  'a request whose signal has aborted before': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stage.note('server', 'stream');
      stream.respond();
    });
    const stream = client.request({ ':method': 'POST' }, { signal: AbortSignal.abort() });
    await closed(stage.watchStream('client stream', stream));
    await new Promise((resolve) => client.ping(resolve));
  },
  'a request aborted by its signal': async (stage) => {
    const { client, server } = await stage.pair((stream) => {
      stage.watchStream('server stream', stream);
      stream.respond();
    });
    const controller = new AbortController();
    const stream = stage.watchStream(
      'client stream',
      client.request({ ':method': 'POST' }, { signal: controller.signal }),
    );
    const [served] = (await once(server, 'stream')) as [NodeJS.EventEmitter];
    await once(stream, 'response');
    controller.abort();
    await Promise.all([closed(stream), closed(served)]);
  },
  'the client session is destroyed with a stream in flight': async (stage) => {
    const { client, served } = await stage.pair((stream) => {
      stage.watchStream('server', stream);
      stream.respond();
    });
    stage.watchSession('server', served);
    stage.watchSession('client', client, ['localSettings', 'remoteSettings']);
    const stream = stage.watchStream('client', client.request({ ':method': 'POST' }));
    await once(stream, 'response');
    client.destroy();
    stage.note('client', { destroyed: client.destroyed, closed: client.closed });
    await Promise.all([closed(client), closed(served)]);
  },
  'the client session is destroyed with an error': async (stage) => {
    const { client, served } = await stage.pair((stream) => stream.respond());
    stage.watchSession('client', client);
    const stream = stage.watchStream('client', client.request({ ':method': 'POST' }));
    await once(stream, 'response');
    client.destroy(new Error('enough'));
    await Promise.all([closed(client), closed(served)]);
  },
  ...Object.fromEntries(
    [0, 2, 8, 11].map((code) => [
      `the server session is destroyed with ${code}`,
      (async (stage) => {
        const { client, served } = await stage.pair((stream) => {
          stage.watchStream('server', stream);
          stream.respond();
        });
        stage.watchSession('server', served);
        stage.watchSession('client', client);
        const stream = stage.watchStream('client', client.request({ ':method': 'POST' }));
        await once(stream, 'response');
        served.destroy(code as never);
        await Promise.all([closed(client), closed(served)]);
      }) satisfies Scenario,
    ]),
  ),
  'the connection is lost with a stream in flight': async (stage) => {
    const { server, url } = await stage.server((stream) => {
      stage.watchStream('server', stream);
      stream.respond();
    });
    const transports: Socket[] = [];
    server.on('connection', (socket) => transports.push(socket));
    const client = stage.watchSession('client', stage.client(url));
    const stream = stage.watchStream('client', client.request({ ':method': 'POST' }));
    await once(stream, 'response');
    await new Promise((resolve) => client.ping(resolve)); // Nothing is under way any more: the end is a plain one.
    transports[0]!.destroy();
    await closed(client);
  },
  'the server vanishes without a word': async (stage) => {
    const lost = createServer((socket) => {
      socket.once('data', () => socket.destroy());
    });
    lost.listen(0, '127.0.0.1');
    await once(lost, 'listening');
    stage.atEnd(() => lost.close());
    const client = stage.watchSession(
      'client',
      stage.client(`http://127.0.0.1:${(lost.address() as AddressInfo).port}`),
      ['connect', 'localSettings'],
    );
    stage.watchStream('client', client.request({ ':path': '/' }));
    await closed(client);
  },
  'the server speaks HTTP/1': async (stage) => {
    const other = createServer((socket) => {
      socket
        .on('error', () => undefined)
        .once('data', () => socket.write('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n'));
    });
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    stage.atEnd(() => other.close());
    const client = stage.watchSession(
      'client',
      stage.client(`http://127.0.0.1:${(other.address() as AddressInfo).port}`),
      ['connect'],
    );
    stage.watchStream('client stream', client.request({ ':path': '/' }));
    await closed(client);
  },
  'nobody listens': async (stage) => {
    const { server, url } = await stage.server();
    server.close();
    await once(server, 'close');
    const client = stage.watchSession('client', stage.client(url));
    stage.watchStream('client stream', client.request({ ':path': '/' }));
    stage.note('client', { connecting: client.connecting, destroyed: client.destroyed });
    await closed(client);
  },
  'close() of the client waits for its streams': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stream.respond();
      stream.pipe(stream);
    });
    stage.watchSession('client', client, ['localSettings', 'remoteSettings']);
    const stream = stage.watchStream('client', client.request({ ':method': 'POST' }));
    await once(stream, 'response');
    client.close(() => stage.note('client', 'close callback'));
    stage.note('client', { closed: client.closed, destroyed: client.destroyed });
    stage.attempt('client', 'another request', () => {
      client.request({ ':path': '/' }).on('error', (error) => stage.note('refused', error));
    });
    stream.end('late');
    await closed(client);
  },
  'close() of an idle client': async (stage) => {
    const { client, served } = await stage.pair();
    stage.watchSession('client', client);
    stage.watchSession('server', served);
    client.close();
    await Promise.all([closed(client), closed(served)]);
  },
  'close() of the server session waits for its streams': async (stage) => {
    const { client, served } = await stage.pair((stream) => {
      stream.respond();
      stream.pipe(stream);
    });
    stage.watchSession('server', served, ['localSettings']);
    stage.watchSession('client', client, ['localSettings']);
    const stream = stage.watchStream('client stream', client.request({ ':method': 'POST' }));
    await once(stream, 'response');
    served.close(() => stage.note('server', 'close callback'));
    await once(client, 'goaway');
    stage.attempt('client', 'a request after GOAWAY', () => {
      client.request({ ':path': '/' }).on('error', (error) => stage.note('refused', error));
    });
    stream.end('late');
    await Promise.all([closed(client), closed(served)]);
  },
  'goaway() leaves streams in flight alone': async (stage) => {
    const { client, served } = await stage.pair((stream) => {
      stream.respond();
      stream.pipe(stream);
    });
    stage.watchSession('client', client);
    const stream = stage.watchStream('client', client.request({ ':method': 'POST' }));
    await once(stream, 'response');
    served.goaway(0, 2 ** 31 - 1, Buffer.from('moving'));
    await once(client, 'goaway');
    stage.note('client', { closed: client.closed, destroyed: client.destroyed });
    stream.end('late');
    await closed(stream);
  },
  'goaway() with an error code': async (stage) => {
    const { client, served } = await stage.pair((stream) => stream.respond());
    stage.watchSession('client', client);
    const stream = stage.watchStream('client stream', client.request({ ':method': 'POST' }));
    await once(stream, 'response');
    served.goaway(constants.NGHTTP2_ENHANCE_YOUR_CALM, 0, Buffer.from('too_many_pings'));
    await closed(client);
  },
  'a stream above the last one of goaway() is refused': async (stage) => {
    const { client, served } = await stage.pair((stream) => stream.respond());
    stage.watchSession('client', client);
    const kept = stage.watchStream('kept', client.request({ ':method': 'POST' }));
    await once(kept, 'response');
    const left = stage.watchStream('left out', client.request({ ':method': 'POST' }));
    await once(left, 'response');
    served.goaway(0, 1);
    await closed(left);
    kept.close();
    await closed(kept);
  },
  'close() of the server': async (stage) => {
    const { client, server, served } = await stage.pair();
    stage.watch('server', server, ['close']);
    stage.watchSession('client', client);
    await closed(client.request({ ':path': '/' }).resume());
    server.close(() => stage.note('server', 'close callback'));
    stage.note('server', server.listening);
    served.close();
    await closed(server);
  },
  'a stream that times out': async (stage) => {
    const { client } = await stage.pair((stream) => stream.respond());
    const stream = stage.watchStream('client stream', client.request({ ':method': 'POST' }));
    await once(stream, 'response');
    stream.setTimeout(20, () => {
      stage.note('client stream', 'timeout callback');
      stream.close(constants.NGHTTP2_CANCEL);
    });
    await closed(stream);
  },
  'a session that times out': async (stage) => {
    const { client } = await stage.pair();
    stage.watchSession('client', client);
    client.setTimeout(20, () => {
      stage.note('client', 'timeout callback');
      client.close();
    });
    await closed(client);
  },
};

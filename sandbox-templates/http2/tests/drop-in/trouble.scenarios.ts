import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import type { ClientHttp2Session, Http2Server, ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
import { closed, type Scenario, type Stage } from './scenario.ts';

const post = { ':method': 'POST' };

/** Notes what would end the process: an error that no one listens to. */
function noteUncaught(stage: Stage): void {
  const note = (error: Error) => stage.note('process', error);
  process.on('uncaughtException', note);
  stage.atEnd(() => process.removeListener('uncaughtException', note));
}

const turns = async (count: number): Promise<void> => {
  for (let left = count; left > 0; left--) await new Promise((resolve) => setImmediate(resolve));
};

/** A response in the making, whose request ends badly. */
const answeredAfter =
  (end: (stage: Stage, client: ClientHttp2Session) => unknown): Scenario =>
  async (stage) => {
    noteUncaught(stage);
    const { client, server } = await stage.pair((stream) => {
      stage.watch('server stream', stream, ['wantTrailers', 'error']);
      stream.respond({}, { waitForTrailers: true });
    });
    const request = client.request(post);
    request.on('error', () => undefined);
    request.write('a body that no one reads');
    const [stream] = (await once(server, 'stream')) as [ServerHttp2Stream];
    await once(request, 'response');
    const over = closed(stream);
    await end(stage, client);
    await once(stream, 'aborted');
    stage.attempt('server stream', 'end', () => void stream.end('late'));
    stage.attempt('server stream', 'sendTrailers', () => stream.sendTrailers({ late: '1' }));
    stream.resume();
    await over;
    await turns(3);
  };

const shutDown =
  (
    end: (stage: Stage, server: Http2Server, session: ServerHttp2Session, client: ClientHttp2Session) => void,
  ): Scenario =>
  async (stage) => {
    noteUncaught(stage);
    const { server, served, client } = await stage.pair((stream) => {
      stage.note('server', 'stream');
      end(stage, server, stream.session as ServerHttp2Session, client);
    });
    for (const [name, session] of Object.entries({ 'client session': client, 'server session': served }))
      stage.watch(name, session, ['error', 'close']);
    const over = Promise.all([closed(client), closed(served)]);
    const stream = client.request();
    stream.on('error', (error) => stage.note('client stream', error));
    stream.on('close', () => stage.note('client stream', 'close', stream.rstCode));
    stream.resume();
    await over;
  };

/** Each is a fault that once reached a program: what is seen must be what node:http2 shows. */
export const troubleScenarios: Record<string, Scenario> = {
  'the client goes while a response waits for trailers': answeredAfter((_stage, client) => client.destroy()),
  'a client that closes early while the server answers late': async (stage) => {
    noteUncaught(stage);
    const { client, server } = await stage.pair((stream) => {
      stream.respond({}, { waitForTrailers: true });
      stream.on('wantTrailers', () => stage.note('server stream', 'wantTrailers'));
    });
    const request = client.request(post);
    request.on('error', () => undefined);
    request.write('a body that no one reads');
    const [stream] = (await once(server, 'stream')) as [ServerHttp2Stream];
    await once(request, 'response');
    request.close();
    await turns(5);
    stage.attempt('server stream', 'end', () => void stream.end());
    await turns(5);
    stage.attempt('server stream', 'sendTrailers', () => stream.sendTrailers({ late: '1' }));
    stream.resume();
    await turns(5);
    stage.note('server stream', { closed: stream.closed, destroyed: stream.destroyed, rstCode: stream.rstCode });
  },
  'the context of a request': async (stage) => {
    const storage = new AsyncLocalStorage<string>();
    const { client } = await stage.pair((stream) => {
      stream.respond({}, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ a: '1' }));
      stream.end('body');
      stream.resume();
    });
    const call = (user: string) =>
      storage.run(user, async () => {
        const stream = client.request(post);
        const note = (event: string) => stage.note(user, event, storage.getStore());
        for (const event of ['response', 'data', 'trailers', 'close']) stream.on(event, () => note(event));
        stream.write(Buffer.alloc(300_000));
        stream.end();
        await closed(stream);
      });
    await Promise.all([call('one'), call('two')]);
  },
  'the context of a request that fails': async (stage) => {
    const storage = new AsyncLocalStorage<string>();
    const { client } = await stage.pair((stream) => stream.close(2));
    await storage.run('one', async () => {
      const stream = client.request(post);
      for (const event of ['error', 'close']) stream.on(event, () => stage.note('client', event, storage.getStore()));
      await closed(stream);
    });
  },
  'the context of a request that is refused': async (stage) => {
    const storage = new AsyncLocalStorage<string>();
    const { url } = await stage.server();
    const client = storage.run('connect', () => stage.client(url));
    await storage.run('one', async () => {
      const stream = client.request(post);
      for (const event of ['error', 'close']) stream.on(event, () => stage.note('client', event, storage.getStore()));
      process.nextTick(() => client.close());
      await closed(stream);
    });
  },
  'the context of PING and SETTINGS': async (stage) => {
    const storage = new AsyncLocalStorage<string>();
    const { url } = await stage.server();
    const client = storage.run('connect', () => stage.client(url));
    await once(client, 'connect');
    await storage.run(
      'ping',
      () =>
        new Promise<void>((resolve) => {
          client.ping(() => {
            stage.note('client', 'ping', storage.getStore());
            resolve();
          });
        }),
    );
    await storage.run(
      'settings',
      () =>
        new Promise<void>((resolve) => {
          client.settings({ initialWindowSize: 70_000 }, () => {
            stage.note('client', 'settings', storage.getStore());
            resolve();
          });
        }),
    );
  },
  'a session destroyed, with a code, as its stream has ended': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stream.resume();
      stream.respond({}, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ a: '1' }));
      stream.end('body');
    });
    stage.watch('session', client, ['error', 'close']);
    const stream = client.request();
    stream.resume();
    stream.on('end', () => client.destroy(null as never, 7));
    for (const event of ['error', 'close'])
      stream.on(event, (error?: Error) => stage.note('stream', event, error, stream.rstCode));
    await Promise.all([closed(stream), closed(client)]);
  },
  'a session destroyed with a code and no error': async (stage) => {
    for (const error of [undefined, null, 0, new Error('mine')]) {
      const { client, served } = await stage.pair((stream) => stream.respond());
      stage.watch('client', client, ['error', 'close']);
      stage.watch('server', served, ['goaway', 'error', 'close']);
      const stream = client.request(post);
      stream.on('error', (failure) => stage.note('stream', failure, stream.rstCode));
      await once(stream, 'response');
      client.destroy(error as Error, 7);
      await Promise.all([closed(client), closed(served)]);
    }
  },
  'an upload that is not read': async (stage) => {
    const { client, server } = await stage.pair((stream) => {
      stage.watchStream('server stream', stream, ['data']);
      stream.respond({ ':status': 413 });
      stream.end('too large');
    });
    const stream = stage.watchStream('client stream', client.request(post), ['error']);
    stream.on('error', () => undefined);
    stream.write(Buffer.alloc(2 ** 20));
    const [served] = (await once(server, 'stream')) as [ServerHttp2Stream];
    await Promise.all([closed(stream), closed(served)]);
  },
  'an upload that is read after the answer': async (stage) => {
    let octets = 0;
    const { client } = await stage.pair((stream) => {
      stream.on('data', (chunk: Buffer) => (octets += chunk.length));
      stream.on('close', () => stage.note('server stream', 'close', stream.rstCode, octets));
      stream.respond();
      stream.end('ok');
    });
    const stream = client.request(post);
    stream.resume();
    stream.write(Buffer.alloc(2 ** 17));
    await once(stream, 'response');
    stream.end(Buffer.alloc(2 ** 17));
    await closed(stream);
    stage.note('client stream', stream.rstCode);
  },
  'the server destroys the session of a stream': shutDown((_stage, _server, session) => session.destroy()),
  'the server closes the session of a stream': shutDown((_stage, _server, session) => {
    session.close();
    session.destroy();
  }),
  'the client destroys its session with a stream open': shutDown((_stage, _server, _session, client) =>
    client.destroy(),
  ),
  'clients that close as they connect while the server closes': async (stage) => {
    noteUncaught(stage);
    const { server, url } = await stage.server();
    const over = Array.from({ length: 4 }, () => {
      const client = stage.client(url);
      client.on('connect', () => client.close());
      return closed(client);
    });
    let sessions = 0;
    await new Promise<void>((resolve) => server.on('session', () => ++sessions === over.length && resolve()));
    server.close();
    await Promise.all(over);
    stage.note('clients', 'closed');
  },
  'the timer of a server session only tells': async (stage) => {
    const { served, client } = await stage.pair();
    let heard = 0;
    await new Promise<void>((resolve) => {
      served.setTimeout(30);
      served.on('timeout', () => {
        stage.note('session', 'timeout', served.destroyed);
        if (++heard === 1) served.setTimeout(0);
        resolve();
      });
    });
    await turns(3);
    stage.note('session', served.destroyed, client.destroyed);
  },
  'the timer of a server session that no one listens to': async (stage) => {
    const { served, server } = await stage.pair();
    server.on('timeout', () => stage.note('server', 'timeout'));
    served.setTimeout(20);
    await once(served, 'timeout');
    await turns(3);
    stage.note('session', served.destroyed);
  },
  'the timer of a server': async (stage) => {
    const { server, url } = await stage.server();
    server.setTimeout(40);
    const sessions: ServerHttp2Session[] = [];
    server.on('session', (session) => {
      sessions.push(session);
      stage.watch('session', session, ['timeout', 'error', 'close']);
    });
    const client = stage.client(url);
    await closed(client);
    if (!sessions[0]!.destroyed) await closed(sessions[0]!);
    await turns(3);
    stage.note('session', sessions[0]!.destroyed);
  },
  'the timer of a server with a listener': async (stage) => {
    const { server, url } = await stage.server();
    const timedOut = once(server.setTimeout(40), 'timeout') as Promise<[ServerHttp2Session]>;
    stage.client(url);
    const [session] = await timedOut;
    await turns(2);
    stage.note('session', session.destroyed);
  },
  'trailers too long to send': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stage.watchStream('server stream', stream);
      stream.respond({}, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ long: 'x'.repeat(70_000) }));
      stream.end('body');
    });
    const stream = stage.watchStream('client stream', client.request());
    await closed(stream);
  },
  'values with white space at their ends': async (stage) => {
    const { client } = await stage.pair((stream, headers) => {
      stage.note('server', headers['x-blank']?.toString().trim());
      stream.respond();
      stream.end();
    });
    const stream = client.request({ 'x-blank': 'inner blank' });
    stream.resume();
    await closed(stream);
    stage.note('client', stream.rstCode);
  },
};

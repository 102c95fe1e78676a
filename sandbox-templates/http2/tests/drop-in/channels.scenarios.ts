import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientHttp2Stream, ServerHttp2Stream } from 'node:http2';
import { closed, type Scenario, type Stage } from './scenario.ts';

const ofClient = ['created', 'start', 'bodyChunkSent', 'bodySent', 'finish', 'error', 'close'];
const ofServer = ['created', 'start', 'finish', 'error', 'close'];

interface Message {
  stream: ClientHttp2Stream | ServerHttp2Stream;
  headers?: Record<string, unknown>;
  error?: Error;
  data?: string | Buffer | Array<{ chunk: string | Buffer; encoding: string }>;
  writev?: boolean;
  flags?: number;
}

const plainData = (data: Message['data']) =>
  Array.isArray(data) ? data.map(({ chunk, encoding }) => [chunk, encoding]) : data;

/** Notes what is published on the channels of both sides; a stream that is pushed has tracks of its own. */
function listen(stage: Stage): void {
  const hear = (side: string, name: string) => {
    const channel = `http2.${side}.stream.${name}`;
    const note = (message: unknown) => {
      const { stream, headers, error, data, flags, writev } = message as Message;
      const kind = stream.id === undefined ? 'pending' : stream.id % 2 === 0 ? 'pushed' : 'asked';
      const { ':authority': _authority, date, ...fields } = headers ?? {};
      stage.note(
        kind === 'pushed' ? `${side}, pushed` : side,
        name,
        kind,
        fields,
        typeof date,
        error,
        plainData(data),
        flags,
        writev,
      );
    };
    subscribe(channel, note);
    stage.atEnd(() => unsubscribe(channel, note));
  };
  for (const name of ofClient) hear('client', name);
  for (const name of ofServer) hear('server', name);
}

/** The diagnostics channels (https://nodejs.org/api/diagnostics_channel.html#http2), by which tools trace programs. */
export const channelScenarios: Record<string, Scenario> = {
  'a request without a body': async (stage) => {
    const { client } = await stage.pair();
    listen(stage);
    const stream = client.request({ 'x-a': 'b' });
    stream.resume();
    await closed(stream);
  },
  'a request with a body': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stream.resume();
      stream.respond({ 'x-answer': '1' }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'x-sum': '2' }));
      stream.on('end', () => stream.end('ok'));
    });
    listen(stage);
    const stream = client.request({ ':method': 'POST' });
    stream.resume();
    stream.write('text');
    stream.end(Buffer.from('octets'));
    await closed(stream);
  },
  'a request that waits for the connection': async (stage) => {
    const { url } = await stage.server((stream) => {
      stream.resume();
      stream.on('end', () => {
        stream.respond();
        stream.end();
      });
    });
    listen(stage);
    const stream = stage.client(url).request({ ':method': 'POST' });
    stream.resume();
    stream.end('early');
    await closed(stream);
  },
  'requests whose chunks leave together': async (stage) => {
    const { client, url } = await stage.pair((stream) => {
      stream.resume();
      stream.on('end', () => stream.respond({}, { endStream: true }));
    });
    listen(stage);
    // On a connection that stands, and on one that has yet to be made.
    for (const session of [() => client, () => stage.client(url)]) {
      const stream = session().request({ ':method': 'POST' });
      stream.resume();
      stream.cork();
      stream.write('one');
      stream.write(Buffer.from('two'));
      stream.uncork();
      stream.end('three');
      await closed(stream);
    }
  },
  'a request that is reset': async (stage) => {
    const { client } = await stage.pair((stream) => stream.close(2));
    listen(stage);
    const stream = client.request({ ':method': 'POST' });
    stream.on('error', () => undefined);
    await closed(stream);
  },
  'a request that is given up': async (stage) => {
    const { client } = await stage.pair((stream) => stream.respond());
    listen(stage);
    const stream = client.request({ ':method': 'POST' });
    stream.on('error', () => undefined);
    stream.on('response', () => stream.destroy(new Error('enough')));
    await closed(stream);
  },
  'a request on a session that is closed': async (stage) => {
    const { client } = await stage.pair();
    client.close();
    listen(stage);
    const stream = client.request();
    stream.on('error', () => undefined);
    await closed(stream);
  },
  'a response to HEAD': async (stage) => {
    const { client } = await stage.pair((stream) => stream.respond({ ':status': 204 }));
    listen(stage);
    const stream = client.request({ ':method': 'HEAD' });
    stream.resume();
    await closed(stream);
  },
  'a push': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stream.pushStream({ ':path': '/pushed' }, (_error, pushed) => {
        stage.note('server', 'promised');
        pushed.respond();
        pushed.end('pushed');
        stream.end();
      });
      stream.respond();
    });
    listen(stage);
    const over = new Promise<void>((resolve) => {
      client.on('stream', (pushed) => {
        pushed.resume();
        pushed.on('close', resolve);
      });
    });
    const stream = client.request();
    stream.resume();
    await Promise.all([closed(stream), over]);
  },
};

import { once } from 'node:events';
import { constants } from 'node:http2';
import type { Http2 } from '../support/implementations.ts';
import { closed, type Scenario } from './scenario.ts';

type Headers = Record<string, unknown>;

/** Each of these headers on a request of its own, and what `request()` says of it. */
const requests: Record<string, Headers> = {
  'connection header': { connection: 'close' },
  'transfer-encoding header': { 'transfer-encoding': 'chunked' },
  'te: gzip': { te: 'gzip' },
  'unknown pseudo-header': { ':unknown': 'x' },
  'response pseudo-header': { ':status': 200 },
  'invalid name': { 'x y': '1' },
  'empty name': { '': '1' },
  'two of a single-value field': { 'content-type': ['a', 'b'] },
  'same name twice in different case': { 'content-type': 'a', 'Content-Type': 'b' },
  'CONNECT without authority': { ':method': 'CONNECT' },
  'CONNECT with path': { ':method': 'CONNECT', ':authority': 'a:1', ':path': '/' },
  'CONNECT with scheme': { ':method': 'CONNECT', ':authority': 'a:1', ':scheme': 'http' },
  'null value': { 'x-v': null },
  'http2-settings header': { 'http2-settings': 'x' },
};

const badSettings: Record<string, Headers> = {
  'headerTableSize too large': { headerTableSize: 2 ** 32 },
  'headerTableSize negative': { headerTableSize: -1 },
  'enablePush no boolean': { enablePush: 1 },
  'initialWindowSize too large': { initialWindowSize: 2 ** 32 },
  'maxFrameSize too small': { maxFrameSize: 1 },
  'maxFrameSize too large': { maxFrameSize: 2 ** 24 },
  'maxConcurrentStreams negative': { maxConcurrentStreams: -1 },
  'maxHeaderListSize too large': { maxHeaderListSize: 2 ** 32 },
  'maxHeaderSize no number': { maxHeaderSize: 'x' },
};

const settingsOf = (http2: Http2, settings: Headers): unknown =>
  http2.getPackedSettings(settings as never).toString('hex');

/** What is not allowed: which call throws, and with which code. */
export const misuseScenarios: Record<string, Scenario> = {
  'headers that a request must not have': async (stage) => {
    const { client } = await stage.pair();
    for (const [what, headers] of Object.entries(requests)) {
      stage.attempt('client', what, () => {
        client
          .request(headers as never)
          .on('error', (error) => stage.note(what, error))
          .close();
      });
    }
    stage.attempt('client', 'no object', () => client.request('x' as never));
    stage.attempt('client', 'null', () => client.request(null as never));
  },
  'what a server stream refuses': async (stage) => {
    const { client } = await stage.pair((stream) => {
      stage.attempt('server', 'trailers too early', () => stream.sendTrailers({ a: '1' }));
      stage.attempt('server', 'informational 200', () => stream.additionalHeaders({ ':status': 200 }));
      stage.attempt('server', 'informational 101', () => stream.additionalHeaders({ ':status': 101 }));
      stage.attempt('server', 'status 1000', () => stream.respond({ ':status': 1000 }));
      stage.attempt('server', 'status 101', () => stream.respond({ ':status': 101 }));
      stage.attempt('server', 'null', () => stream.respond(null as never));
      stage.attempt('server', 'informational null', () => stream.additionalHeaders(null as never));
      stage.attempt('server', 'request pseudo-header', () => stream.respond({ ':path': '/' }));
      stage.attempt('server', 'connection header', () => stream.respond({ connection: 'close' }));
      stage.attempt('server', 'respond', () => stream.respond({}, { waitForTrailers: true }));
      stage.attempt('server', 'respond again', () => stream.respond());
      stage.attempt('server', 'informational after respond', () => stream.additionalHeaders({ ':status': 103 }));
      stage.attempt('server', 'trailers too early', () => stream.sendTrailers({ a: '1' }));
      stream.on('wantTrailers', () => {
        stage.attempt('server', 'pseudo-header in trailers', () => stream.sendTrailers({ ':status': '1' }));
        stage.attempt('server', 'trailers', () => stream.sendTrailers({ a: '1' }));
        stage.attempt('server', 'trailers again', () => stream.sendTrailers({ a: '1' }));
      });
      stream.on('close', () => {
        stage.attempt('closed server', 'respond', () => stream.respond());
        stage.attempt('closed server', 'trailers', () => stream.sendTrailers({}));
        stage.attempt('closed server', 'informational', () => stream.additionalHeaders({ ':status': 103 }));
        stage.attempt('closed server', 'close', () => stream.close());
        stage.attempt('closed server', 'setTimeout', () => {
          stream.setTimeout(1000);
        });
      });
      stream.end('ok');
    });
    await closed(client.request({ ':path': '/' }).resume());
  },
  'writing after end': async (stage) => {
    const over = Promise.withResolvers<void>();
    const { client } = await stage.pair((stream) => {
      stage.watchStream('server', stream).on('close', () => over.resolve());
      stream.respond();
      stream.end('ok');
      stream.write('late', (error) => stage.note('server', 'written', error));
    });
    await Promise.all([closed(stage.watchStream('client', client.request({ ':path': '/' }))), over.promise]);
  },
  'writing to a request without a body': async (stage) => {
    const { client } = await stage.pair();
    const stream = stage.watchStream('client', client.request({ ':path': '/' }));
    stream.write('late', (error) => stage.note('client', 'written', error));
    await closed(stream);
  },
  'closing with what is no code': async (stage) => {
    const { client } = await stage.pair((stream) => stream.respond());
    const stream = client.request({ ':method': 'POST' });
    for (const code of [-1, 2 ** 32, 1.5, '8'])
      stage.attempt('client', code === '8' ? 'text' : String(code), () => stream.close(code as number));
    stage.attempt('client', 'no callback', () => stream.close(8, 'x' as never));
    stream.close();
    await closed(stream);
    stage.attempt('client', 'again', () => stream.close(2));
    stage.note('client', stream.rstCode);
  },
  'a session that has closed': async (stage) => {
    const { client } = await stage.pair();
    client.close();
    stage.attempt('closing', 'request', () => {
      client.request({ ':path': '/' }).on('error', (error) => stage.note('refused', error));
    });
    await closed(client);
    stage.attempt('closed', 'request', () => {
      client.request({ ':path': '/' }).on('error', (error) => stage.note('refused later', error));
    });
    stage.attempt('closed', 'ping', () => client.ping(() => undefined));
    stage.attempt('closed', 'settings', () => client.settings({}));
    stage.attempt('closed', 'goaway', () => client.goaway());
    stage.attempt('closed', 'setLocalWindowSize', () => client.setLocalWindowSize(1));
    stage.attempt('closed', 'close', () => client.close());
    stage.attempt('closed', 'destroy', () => client.destroy());
    stage.note(
      'closed',
      client.state,
      client.localSettings,
      client.remoteSettings,
      client.alpnProtocol,
      client.encrypted,
    );
  },
  'arguments of a session': async (stage) => {
    const { client } = await stage.pair();
    stage.attempt('ping', 'short payload', () => client.ping(Buffer.alloc(7), () => undefined));
    stage.attempt('ping', 'no buffer', () => client.ping('12345678' as never, () => undefined));
    stage.attempt('ping', 'no callback', () => client.ping(Buffer.alloc(8), 'x' as never));
    stage.attempt('goaway', 'no number', () => client.goaway('x' as never));
    stage.attempt('goaway', 'no buffer', () => client.goaway(0, 0, 'x' as never));
    stage.attempt('setLocalWindowSize', 'text', () => client.setLocalWindowSize('1' as never));
    stage.attempt('setLocalWindowSize', 'negative', () => client.setLocalWindowSize(-1));
    for (const [what, settings] of Object.entries(badSettings))
      stage.attempt('settings', what, () => client.settings(settings as never));
    stage.attempt('setTimeout', 'negative', () => client.setTimeout(-1));
    stage.attempt('destroy', 'no error', () => client.destroy());
  },
  'stream numbers that are none to go on from': async (stage) => {
    for (const id of [2, 4, 2 ** 31, 2 ** 32 - 1]) {
      const { client } = await stage.pair();
      (client as unknown as { setNextStreamID(id: number): void }).setNextStreamID(id);
      const stream = client.request();
      stream.resume();
      await closed(stream);
      stage.note('client', id, stream.id, stream.rstCode);
    }
  },
  'what GOAWAY carries': async (stage) => {
    const octets = Uint8Array.from([65, 66, 67, 68]);
    for (const carried of [octets.subarray(1), new Uint16Array(octets.buffer), new DataView(octets.buffer, 1, 2)]) {
      const { client, served } = await stage.pair();
      const heard = once(served, 'goaway');
      client.goaway(0, 0, carried);
      stage.note('server', (await heard).at(-1));
    }
  },
  'arguments of connect and createServer': (stage) => {
    const { http2 } = stage;
    stage.attempt('connect', 'ftp', () => http2.connect('ftp://127.0.0.1'));
    stage.attempt('connect', 'no URL', () => http2.connect('nonsense'));
    stage.attempt('createServer', 'no object', () => http2.createServer('x' as never));
    stage.attempt('createServer', 'settings', () => http2.createServer({ settings: 'x' } as never));
  },
  'packed settings': (stage) => {
    const { http2 } = stage;
    const packed = http2.getPackedSettings({
      headerTableSize: 4096,
      enablePush: true,
      maxConcurrentStreams: 5,
      initialWindowSize: 65_535,
      maxFrameSize: 16_384,
      maxHeaderListSize: 65_535,
      enableConnectProtocol: false,
    });
    stage.note(
      'packed',
      packed.toString('hex'),
      http2.getPackedSettings(undefined as never).toString('hex'),
      http2.getPackedSettings({}).toString('hex'),
    );
    stage.note(
      'unpacked',
      http2.getUnpackedSettings(packed),
      http2.getUnpackedSettings(new Uint8Array(packed)),
      http2.getUnpackedSettings(Buffer.alloc(0)),
    );
    stage.note('default', http2.getDefaultSettings());
    stage.attempt('unpacked', 'length', () => http2.getUnpackedSettings(Buffer.alloc(5)));
    stage.attempt('unpacked', 'type', () => http2.getUnpackedSettings('x' as never));
    for (const [what, settings] of Object.entries(badSettings))
      stage.attempt('packed', what, () => settingsOf(http2, settings));
  },
  'every constant': (stage) => {
    const ours = stage.http2.constants as Record<string, unknown>;
    for (const name of Object.keys(constants)) stage.note('constants', name, ours[name]);
  },
};

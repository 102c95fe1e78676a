import { inspect, promisify } from 'node:util';
import type { ClientHttp2Session, Http2Session, OutgoingHttpHeaders, Settings } from 'node:http2';
import { closed, type Scenario } from './scenario.ts';

/** What node:http2 has beside streams and sessions: forms for utilities, defaults, what is the same object each time. */
export const convenienceScenarios: Record<string, Scenario> = {
  'connect() as a promise': async (stage) => {
    const { url } = await stage.server();
    const session = (await promisify(stage.http2.connect)(url)) as ClientHttp2Session;
    stage.atEnd(() => session.destroy());
    stage.note('client', session.connecting, session.constructor.name);
  },
  'settings of none and custom ones': async (stage) => {
    const { client, served } = await stage.pair(
      undefined,
      { settings: { customSettings: { 1244: 456 } } as Settings },
      { remoteCustomSettings: [1244] } as object,
    );
    stage.note('client', (client.remoteSettings as { customSettings?: object }).customSettings);
    for (const [name, session] of Object.entries<Http2Session>({ client, served }))
      stage.note(
        name,
        session.localSettings === session.localSettings,
        session.remoteSettings === session.remoteSettings,
      );
    stage.attempt('client', 'settings()', () => (client.settings as () => void)());
    stage.attempt('server', 'createSecureServer()', () => stage.http2.createSecureServer().close() !== null);
  },
  'headers that change once they are sent': async (stage) => {
    const headers: Record<string, string | number> = { ':path': '/one', 'x-a': 1 };
    const { client } = await stage.pair((stream) => {
      stream.respond(headers, { waitForTrailers: true });
      headers['x-a'] = 3;
      stage.note('server', stream.sentHeaders['x-a']);
      stream.on('wantTrailers', () => {
        stream.sendTrailers(headers);
        headers['x-a'] = 4;
        stage.note('server', stream.sentTrailers?.['x-a']);
      });
      stream.end();
    });
    const stream = client.request(headers);
    delete headers[':path'];
    headers['x-a'] = 2;
    stage.note('client', stream.sentHeaders[':path'], stream.sentHeaders['x-a']);
    await closed(stream.resume());
  },
  'sensitive headers of none, and no signal': async (stage) => {
    const { client } = await stage.pair();
    const none = { [stage.http2.sensitiveHeaders]: null } as unknown as OutgoingHttpHeaders;
    stage.attempt('client', 'request', () => client.request(none, { signal: null } as object).destroyed);
  },
  'what a server takes for its timeout': (stage) => {
    const server = stage.http2.createServer() as unknown as { timeout: number };
    stage.note('server', server.timeout);
    server.timeout = 40;
    stage.note('server', server.timeout);
  },
  'how sessions and streams are shown': async (stage) => {
    const { client } = await stage.pair();
    const stream = client.request();
    const lines = (of: object) =>
      inspect(of, { depth: 0 })
        .split('\n')
        .map((line) => line.trim().split(/[:{]/)[0]!);
    stage.note('session', ...lines(client).sort((a, b) => a.localeCompare(b)));
    stage.note('stream', ...lines(stream));
    stream.resume();
    await closed(stream);
  },
};

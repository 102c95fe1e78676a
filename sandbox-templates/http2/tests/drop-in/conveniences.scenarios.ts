import { inspect, promisify } from 'node:util';
import type { ClientHttp2Session, Http2Session, Settings } from 'node:http2';
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

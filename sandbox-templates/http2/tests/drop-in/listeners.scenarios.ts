import { once } from 'node:events';
import type { ClientHttp2Stream, ServerHttp2Stream } from 'node:http2';
import { hearUncaught } from '../support/uncaught.ts';
import { closed, type Scenario, type Stage } from './scenario.ts';

/** Keeps what listeners throw from ending the process, as a program does that has a listener of 'uncaughtException'. */
function catchThrown(stage: Stage): void {
  stage.atEnd(hearUncaught((error) => stage.note('process', error)));
}

function fail(): never {
  throw new Error('a listener of the program throws');
}

/** The first 'event' of a response meets a listener that throws. */
const response =
  (event: string, respond: (stream: ServerHttp2Stream) => void): Scenario =>
  async (stage) => {
    catchThrown(stage);
    const { client } = await stage.pair(respond);
    const stream: ClientHttp2Stream = client.request();
    stream.once(event, fail);
    stream.on('end', () => stage.note('stream', 'end'));
    stream.resume();
    await closed(stream);
    stage.note('stream', stream.rstCode);
  };

/** What a listener throws is the program's affair: the stream, and the connection, go on. */
export const listenerScenarios: Record<string, Scenario> = {
  'a response of headers only': response('response', (stream) => stream.respond({}, { endStream: true })),
  'a response with a body': response('response', (stream) => {
    stream.respond();
    stream.end('body');
  }),
  'the last chunk': response('data', (stream) => {
    stream.respond();
    stream.end('body');
  }),
  trailers: response('trailers', (stream) => {
    stream.respond({}, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'x-trailer': '1' }));
    stream.end('body');
  }),
  'an interim response': response('headers', (stream) => {
    stream.additionalHeaders({ ':status': 103 });
    stream.respond();
    stream.end('body');
  }),
  'SETTINGS that let a request go': async (stage) => {
    catchThrown(stage);
    const { client, served } = await stage.pair(undefined, { settings: { maxConcurrentStreams: 0 } });
    client.once('remoteSettings', fail);
    const stream = client.request();
    served.settings({ maxConcurrentStreams: 1 });
    stream.resume();
    await once(stream, 'response');
  },
};

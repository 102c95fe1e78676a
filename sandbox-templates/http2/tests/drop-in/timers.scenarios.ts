import { once, type EventEmitter } from 'node:events';
import type {
  ClientHttp2Session,
  ClientHttp2Stream,
  Http2Session,
  ServerHttp2Session,
  ServerHttp2Stream,
} from 'node:http2';
import { closed, type Scenario, type Stage } from './scenario.ts';

const post = { ':method': 'POST' };
/** What the timers wait for, in milliseconds. */
const silence = 40;

interface Timed extends EventEmitter {
  setTimeout(milliseconds: number): unknown;
}

/**
 * Sets the timer of each and notes, at its first 'timeout', how often it had been put off. Timers of one length run in the order in
 * which they were set: a plain one, set anew as it runs, counts that on a machine of any speed. `putOff` hears of each round.
 */
async function timeOut(stage: Stage, timed: Record<string, Timed>, putOff?: (rounds: number) => void): Promise<void> {
  let rounds = 0;
  const over = Object.entries(timed).map(([track, one]) => {
    one.setTimeout(silence);
    return new Promise<void>((resolve) => {
      one.once('timeout', () => {
        stage.note(track, 'timeout', rounds);
        one.setTimeout(0);
        resolve();
      });
    });
  });
  let counting: NodeJS.Timeout;
  const count = () => {
    counting = setTimeout(() => {
      putOff?.(++rounds);
      count();
    }, silence);
  };
  count();
  await Promise.all(over);
  clearTimeout(counting!);
}

/** All that either side has sent has been read by the other. */
async function settled(...sessions: Http2Session[]): Promise<void> {
  for (let round = 0; round < 4; round++)
    await Promise.all(sessions.map((session) => new Promise((resolve) => session.ping(resolve))));
}

interface Call {
  client: ClientHttp2Session;
  served: ServerHttp2Session;
  request: ClientHttp2Stream;
  response: ServerHttp2Stream;
}

/** A call that has begun, and nothing under way. */
async function call(stage: Stage, settings: { initialWindowSize?: number } = {}): Promise<Call> {
  const { client, served, server } = await stage.pair((stream) => stream.respond(), { settings });
  const request = client.request(post);
  request.on('error', () => undefined);
  const [[response]] = (await Promise.all([once(server, 'stream'), once(request, 'response')])) as [
    [ServerHttp2Stream],
    unknown,
  ];
  await settled(client, served);
  return { client, served, request, response };
}

const parties = ({ client, served, request, response }: Call): Record<string, Timed> => ({
  'client stream': request,
  'client session': client,
  'server stream': response,
  'server session': served,
});

/** What `act` does halfway through the silence, to the timers of those it is done to. */
const halfway =
  (act: (call: Call) => unknown, ...tracks: string[]): Scenario =>
  async (stage) => {
    const begun = await call(stage);
    const timed = Object.entries(parties(begun)).filter(([track]) => tracks.includes(track));
    setTimeout(() => act(begun), silence / 2);
    await timeOut(stage, Object.fromEntries(timed));
  };

export const timerScenarios: Record<string, Scenario> = {
  'where nothing happens': (stage) => call(stage).then((begun) => timeOut(stage, parties(begun))),
  'of a reader that has paused, and of the body that waits for it': async (stage) => {
    const begun = await call(stage);
    const { client, served, request, response } = begun;
    request.on('data', () => undefined).pause();
    response.end(Buffer.alloc(2 ** 21));
    await settled(client, served);
    await timeOut(stage, parties(begun));
    request.resume();
    request.end();
    response.resume();
    await Promise.all([closed(request), closed(response)]);
    stage.note('client stream', request.rstCode);
  },
  'of a reader that has paused after a body that fits its window': async (stage) => {
    const begun = await call(stage);
    begun.request.on('data', () => undefined).pause();
    begun.response.write(Buffer.alloc(20_000));
    await settled(begun.client, begun.served);
    await timeOut(stage, parties(begun));
  },
  'of a reader that pauses again and again': async (stage) => {
    const begun = await call(stage);
    const { client, served, request, response } = begun;
    let octets = 0;
    request.on('data', (chunk: Buffer) => {
      octets += chunk.length;
      request.pause();
    });
    response.write(Buffer.alloc(2 ** 21));
    for (let round = 0; round < 3; round++) {
      await settled(client, served);
      await timeOut(stage, parties(begun));
      request.resume();
    }
    stage.note('reader', octets > 0);
  },
  'of an upload that no window has let begin': async (stage) => {
    const { request, client } = await call(stage, { initialWindowSize: 0 });
    request.write('waits');
    await timeOut(stage, { 'client stream': request, 'client session': client });
  },
  'of an upload that waits beside one that goes on': async (stage) => {
    const { client, served, request } = await call(stage);
    const beside = client.request(post);
    beside.on('error', () => undefined);
    await once(beside, 'response');
    request.write(Buffer.alloc(2 ** 21));
    await settled(client, served);
    await timeOut(stage, { 'client stream': request }, (rounds) => rounds === 1 && beside.write('x'));
  },
  'when interim responses come': async (stage) => {
    const { client, server } = await stage.pair();
    server.removeAllListeners('stream');
    server.on('stream', (stream) => {
      stream.on('error', () => undefined);
      const sending = setInterval(() => stream.additionalHeaders({ ':status': 103 }), silence / 2);
      stream.once('aborted', () => clearInterval(sending));
    });
    const request = client.request(post);
    request.on('error', () => undefined);
    await once(request, 'headers');
    await timeOut(stage, { 'client stream': request });
    request.close(8);
    await closed(request);
  },
  'when PINGs come that no one listens to': async (stage) => {
    const begun = await call(stage);
    const pinging = setInterval(() => begun.client.ping(() => undefined), silence / 2);
    await timeOut(stage, { 'server session': begun.served, 'client session': begun.client });
    clearInterval(pinging);
  },
  'of more milliseconds than a timer counts': async (stage) => {
    const { client } = await stage.pair((stream) => stream.respond());
    const stream = client.request(post);
    for (const [track, one] of Object.entries({ client, stream })) {
      one.on('timeout', () => stage.note(track, 'timeout'));
      one.setTimeout(2 ** 31);
    }
    stage.note('stream', 'waits');
    await new Promise((resolve) => setTimeout(resolve, silence));
  },
  'when a stream is written to': halfway(({ request }) => request.write('x'), 'client stream', 'client session'),
  'when an empty chunk is written': halfway(({ request }) => request.write(''), 'client stream', 'client session'),
  'when a response is written to': halfway(({ response }) => response.write('x'), 'server stream', 'server session'),
  'when the timer of a stream is set': halfway(
    ({ request }) => request.setTimeout(silence),
    'client stream',
    'client session',
  ),
  'when SETTINGS are sent': halfway(
    ({ client }) => client.settings({ initialWindowSize: 70_000 }),
    'client stream',
    'client session',
  ),
  'when a PING is sent': halfway(({ client }) => client.ping(() => undefined), 'client stream', 'client session'),
  'when GOAWAY is sent': halfway(({ served }) => served.goaway(0, 1), 'server stream', 'server session'),
  'when a request is made': halfway(
    ({ client }) => client.request(post).on('error', () => undefined),
    'client stream',
    'client session',
  ),
};

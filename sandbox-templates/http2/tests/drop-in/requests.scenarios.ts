import type { Http2ServerRequest, Http2ServerResponse, IncomingHttpHeaders } from 'node:http2';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { closed, type Scenario, type Stage } from './scenario.ts';

type Listener = (request: Http2ServerRequest, response: Http2ServerResponse) => unknown;
type Exchange = { headers?: Record<string, unknown>; body?: string };

/** A server with a request listener, and a client's call to it. */
const answered =
  (listen: (stage: Stage) => Listener, { headers = {}, body }: Exchange = {}, event = 'request'): Scenario =>
  async (stage) => {
    const server = stage.http2.createServer();
    const listener = listen(stage);
    let over: Promise<void> = Promise.resolve();
    server.on(event, (request: Http2ServerRequest, response: Http2ServerResponse) => {
      stage.note('server', event);
      over = closed(response);
      for (const name of ['end', 'aborted', 'close']) request.on(name, () => stage.note('request', name));
      for (const name of ['finish', 'aborted', 'close']) response.on(name, () => stage.note('response', name));
      return listener(request, response);
    });
    if (event !== 'request') server.on('request', () => stage.note('server', 'request'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    stage.atEnd(() => void server.close());
    const client = stage.client(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const method = body === undefined ? 'GET' : 'POST';
    const stream = client.request({ ':method': method, ':path': '/a?b=c', ...headers });
    const seen = ({ date: _date, ...rest }: IncomingHttpHeaders) => rest;
    for (const name of ['headers', 'response', 'trailers'])
      stream.on(name, (received: IncomingHttpHeaders) => stage.note('client', name, seen(received)));
    stream.on('continue', () => stage.note('client', 'continue'));
    stream.on('error', (error) => stage.note('client', error));
    let text = '';
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    stream.end(body);
    await closed(stream);
    await over;
    stage.note('client', text, stream.rstCode);
  };

/** The events of node:http over streams: `createServer((request, response) => …)`. */
export const requestScenarios: Record<string, Scenario> = {
  'what a request says': answered(
    (stage) => (request, response) => {
      const { method, url, scheme, httpVersion, httpVersionMajor, httpVersionMinor, aborted, complete } = request;
      stage.note('request', {
        method,
        url,
        scheme,
        httpVersion,
        httpVersionMajor,
        httpVersionMinor,
        aborted,
        complete,
      });
      stage.note('request', 'socket', request.socket === request.connection, request.socket === response.socket);
      stage.note('request', request.headers['x-a'], request.rawHeaders.includes('x-a'));
      for (const name of ['write', 'read', 'pause', 'resume'])
        stage.attempt('socket', name, () => Reflect.get(request.socket, name));
      stage.attempt('request', 'method', () => {
        Object.assign(request, { method: ' ' });
      });
      response.end();
    },
    { headers: { 'x-a': 'one' } },
  ),
  'a body echoed': answered(() => (request, response) => void request.pipe(response), { body: 'x'.repeat(100_000) }),
  'a body iterated': answered(
    (stage) => async (request, response) => {
      let text = '';
      for await (const chunk of request) text += String(chunk);
      stage.note('request', text, request.complete);
      response.end('read');
    },
    { body: 'the body' },
  ),
  'a body that is not read': answered(() => (_request, response) => response.end('early'), { body: 'a body' }),
  'headers set, had and removed': answered((stage) => (_request, response) => {
    response.setHeader('X-One', '1');
    response.setHeader('x-list', ['a', 'b']);
    response.appendHeader('x-list', 'c');
    response.setHeader('x-gone', '1');
    response.removeHeader('X-Gone');
    stage.note('response', response.getHeader('x-one'), response.hasHeader('x-gone'), response.getHeaderNames());
    for (const [name, value] of [
      [':status', 1],
      ['', 'x'],
      ['a b', 'x'],
      ['x', undefined],
      ['x', null],
    ] as const)
      stage.attempt('response', `setHeader ${name}`, () => void response.setHeader(name, value as never));
    response.statusCode = 201;
    stage.attempt('response', 'status 100', () => void (response.statusCode = 100));
    stage.attempt('response', 'status 600', () => void (response.statusCode = 600));
    response.sendDate = false;
    stage.note('response', response.headersSent, response.writableEnded, response.finished);
    response.end('done');
    stage.note('response', response.headersSent, response.writableEnded, response.finished);
    stage.attempt('response', 'setHeader late', () => void response.setHeader('x', '1'));
    stage.attempt('response', 'writeHead late', () => void response.writeHead(200));
  }),
  ...Object.fromEntries(
    Object.entries<unknown[]>({
      'a status': [202],
      'a status and headers': [203, { 'x-a': '1', 'x-b': ['2', '3'] }],
      'a message': [200, 'Fine', { 'x-a': '1' }],
      'an array': [200, ['x-a', '1', 'x-a', '2']],
      pairs: [
        200,
        [
          ['x-a', '1'],
          ['x-b', '2'],
        ],
      ],
    }).map(([what, values]) => [
      `writeHead with ${what}`,
      answered(() => (_request, response) => {
        response.setHeader('x-a', 'before');
        response.writeHead(...(values as [number])).end('x');
      }),
    ]),
  ),
  trailers: answered(() => (_request, response) => {
    response.addTrailers({ 'x-sum': 'abc' });
    response.addTrailers({ 'x-more': 'def' });
    response.end('body');
  }),
  'an early hint': answered((stage) => (_request, response) => {
    stage.note('response', response.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' }));
    stage.attempt('response', 'a bad link', () => response.writeEarlyHints({ link: 'no link' }));
    response.end();
  }),
  'interim responses': answered((stage) => (_request, response) => {
    const inform = response as unknown as { writeInformation: (...values: unknown[]) => boolean };
    for (const values of [
      [100],
      [102],
      [103, { link: '</style.css>' }],
      [199, null],
      [101],
      [200],
      ['103'],
      [103, 'x'],
    ])
      stage.attempt('response', `writeInformation ${JSON.stringify(values)}`, () => inform.writeInformation(...values));
    response.end();
    stage.attempt('response', 'late', () => inform.writeInformation(103));
  }),
  'fields of HTTP/1': answered((stage) => (_request, response) => {
    for (const name of ['Connection', 'Keep-Alive', 'Transfer-Encoding', 'te']) {
      response.setHeader(name, 'x');
      stage.note('response', name, response.getHeader(name));
      stage.attempt('response', 'writeHead', () => response.writeHead(200) === response);
      if (response.headersSent) break;
      response.removeHeader(name);
    }
    response.end();
  }),
  'expect: 100-continue': answered(() => (_request, response) => response.end('went on'), {
    headers: { expect: '100-continue' },
    body: 'x',
  }),
  checkContinue: answered(
    () => (_request, response) => {
      response.writeContinue();
      response.end('asked');
    },
    { headers: { expect: '100-continue' }, body: 'x' },
    'checkContinue',
  ),
  'an expectation of something else': answered(() => (_request, response) => response.end(), {
    headers: { expect: 'wonders' },
  }),
  HEAD: answered(
    () => (_request, response) => {
      response.setHeader('content-length', 5);
      response.end('hello');
    },
    { headers: { ':method': 'HEAD' } },
  ),
  'write after the end': answered((stage) => (_request, response) => {
    response.end('over');
    response.write('late', (error) => stage.note('response', error));
  }),
  'a callback of end, and of a second end': answered((stage) => (_request, response) => {
    response.end('over', () => stage.note('callback', 'first'));
    response.end(() => stage.note('callback', 'second'));
  }),
  'a stream that is reset': answered((stage) => (_request, response) => {
    response.write('part');
    response.stream.close(2);
    stage.attempt('response', 'writeHead', () => void response.writeHead(200));
  }),
  'response.destroy': answered(() => (_request, response) => {
    response.write('part');
    response.stream.on('error', () => undefined);
    response.destroy(new Error('no more'));
  }),
  'a push to a client that takes none': answered((stage) => (_request, response) => {
    stage.attempt('response', 'no callback', () => response.createPushResponse({ ':path': '/' }, undefined as never));
    response.end();
  }),
};

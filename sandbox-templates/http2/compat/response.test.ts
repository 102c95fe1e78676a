import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { connect, createServer } from '../index.ts';
import type { Http2ServerRequest, Http2ServerResponse } from '../index.ts';

test('a link of many parameters is judged at once, whatever stands at its end', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  client.request().resume();
  const [, response] = (await once(server, 'request')) as [Http2ServerRequest, Http2ServerResponse];
  const hint = (end: string) => response.writeEarlyHints({ link: `<a>${'; a=b'.repeat(32)}${end}` });
  expect(hint('; c="d e"; f=; g')).toBe(true);
  for (const end of ['"', '; c="d', '; c=d"e"', '; c ="d"'])
    expect(() => hint(end)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }));
  client.destroy();
  server.close();
});

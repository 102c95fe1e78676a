import { expect, test } from 'vitest';
import { Bridge } from './bridge.ts';

test('a request that HTTP/2 refuses ends as one that failed, once its caller is back', async () => {
  const { promise, resolve } = Promise.withResolvers<[stream: number, message: string]>();
  const unexpected = () => expect.unreachable();
  const answers = {
    OnHead: unexpected,
    OnData: unexpected,
    OnEnd: unexpected,
    OnError: (stream: number, message: string) => resolve([stream, message]),
  };
  let isBack = false;
  const bridge = new Bridge(() => (expect(isBack).toBe(true), answers));
  bridge.open(1, 7, 'localhost:1', '/IMyFirstService/SumAsync', ['connection', 'close']);
  bridge.write(7, new Uint8Array(1));
  bridge.endRequest(7);
  isBack = true;
  expect(await promise).toEqual([7, expect.stringContaining('connection')]);
  bridge.disconnect(1);
});

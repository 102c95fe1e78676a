import { once } from 'node:events';
import { answerQuestions } from '../support/child.ts';
import { calls } from './calls.ts';
import { openCalls } from './open-calls.ts';
import { TestClient } from './test-client.ts';

answerQuestions({
  /** Makes one of {@link calls} on a channel of its own. */
  async run(name: keyof typeof calls, port: number) {
    using client = new TestClient(port);
    return await calls[name](client);
  },
  /** How many messages come of a call that fails after `count` of them, as often as it is made, and with what code. */
  async beforeFailure(port: number, count: number, times: number) {
    using client = new TestClient(port);
    const heard: Array<[messages: number, code: number]> = [];
    while (heard.length < times) {
      const call = client.stream('Count', `${count} 13`);
      let messages = 0;
      call.on('data', () => messages++);
      const [{ code }] = (await once(call, 'error')) as [{ code: number }];
      heard.push([messages, code]);
    }
    return heard;
  },
  ...openCalls,
});

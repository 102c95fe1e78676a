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
  ...openCalls,
});

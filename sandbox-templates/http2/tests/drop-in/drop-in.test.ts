import { describe, expect, test } from 'vitest';
import { builtin, own } from '../support/implementations.ts';
import { channelScenarios } from './channels.scenarios.ts';
import { closingScenarios } from './closing.scenarios.ts';
import { convenienceScenarios } from './conveniences.scenarios.ts';
import { endingScenarios } from './endings.scenarios.ts';
import { exchangeScenarios } from './exchange.scenarios.ts';
import { extensionScenarios } from './extensions.scenarios.ts';
import { listenerScenarios } from './listeners.scenarios.ts';
import { misuseScenarios } from './misuse.scenarios.ts';
import { packetScenarios } from './packets.scenarios.ts';
import { peerFaultScenarios, valueScenarios } from './peer-faults.scenarios.ts';
import { paddingScenarios } from './padding.scenarios.ts';
import { requestScenarios } from './requests.scenarios.ts';
import { play } from './scenario.ts';
import { sessionScenarios } from './sessions.scenarios.ts';
import { timerScenarios } from './timers.scenarios.ts';
import { troubleScenarios } from './trouble.scenarios.ts';
import { writingScenarios } from './writing.scenarios.ts';

const groups = {
  exchanges: exchangeScenarios,
  endings: endingScenarios,
  closing: closingScenarios,
  packets: packetScenarios,
  sessions: sessionScenarios,
  misuse: misuseScenarios,
  conveniences: convenienceScenarios,
  timers: timerScenarios,
  trouble: troubleScenarios,
  'listeners that throw': listenerScenarios,
  requests: requestScenarios,
  extensions: extensionScenarios,
  channels: channelScenarios,
  writing: writingScenarios,
  padding: paddingScenarios,
  'faults of peers': peerFaultScenarios,
  'values that no field may hold': valueScenarios,
};

/** Each scenario is played on Node's own HTTP/2 and on ours: what the program sees must be the same. */
describe.each(Object.entries(groups))('as node:http2 does: %s', (_group, scenarios) => {
  test.each(Object.entries(scenarios))('%s', async (_name, scenario) => {
    const expected = await play(builtin, scenario);
    expect(Object.keys(expected), 'a scenario that notes nothing compares nothing').not.toEqual([]);
    expect(await play(own, scenario)).toEqual(expected);
  });
});

import type { Criterion, Evidence } from './check.ts';

/** The rules that exercises' checks are put together from. Each judges by what the server saw and what the heap did. */
type Rule = (evidence: Evidence) => Criterion;

/** Makes a check of rules; the criteria come in the rules' order. */
export const criteria =
  (...rules: Rule[]) =>
  (evidence: Evidence): Criterion[] =>
    rules.map((rule) => rule(evidence));

/** Every sum that the server gave back is right, and no call failed. */
export const sumsRight: Rule = ({ served }) => {
  const { right = 0, wrong = 0 } = served?.sums ?? {};
  const failed = served?.failed ?? 0;
  return { id: 'sums-right', result: wrong || failed ? 'failed' : right ? 'passed' : 'open', figures: { right, wrong, failed } };
};

/** The server answered so many calls. A program that hardly calls proves nothing about its heap. */
export const enoughCalls =
  (wanted: number): Rule =>
  ({ served }) => {
    const calls = served?.calls ?? 0;
    return { id: 'enough-calls', result: calls >= wanted ? 'passed' : 'open', figures: { calls, wanted } };
  };

/** The program makes a channel once, not for each call: a channel closed each time leaks nothing and costs a connection's set-up. */
export const channelReused: Rule = ({ samples }) => {
  const { channelsCreated: channels = 0, calls = 0 } = samples.at(-1) ?? {};
  const most = 10;
  return { id: 'channel-reused', result: channels > most ? 'failed' : calls >= 100 ? 'passed' : 'open', figures: { channels, calls, most } };
};

/** All calls carry the header, with at least so many different values. */
export const tenantsDiffer =
  (header: string, wanted: number): Rule =>
  ({ served }) => {
    const { calls: carried, distinct } = served?.headers[header] ?? { calls: 0, distinct: 0 };
    const calls = served?.calls ?? 0;
    const result = calls > carried ? 'failed' : distinct >= wanted ? 'passed' : 'open';
    return { id: 'tenants-differ', result, figures: { calls, carried, distinct, wanted } };
  };

/** All calls have a deadline, and it moves on: at least so many different instants. */
export const deadlinesDiffer =
  (wanted: number): Rule =>
  ({ served }) => {
    const { calls: carried, distinct } = served?.deadlines ?? { calls: 0, distinct: 0 };
    const calls = served?.calls ?? 0;
    const result = calls > carried ? 'failed' : distinct >= wanted ? 'passed' : 'open';
    return { id: 'deadlines-differ', result, figures: { calls, carried, distinct, wanted } };
  };

/** The floor of the heap does not climb. */
export const floorSteady: Rule = ({ verdict, samples }) => {
  const result = { leaking: 'failed', steady: 'passed', 'not-enough-data': 'open' } as const;
  const clients = samples.at(-1)?.clientsCreated ?? 0;
  const perClient = verdict.kind === 'leaking' ? (verdict.perClient ?? 0) : 0;
  return { id: 'floor-steady', result: result[verdict.kind], figures: { clients, perClient, perSecond: verdict.kind === 'not-enough-data' ? 0 : verdict.perSecond } };
};

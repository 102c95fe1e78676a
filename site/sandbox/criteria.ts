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
  return {
    id: 'sums-right',
    result: wrong || failed ? 'failed' : right ? 'passed' : 'open',
    figures: { right, wrong, failed },
  };
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
  return {
    id: 'channel-reused',
    result: channels > most ? 'failed' : calls >= 100 ? 'passed' : 'open',
    figures: { channels, calls, most },
  };
};

/** All calls carry the header, with at least so many different values. */
export const tenantsDiffer =
  (header: string, wanted: number): Rule =>
  (evidence) => ({ id: 'tenants-differ', ...carriedByAll(evidence, evidence.served?.headers[header], wanted) });

/** All calls have a deadline, and it moves on: at least so many different instants. */
export const deadlinesDiffer =
  (wanted: number): Rule =>
  (evidence) => ({ id: 'deadlines-differ', ...carriedByAll(evidence, evidence.served?.deadlines, wanted) });

/** Calls after which a program that varies what it sends has shown so. */
const callsThatTell = 1500;
/** Milliseconds after which one has that calls little, because its calls wait or fail. */
const timeThatTells = 5000;

function carriedByAll(
  { served, samples }: Evidence,
  tally: { calls: number; distinct: number } | undefined,
  wanted: number,
): Omit<Criterion, 'id'> {
  const { calls: carried, distinct } = tally ?? { calls: 0, distinct: 0 };
  const calls = served?.calls ?? 0;
  const first = samples.find((sample) => sample.calls > 0);
  const tells = calls >= callsThatTell || (first && samples.at(-1)!.at - first.at >= timeThatTells);
  const result = calls > carried ? 'failed' : distinct >= wanted ? 'passed' : tells ? 'failed' : 'open';
  return { result, figures: { calls, carried, distinct, wanted } };
}

/** The server is asked at least so many different questions. */
export const requestsDiffer =
  (wanted: number): Rule =>
  ({ served }) => {
    const { calls, distinct } = served?.requests ?? { calls: 0, distinct: 0 };
    return {
      id: 'requests-differ',
      result: distinct >= wanted ? 'passed' : calls < callsThatTell ? 'open' : 'failed',
      figures: { calls, distinct, wanted },
    };
  };

/** The server works at so many calls at the same time, at least once. */
export const callsOverlap =
  (wanted: number): Rule =>
  ({ served }) => {
    const { calls = 0, mostInFlight: most = 0 } = served ?? {};
    const callsToTell = 400; // one at a time they are slow
    return {
      id: 'calls-overlap',
      result: most >= wanted ? 'passed' : calls < callsToTell ? 'open' : 'failed',
      figures: { most, wanted },
    };
  };

/** Each of so many methods has a fair share of the calls. */
export const methodsCalled =
  (wanted: number): Rule =>
  ({ served }) => {
    const calls = served?.calls ?? 0;
    const fair = calls / wanted / 4;
    const methods = Object.values(served?.methods ?? {}).filter((count) => count > fair).length;
    return {
      id: 'methods-called',
      result: calls < callsThatTell ? 'open' : methods >= wanted ? 'passed' : 'failed',
      figures: { methods, wanted },
    };
  };

/** Such a share of the calls carries the header, give or take a tenth of the calls. */
export const membersMarked =
  (header: string, share: number): Rule =>
  ({ served }) => {
    const calls = served?.calls ?? 0;
    const carried = served?.headers[header]?.calls ?? 0;
    const right = Math.abs(carried - share * calls) <= calls / 10;
    return {
      id: 'members-marked',
      result: calls < callsThatTell ? 'open' : right ? 'passed' : 'failed',
      figures: { calls, carried },
    };
  };

/** The floor of the heap does not climb. */
export const floorSteady: Rule = ({ verdict, samples }) => {
  const result = { leaking: 'failed', steady: 'passed', 'not-enough-data': 'open' } as const;
  const clients = samples.at(-1)?.clientsCreated ?? 0;
  const perClient = verdict.kind === 'leaking' ? (verdict.perClient ?? 0) : 0;
  return {
    id: 'floor-steady',
    result: result[verdict.kind],
    figures: { clients, perClient, perSecond: verdict.kind === 'not-enough-data' ? 0 : verdict.perSecond },
  };
};

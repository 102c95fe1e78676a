import type { Criterion, Evidence, Rule } from './check.ts';
import { callsToSettle } from './held.ts';
import {
  fallsShort,
  hasFallenSilent,
  ofCalls,
  secondsUntil,
  secondsUntilItTells,
  tells,
  timeCalling,
  type Calls,
} from './telling.ts';

/** The rules that exercises' checks are put together from. */
export { floorSteady, floorSteadyOnceFilled } from './floor-steady.ts';

/** Makes a check of rules; the criteria come in the rules' order. What is open when the program has ended will not be shown any more. */
export const criteria =
  (...rules: Rule[]) =>
  (evidence: Evidence): Criterion[] =>
    rules.map((rule) => {
      const criterion = rule(evidence);
      if (criterion.result !== 'open' || !evidence.ended) return criterion;
      return { ...criterion, result: 'failed', figures: { ...criterion.figures, ended: 1 } };
    });

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

/** The server answered so many calls, or does so still. A program that hardly calls proves nothing about its heap. */
export const enoughCalls =
  (callsWanted: Calls): Rule =>
  (evidence) => {
    const wanted = ofCalls(callsWanted, evidence);
    const calls = evidence.served?.calls ?? 0;
    const result = calls >= wanted ? 'passed' : hasFallenSilent(evidence) ? 'failed' : 'open';
    return { id: 'enough-calls', result, figures: { calls, wanted }, ...secondsUntil(wanted, evidence) };
  };

/**
 * The program makes its channels once, at most so many, and then no more: one that is closed each time leaks nothing and costs a connection's
 * set-up, and one that is renewed now and then does so now and then.
 */
const channelsKept =
  (most: number): Rule =>
  (evidence) => {
    const { channelsCreated: channels = 0, calls = 0 } = evidence.samples.at(-1) ?? {};
    const kept = evidence.samples.find((sample) => sample.calls >= callsToSettle)?.channelsCreated ?? channels;
    const late = channels - kept;
    const enough = callsToSettle * 2;
    return {
      id: 'channel-reused',
      result: channels > most || late > 0 ? 'failed' : calls >= enough ? 'passed' : 'open',
      figures: { channels, calls, most, late },
      ...secondsUntil(enough, evidence),
    };
  };

/** One channel carries all calls. */
export const oneChannel = channelsKept(1);
/** A few channels, for whatever reason, carry all calls. */
export const fewChannels = channelsKept(10);

/** All calls carry the header, with at least so many different values. */
export const tenantsDiffer =
  (header: string, wanted: number): Rule =>
  (evidence) => {
    const { calls: carried, distinct } = evidence.served?.headers[header] ?? { calls: 0, distinct: 0 };
    const calls = evidence.served?.calls ?? 0;
    const missing = calls > carried || fallsShort(distinct, wanted, evidence);
    return {
      id: 'tenants-differ',
      result: missing ? 'failed' : distinct >= wanted ? 'passed' : 'open',
      figures: { calls, carried, distinct, wanted },
    };
  };

/** All calls carry the header, each with one value, which no other call has. */
export const tracesOwn =
  (header: string): Rule =>
  (evidence) => {
    const { calls: carried, several, again } = evidence.served?.headers[header] ?? { calls: 0, several: 0, again: 0 };
    const calls = evidence.served?.calls ?? 0;
    const wrong = calls > carried || several > 0 || again > 0;
    return {
      id: 'traces-own',
      result: wrong ? 'failed' : tells(evidence) ? 'passed' : 'open',
      figures: { calls, carried, several, again },
      ...secondsUntilItTells(evidence),
    };
  };

/** Milliseconds in which a program whose deadlines move on has shown so, however fast it calls: instants count from 10 ms apart. */
const timeForInstants = 2000;
/** Where a call takes a millisecond or so, as in C#, this many times as many calls as instants are wanted, and this share of those instants, is one deadline, come more or less late. */
const deadlineShared = { calls: 2, instants: 0.1 };
/** Share of the calls that may come late, with little of their time left, on a machine that is busy. */
const mostLate = 0.15;
/**
 * Where each call works out its own deadline, there are as many instants as moments in which calls came. Only with fewer than this share of them is little time
 * left a sign of a shared deadline: a short one of a call's own leaves little, too.
 */
const ownInstants = 0.75;

/** More than this share of the calls has the deadline of those before it only where it is theirs; not where many are under way at once, which come one behind the other. */
const mostShared = { calls: 0.1, underWay: 4 };
/** Deadlines that move on bring further instants; where none came in so many moments, all that come are of before, be they one for each tenant. */
const mostStill = 100;

/** A minute is a deadline still; more is no limit for a request. */
const longestDeadline = 60_000; // ms

/**
 * All calls have a deadline, at least so many different instants; each is worked out at its own call's start, so that a call does not get only
 * what the ones before it left; and none is further away than `most` milliseconds.
 */
export const deadlinesDiffer =
  (wanted: number, most = longestDeadline): Rule =>
  (evidence) => {
    const { calls: carried, distinct, moments, still, longest, fresh, shared } = evidence.served?.deadlines ?? none;
    const calls = evidence.served?.calls ?? 0;
    const isFar = longest > most;
    const areLate = distinct < ownInstants * moments && carried - fresh > mostLate * carried;
    const areSame =
      shared > mostShared.calls * carried &&
      evidence.samples.every(({ callsOpen }) => callsOpen <= mostShared.underWay);
    const areStale = distinct >= wanted && (areLate || areSame || still > mostStill);
    const isToldSoon =
      evidence.language === 'csharp' &&
      carried >= deadlineShared.calls * wanted &&
      distinct <= deadlineShared.instants * wanted;
    const isOne =
      timeCalling(evidence) >= timeForInstants &&
      (fallsShort(distinct, wanted, evidence) || (isToldSoon && distinct < wanted));
    const missing = calls > carried || isFar || areStale || isOne;
    return {
      id: 'deadlines-differ',
      result: missing ? 'failed' : distinct >= wanted ? 'passed' : 'open',
      figures: { calls, carried, distinct, wanted, stale: Number(areStale), ...(isFar && { longest, most }) },
    };
  };
const none = { calls: 0, distinct: 0, moments: 0, still: 0, longest: 0, fresh: 0, shared: 0 };

/** The server is asked at least so many different questions. */
export const requestsDiffer =
  (wanted: number): Rule =>
  (evidence) => {
    const { calls, distinct } = evidence.served?.requests ?? { calls: 0, distinct: 0 };
    return {
      id: 'requests-differ',
      result: distinct >= wanted ? 'passed' : fallsShort(distinct, wanted, evidence) ? 'failed' : 'open',
      figures: { calls, distinct, wanted },
    };
  };

/** Both parts of a request are asked for: half of the sums have one second number, half another. */
export const partsAsked: Rule = (evidence) => {
  const { addends = {}, calls = 0 } = evidence.served ?? {};
  const fair = Object.values(addends).filter((count) => count > calls / 4).length;
  return {
    id: 'parts-asked',
    result: calls >= callsToSettle && fair >= 2 ? 'passed' : tells(evidence) ? 'failed' : 'open',
    figures: { calls, parts: fair },
  };
};

/** The server works at so many calls at the same time, and goes on to: what was begun together once may be one at a time ever since. */
export const callsOverlap =
  (wanted: number): Rule =>
  (evidence) => {
    const { calls = 0, mostInFlight: most = 0, mostLately: lately = 0 } = evidence.served ?? {};
    const callsToTell = ofCalls(400, evidence); // one at a time they are slow
    return {
      id: 'calls-overlap',
      result: lately >= wanted ? 'passed' : calls < callsToTell && !tells(evidence) ? 'open' : 'failed',
      figures: { most, lately, wanted },
    };
  };

/** So many calls under way are a queue, where twice as many are it as were half the time ago. */
const queue = 1000;
/** A bound is one that holds for so long, and has room for calls that begin and end together. */
const bound = { holdsFor: 1500 /* ms */, room: 1.25, some: 32 };

/** The calls under way have a bound, whatever that is: they do not begin faster than they end. */
export const callsBounded: Rule = (evidence) => {
  const calling = evidence.samples.filter(({ calls, callsOpen }) => calls + callsOpen > 0);
  const half = calling.length >> 1;
  // A run of hours has more samples than a function takes arguments.
  const most = (part: typeof calling) => part.reduce((most, { callsOpen }) => Math.max(most, callsOpen), 0);
  const [before, since] = [most(calling.slice(0, half)), most(calling.slice(half))];
  const isBound = timeCalling(evidence) >= bound.holdsFor && since <= before * bound.room + bound.some;
  return {
    id: 'calls-bounded',
    result: since >= queue && since >= 2 * before ? 'failed' : isBound ? 'passed' : 'open',
    figures: { open: calling.at(-1)?.callsOpen ?? 0, most: Math.max(before, since) },
    secondsLeft: 1,
  };
};

/** Each of so many methods has a fair share of the calls. */
export const methodsCalled =
  (wanted: number): Rule =>
  (evidence) => {
    const calls = evidence.served?.calls ?? 0;
    const fair = calls / wanted / 2;
    const methods = Object.values(evidence.served?.methods ?? {}).filter((count) => count > fair).length;
    return {
      id: 'methods-called',
      result: !tells(evidence) ? 'open' : methods >= wanted ? 'passed' : 'failed',
      figures: { methods, wanted },
      ...secondsUntilItTells(evidence),
    };
  };

/** Such a share of the calls carries the header, give or take a tenth of the calls, and once each. */
export const membersMarked =
  (header: string, share: number): Rule =>
  (evidence) => {
    const calls = evidence.served?.calls ?? 0;
    const { calls: carried, twice: several } = evidence.served?.headers[header] ?? { calls: 0, twice: 0 };
    const right = Math.abs(carried - share * calls) <= calls / 10;
    return {
      id: 'members-marked',
      result: several > 0 ? 'failed' : !tells(evidence) ? 'open' : right ? 'passed' : 'failed',
      figures: { calls, carried, several },
      ...secondsUntilItTells(evidence),
    };
  };

/** It is a client filter that puts the header on the calls that carry it. The two ends are not counted at the same moment. */
export const filterUsed =
  (header: string): Rule =>
  (evidence) => {
    const carried = evidence.served?.headers[header]?.calls ?? 0;
    const filtered = evidence.noted?.filtered[header] ?? 0;
    return {
      id: 'filter-used',
      result: !tells(evidence) ? 'open' : filtered > 0 && filtered >= carried / 2 ? 'passed' : 'failed',
      figures: { carried, filtered },
      ...secondsUntilItTells(evidence),
    };
  };

/** Share of the calls that a counter may not have yet: some are under way, and some programs count those of one outcome. */
const uncounted = 0.2;
/** It may have so many times as many as were made: what fails counts too, and is tried again. */
const overcounted = 1.25;
/** Values of a label for each tenant that the server saw. The two ends are not counted at the same moment. */
const valuesPerTenant = { fewest: 0.75, most: 1.5 };

/** `/metrics` shows a counter that grows by each call, and has a label with as many values as the server saw of the header. */
export const callsCounted =
  (header: string): Rule =>
  (evidence) => {
    const { counters = [], calls = 0 } = evidence.noted ?? {};
    const { callsFailed = 0, callsOpen = 0 } = evidence.samples.at(-1) ?? {};
    const seen = evidence.served?.headers[header]?.distinct ?? 0;
    const made = calls + callsFailed + callsOpen;
    const offBy = (values: number) => Math.abs(values - seen);
    const found = counters.map(({ labels, total: counted }) => {
      const tenants = Object.values(labels).toSorted((a, b) => offBy(a) - offBy(b))[0] ?? 0;
      return {
        tenants,
        counted,
        isApart: seen > 0 && tenants >= seen * valuesPerTenant.fewest && tenants <= seen * valuesPerTenant.most,
        isEach: counted >= calls * (1 - uncounted) && counted <= made * overcounted,
      };
    });
    const rank = ({ isApart, isEach }: (typeof found)[number]) => Number(isApart) + Number(isApart && isEach);
    const best = found.toSorted((a, b) => rank(b) - rank(a) || offBy(a.tenants) - offBy(b.tenants))[0];
    const { tenants = 0, counted = 0, isApart = false, isEach = false } = best ?? {};
    return {
      id: 'calls-counted',
      result: !calls || !tells(evidence) ? 'open' : isApart && isEach ? 'passed' : 'failed',
      figures: { counters: counters.length, calls, counted, tenants, seen, apart: Number(isApart) },
      ...secondsUntilItTells(evidence),
    };
  };

/** Told to end, the program gives up the calls that are under way. A Check does that last: nothing can be asked of the program afterwards. */
export const callsGivenUp: Rule = ({ served, ending, givenUp }) => {
  // One that goes on makes others.
  const isGivenUp = ending === 'gone' || (ending === 'stayed' && givenUp > 0 && !served?.held.waiting);
  return {
    id: 'calls-given-up',
    result: isGivenUp ? 'passed' : ending === 'stayed' ? 'failed' : 'open',
    figures: { givenUp },
    secondsLeft: 1,
  };
};

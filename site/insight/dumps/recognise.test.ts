import { expect, test } from 'vitest';
import { dumpStrings } from '../../strings/dumps.ts';
import { sample } from '../sample.ts';
import { namedSteps, wayWords } from '../way-words.ts';
import { readDump } from './read-dump.ts';
import { recognise } from './recognise.ts';

const load = (name: string) => readDump(new Blob([sample(name)]));

/** What is found in a dump, or in two: the kind, how many, and the way in words. */
async function found(name: string, earlierName?: string) {
  const dump = await load(name);
  return recognise(dump, earlierName ? await load(earlierName) : null).map(({ kind, count, more, way }) => {
    const { root, steps } = wayWords(namedSteps(dump.graph, way), dumpStrings('en'));
    return { kind, count, more, root, first: steps[0]?.name, last: steps.at(-1)!.name };
  });
}

test('names the leak of this course in a dump of it', async () => {
  expect(await found('leak-1000')).toEqual([
    {
      kind: 'method-cache',
      count: 999, // the last is called from a local variable still
      more: null,
      root: 'the static field channel',
      first: 'Grpc.Net.Client.GrpcChannel',
      last: expect.stringMatching(/^Grpc\.Core\.Method<MagicOnion\.Internal\.Box</),
    },
  ]);
});

test('says how much it has grown between two', async () => {
  expect(await found('leak-1000', 'leak-100')).toMatchObject([{ kind: 'method-cache', count: 999, more: 900 }]);
  // The other way round, nothing grows.
  expect(await found('leak-100', 'leak-1000')).toEqual([]);
});

test('finds it in a web server, where the container holds the channel', async () => {
  const [finding] = await found('web-100');
  expect(finding).toMatchObject({
    kind: 'method-cache',
    count: 100,
    first: 'Microsoft.AspNetCore.Builder.WebApplication',
  });
});

test.each([
  ['channels', 'channels', 40, 'the static field channels'],
  ['events', 'events', 500, 'the static field Changed'],
  ['timers', 'timers', 500, 'the static field Instances'],
  ['cancellation', 'cancellations', 500, 'a local variable, or a static field that the dump does not name'],
  ['static', 'collection', 1500, 'the static field sessions'],
])('knows %s by their shape', async (name, kind, count, root) => {
  expect(await found(name)).toMatchObject([{ kind, count, root }]);
});

test('tells which collection has grown, however deep, and not the cache of the same objects that is full', async () => {
  expect(await found('cache-3000', 'cache-1000')).toEqual([
    {
      kind: 'collection',
      count: 3000,
      more: 2000,
      root: 'a local variable, or a static field that the dump does not name',
      first: 'Host',
      last: 'System.Collections.Generic.List<Programs.Shapes.Session>',
    },
  ]);
});

test.each(['arrays', 'types'])('finds nothing in %s, which leak nothing', async (name) => {
  expect(await found(name)).toEqual([]);
});

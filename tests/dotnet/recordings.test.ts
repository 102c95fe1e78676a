import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeDotnetRecording, isLeaking, type DotnetRun, type DotnetScenario } from '../../site/recordings/dotnet.ts';
import { decodeRecording } from '../../site/recordings/recording.ts';
import { root } from '../support/templates.ts';

const folder = join(root, 'lessons/recordings/dotnet');
const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));
const load = (name: string) => decodeDotnetRecording(readFileSync(join(folder, `${name}.json`), 'utf8'));
const pins = readFileSync(join(root, 'sandbox-templates/dotnet/Directory.Packages.props'), 'utf8');
const pinned = (name: string) => new RegExp(`Include="${name}" Version="([^"]+)"`).exec(pins)?.[1];

/** What the lessons say of each: an entry a call, or one for all; and of whose heap it grows. */
const said: Partial<Record<DotnetScenario, { entries?: 'each' | 'one' | 'none'; leaks: boolean }>> = {
  'client-for-each-call': { entries: 'each', leaks: true },
  'transient-create': { entries: 'each', leaks: true },
  'client-factory': { entries: 'each', leaks: true },
  'hub-reconnects': { entries: 'each', leaks: true },
  'filter-client-for-each-call': { entries: 'each', leaks: true },
  'channel-dropped': { entries: 'each', leaks: true },
  'create-without-call': { entries: 'none', leaks: false },
  'derive-without-call': { entries: 'none', leaks: false },
  'one-client': { entries: 'one', leaks: false },
  'with-options': { entries: 'one', leaks: false },
  'with-headers': { entries: 'one', leaks: false },
  'generated-client-for-each-call': { entries: 'one', leaks: false },
  'first-of-each-name': { entries: 'one', leaks: false },
  'scoped-from-base': { entries: 'one', leaks: false },
  'hub-calls': { entries: 'one', leaks: false },
  'filter-with-headers': { entries: 'one', leaks: false },
  'filter-with-options': { entries: 'one', leaks: false },
  // A leak, though not in the cache: in the headers.
  'filter-kept': { entries: 'one', leaks: true },
  'channel-disposed': { leaks: false },
  'hub-renews-channel': { leaks: false },
};

describe.each(names)('the recording of real .NET, %s', (name) => {
  const { runs, versions } = load(name);

  test('is of the versions that the projects pin', () => {
    expect(versions['Grpc.Net.Client']).toBe(pinned('Grpc.Net.Client'));
    expect(versions['MagicOnion.Client']).toBe(name === 'plain' ? undefined : pinned('MagicOnion.Client'));
  });

  test.each(runs.map((run) => [run.scenario, run] as const))(
    '%s: its entries, and whether it leaks',
    (scenario, run) => {
      const { entries, leaks } = said[scenario as DotnetScenario] ?? {};
      if (entries !== undefined)
        for (const { calls, entries: left } of run.samples.slice(1))
          expect(left).toBe({ each: calls, one: 1, none: 0 }[entries]);
      if (leaks !== undefined) expect(isLeaking(run)).toBe(leaks);
    },
  );

  test('is small, and says nothing of whose machine it was', () => {
    expect(statSync(join(folder, `${name}.json`)).size).toBeLessThan(10_000);
    expect(readFileSync(join(folder, `${name}.json`), 'utf8')).not.toMatch(/\/(home|root|work|tmp|Users)\/|hostname/);
  });
});

describe('C# and TypeScript, recorded', () => {
  const port = (exercise: string) =>
    decodeRecording(readFileSync(join(root, `lessons/recordings/${exercise}.json`), 'utf8')).runs;
  const run = (name: string, scenario: DotnetScenario): DotnetRun =>
    load(name).runs.find((run) => run.scenario === scenario)!;

  test('a client for each call leaks in both, an entry each; derived clients do not, and have one', () => {
    const { start } = port('method-caching');
    const { calls, clientsCreated, methodsCached } = start.samples.at(-1)!;
    expect(start.verdict.kind).toBe('leaking');
    expect(isLeaking(run('leak', 'client-for-each-call'))).toBe(true);
    // A call may be under way when the port's last sample is taken.
    expect(clientsCreated - methodsCached).toBeLessThanOrEqual(1);
    expect(methodsCached - calls).toBeLessThanOrEqual(1);

    const { solution } = port('with-options');
    expect(solution.verdict.kind).toBe('steady');
    expect(solution.samples.at(-1)!.methodsCached).toBe(1);
    expect(isLeaking(run('with-options', 'with-options'))).toBe(false);
  });

  test.each(['filter-kept', 'filter-with-deadline'] as const)(
    '%s piles up headers until none comes through',
    (scenario) => {
      const { samples, failed } = run('filter', scenario);
      expect(samples.every(({ calls, own }) => own.headers === calls || calls === samples.at(-1)!.calls)).toBe(true);
      expect(failed).toMatchObject({ status: 'Internal', detail: expect.stringContaining('32768 bytes') });
    },
  );
});

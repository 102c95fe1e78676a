import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { decodeDotnetRecording, type DotnetRun } from '../../site/recordings/dotnet.ts';
import { startServer } from '../support/shell.ts';
import { root } from '../support/templates.ts';
import { portsEntries } from './ports-entries.ts';
import { dotnet, program } from './sdk.ts';

/** Bytes a call beyond which something stays: a leak here is of a kilobyte and more, and noise of some tens over as many calls. */
const leaks = 500;

/** The C# programs that the lessons hand out, as a reader starts them. */
export function programs(project: 'Plain' | 'Client'): void {
  vi.setConfig({ testTimeout: 180_000 });
  let directory = '';
  beforeAll(() => void (directory = mkdtempSync(join(tmpdir(), 'leak-lab-dotnet-'))));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const run = async (verb: string, ...words: string[]): Promise<Map<string, DotnetRun>> => {
    const file = join(directory, `${verb}.json`);
    await dotnet(program(project), verb, '--output', file, ...words);
    const { runs } = decodeDotnetRecording(readFileSync(file, 'utf8'));
    return new Map(runs.map((run) => [run.scenario, run]));
  };

  test('a client for each call leaves an entry each; one client and derived ones leave one for all; so does the port', async () => {
    const calls = 1000;
    const cures = await run('cures', '--calls', String(calls));
    for (const scenario of ['client-for-each-call', 'one-client', 'with-options'] as const) {
      const { samples, bytesPerCall, failed } = cures.get(scenario)!;
      const leaking = scenario === 'client-for-each-call';
      expect(failed).toBeNull();
      expect(samples.at(-1)).toMatchObject({ calls, entries: leaking ? calls : 1 });
      if (leaking) expect(bytesPerCall).toBeGreaterThan(leaks);
      else expect(bytesPerCall).toBeLessThan(leaks / 2);
      expect(await portsEntries(scenario, 50), `${scenario} in the port`).toBe(leaking ? 50 : 1);
    }
  });

  test('a hub that reconnects leaves an entry each time, one that stays none', async () => {
    const hub = await run('hub', '--calls', '200');
    expect(hub.get('hub-reconnects')!.samples.at(-1)).toMatchObject({ calls: 200, entries: 200 });
    expect(hub.get('hub-calls')!.samples.at(-1)).toMatchObject({ calls: 200, entries: 1 });
  });

  test('headers that a filter adds to a kept client pile up until no call comes through', async () => {
    const filter = await run('filter', '--calls', '2500');
    const kept = filter.get(project === 'Plain' ? 'filter-adds' : 'filter-kept')!;
    expect(kept.failed).toMatchObject({ status: 'Internal', detail: expect.stringContaining('32768 bytes') });
    expect(kept.samples.at(-1)!.own.headers).toBe(kept.failed!.call);
    const cured = filter.get(project === 'Plain' ? 'filter-own-headers' : 'filter-with-headers')!;
    expect(cured.failed).toBeNull();
    expect(cured.samples.at(-1)!.own.headers).toBe(1);
  });

  test('a channel that is not disposed keeps its connection, and its entry', async () => {
    const channels = await run('channels', '--calls', '20');
    expect(channels.get('channel-dropped')!.samples.at(-1)).toMatchObject({
      calls: 20,
      entries: 20,
      own: { connections: 20 },
    });
    expect(channels.get('channel-disposed')!.samples.at(-1)).toMatchObject({
      calls: 20,
      own: { connections: 0 },
    });
  });

  describe.each(['builtin', 'own'])('against the TypeScript Sum server, HTTP/2 %s', (http2) => {
    test('the sums come, and the leak is the same', async () => {
      process.env.LEAK_LAB_HTTP2 = http2;
      const { server, port } = await startServer(join(root, 'sandbox-templates/sum'), [
        '--import',
        join(root, 'sandbox-templates/http2/preload.ts'),
      ]);
      await using _server = server;
      const leak = await run('leak', '--calls', '200', '--address', `http://127.0.0.1:${port}`);
      expect(leak.get('client-for-each-call')).toMatchObject({ failed: null });
      expect(leak.get('client-for-each-call')!.samples.at(-1)).toMatchObject({ calls: 200, entries: 200 });
    });
  });

  test('what it does not know, it says, with what there is', async () => {
    await expect(dotnet(program(project), 'leek')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('with-options'),
    });
    await expect(dotnet(program(project), 'leak', '--calls', 'many')).rejects.toMatchObject({ code: 2 });
  });
}

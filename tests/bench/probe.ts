import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Program, startServer } from '../support/shell.ts';
import { layOut, root } from '../support/templates.ts';
import { median, row } from './report.ts';

const seconds = 8;
const rounds = 8;
/** What both sides run with: the caps of a sandbox's program, and `gc`. */
const flags = ['--max-heap-size=256', '--max-semi-space-size=4', '--expose-gc'];
const probe = ['--import', join(root, 'sandbox-templates/guest/probe.ts')];

/** The method-caching solution, which tells after some seconds how often it called. */
const countingClient = `
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const client = MagicOnionClient.create(IMyFirstService, GrpcChannel.forAddress('http://127.0.0.1:' + process.env.PORT));
let calls = 0;
const end = Date.now() + ${(seconds + 1) * 1000};
for (const warm = Date.now() + 1000; Date.now() < warm; ) await client.sumAsync(123, 456);
for (; Date.now() < end; calls++) await client.sumAsync(123, 456);
console.log('calls ' + calls);
process.exit();
`;

async function callsPerSecond(directory: string, imports: readonly string[]): Promise<number> {
  const { server, port } = await startServer(directory, [...flags, '--env-file=served.env', ...imports]);
  await using _server = server;
  await using client = new Program(directory, [...flags, ...imports, 'client.ts'], { PORT: port });
  const [, calls] = await client.line(/calls (\d+)/);
  return Number(calls) / seconds;
}

/** What the probe costs the template: calls per second with it and without, in turns, over as long as a learner watches a run. */
export async function bench(): Promise<void> {
  using template = layOut('method-caching', 'solution');
  writeFileSync(join(template.directory, 'client.ts'), countingClient);
  writeFileSync(join(template.directory, 'served.env'), 'LEAK_LAB_PROBE=served\n');
  const rates = { without: [] as number[], with: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    // Neither side always follows the other: the machine is not the same at the end of a round.
    for (const side of round % 2 ? (['with', 'without'] as const) : (['without', 'with'] as const)) {
      rates[side].push(await callsPerSecond(template.directory, side === 'with' ? probe : []));
    }
  }
  row('calls per second without the probe', median(rates.without));
  row('calls per second with the probe', median(rates.with));
  row('ratio, with / without', median(rates.with) / median(rates.without));
  const pairs = rates.with.map((rate, i) => rate / rates.without[i]!);
  row('lowest of the pairs', Math.min(...pairs));
  row('highest of the pairs', Math.max(...pairs));
}

if (import.meta.main) await bench();

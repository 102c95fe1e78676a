import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Program, startServer } from '../support/shell.ts';
import { layOut, root } from '../support/templates.ts';
import { median, row } from './report.ts';

const seconds = 4;
const rounds = 5;
const probe = ['--expose-gc', '--import', join(root, 'sandbox-templates/guest/probe.ts')];

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

async function callsPerSecond(directory: string, args: readonly string[]): Promise<number> {
  const { server, port } = await startServer(directory, args.length ? ['--env-file=served.env', ...args] : []);
  await using _server = server;
  await using client = new Program(directory, [...args, 'client.ts'], { PORT: port });
  const [, calls] = await client.line(/calls (\d+)/);
  return Number(calls) / seconds;
}

/** What the probe costs the template: calls per second with it and without, in turns. */
export async function bench(): Promise<void> {
  using template = layOut('method-caching', 'solution');
  writeFileSync(join(template.directory, 'client.ts'), countingClient);
  writeFileSync(join(template.directory, 'served.env'), 'LEAK_LAB_PROBE=served\n');
  const without: number[] = [];
  const with_: number[] = [];
  for (let round = 0; round < rounds; round++) {
    without.push(await callsPerSecond(template.directory, []));
    with_.push(await callsPerSecond(template.directory, probe));
  }
  row('calls per second without the probe', median(without));
  row('calls per second with the probe', median(with_));
  row('ratio, with / without', median(with_.map((calls, i) => calls / without[i]!)));
}

if (import.meta.main) await bench();

import { fileURLToPath } from 'node:url';
import { exerciseLoader } from '../../site/recordings/exercise-loader.ts';
import { startNodeRuntime } from '../../site/recordings/node-runtime.ts';
import { Session } from '../../site/sandbox/run/session.ts';
import type { Sample } from '../../site/sandbox/protocol/samples.ts';
import { median, row } from './report.ts';

const seconds = 2;
const turns = 12;
const wireRounds = 4;

/** What looking inside costs a run: calls per second with the cache looked into and without, in turns of one run; then with frames recorded, in turns of runs. */
export async function bench(): Promise<void> {
  await using loader = await exerciseLoader(fileURLToPath(new URL('../../', import.meta.url)));
  await using node = await startNodeRuntime();
  // One client: a leak would slow the run down as it goes on.
  const { start, solution } = await loader.loadExercise('method-caching');
  const files = { ...start, ...solution };

  const session = new Session(node.runtime);
  const looked = { closed: [] as number[], open: [] as number[] };
  let turn = 0;
  let from: Sample | null = null;
  session.subscribe((event) => {
    if (event.type !== 'sample') return;
    const { sample } = event;
    // The first seconds warm up.
    if (!from) from = sample.at >= 3000 ? sample : null;
    else if (sample.at - from.at >= seconds * 1000) {
      looked[turn % 2 ? 'open' : 'closed'].push(rate(from, sample));
      if (++turn === turns) return void session.stop();
      session.command({ type: turn % 2 ? 'look' : 'look-away' });
      from = sample;
    }
  });
  await session.run(files);
  report('cache', looked.closed, looked.open);

  const wire = { closed: [] as number[], open: [] as number[] };
  for (let round = 0; round < 2 * wireRounds; round++) {
    const isOpen = round % 2 === 1;
    session.recordsOctets = isOpen;
    wire[isOpen ? 'open' : 'closed'].push(await rateOf(session, files));
  }
  await session.close();
  report('frames', wire.closed, wire.open);
}

/** Calls per second of one run, once it is warm. */
async function rateOf(session: Session, files: Parameters<Session['run']>[0]): Promise<number> {
  let first: Sample | undefined;
  let last: Sample | undefined;
  const end = session.subscribe((event) => {
    if (event.type !== 'sample' || event.sample.at < 2000) return;
    first ??= event.sample;
    last = event.sample;
    if (last.at >= 2000 + 2 * seconds * 1000) void session.stop();
  });
  await session.run(files);
  end();
  return rate(first!, last!);
}

const rate = (from: Sample, to: Sample) => ((to.calls - from.calls) / (to.at - from.at)) * 1000;

function report(view: string, closed: readonly number[], open: readonly number[]): void {
  row(`calls per second, ${view} closed`, median(closed));
  row(`calls per second, ${view} open`, median(open));
  row(`ratio, open / closed`, median(open.map((value, pair) => value / closed[pair]!)));
}

if (import.meta.main) await bench();

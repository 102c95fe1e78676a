import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Exercise } from '../sandbox/exercise.ts';
import type { Runtime } from '../sandbox/runtime.ts';
import { Session } from '../sandbox/session.ts';
import { trimSnapshot } from './trim-snapshot.ts';

/** The exercise whose snapshots are opened where none can be taken. It takes two itself, from its thousandth call on: these come before. */
export const snapshotExercise = 'find-it-yourself';
/** At the first sample with so many calls. */
const after = [200, 700];

/** Two heap snapshots of one run of the exercise as it is given, each with the calls that had been made. @throws where the run ended before. */
async function takeTwo(runtime: Runtime, exercise: Exercise): Promise<{ calls: number; json: string }[]> {
  const session = new Session(runtime);
  const taken: { calls: number; json: string }[] = [];
  let asked: { calls: number; lots: Buffer[] } | null = null;
  session.subscribe((event) => {
    if (event.type === 'sample' && !asked && event.sample.calls >= (after[taken.length] ?? Infinity)) {
      asked = { calls: event.sample.calls, lots: [] };
      session.command({ type: 'snapshot' });
    }
    if (event.type !== 'snapshot' || !asked) return;
    asked.lots.push(Buffer.from(event.lot, 'base64'));
    if (!event.isLast) return;
    taken.push({ calls: asked.calls, json: gunzipSync(Buffer.concat(asked.lots)).toString() });
    asked = null;
    if (taken.length === after.length) void session.stop();
  });
  await session.run(exercise.start);
  await session.close();
  if (taken.length < after.length) throw new Error(`${exercise.id} ended after ${taken.length} snapshots.`);
  return taken;
}

/** Writes the pair into `folder`, and what `pairs.json` says of it. The pair in C# is the two dumps that the page of dumps has to try. */
export async function recordSnapshots(runtime: Runtime, exercise: Exercise, folder: string): Promise<void> {
  const taken = await takeTwo(runtime, exercise);
  mkdirSync(folder, { recursive: true });
  const typescript = taken.map(({ calls, json }, index) => {
    const file = `${exercise.id}-${index + 1}.heapsnapshot`;
    const packed = gzipSync(trimSnapshot(json), { level: 9 });
    writeFileSync(path.join(folder, `${file}.gz`), packed);
    console.log(`${file}: after ${calls} calls, ${json.length} bytes, ${packed.length} trimmed and packed`);
    return { file, calls };
  });
  const csharp = [100, 1000].map((calls) => ({ file: `leak-${calls}.gcdump`, calls }));
  const pairs = { node: process.versions.node, pairs: { typescript, csharp } };
  writeFileSync(path.join(folder, 'pairs.json'), `${JSON.stringify(pairs, null, 2)}\n`);
}

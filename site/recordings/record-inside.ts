import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Exercise } from '../sandbox/exercises/exercise.ts';
import { OctetsRecorder, readLot } from '../sandbox/protocol/octets.ts';
import type { Runtime } from '../sandbox/runtime.ts';
import type { Cached } from '../sandbox/protocol/samples.ts';
import { Session } from '../sandbox/run/session.ts';
import { trimSnapshot } from './trim-snapshot.ts';

/** The exercise whose snapshots are opened where none can be taken. It takes two itself, from its thousandth call on: these come before. */
const snapshotExercise = 'find-it-yourself';
/** At the first sample with so many calls. */
const after = [200, 700];
/** Of whose runs the cache, the frames and the channels are kept. */
const cacheExercise = 'method-caching';
const framesExercise = 'channel-reuse';
const channelsExercise = 'channel-reuse';
/** Once there are so many entries, or channels. */
const entriesKept = { from: 1000, first: 3, latest: 3 };
/** What opens a connection, and its first calls. */
const octetsKept = 900;

/** What the views of a run's inside show of recorded ones: into `folder`. @throws where a run ends too soon. */
export async function recordInside(
  runtime: Runtime,
  load: (id: string) => Promise<Exercise>,
  folder: string,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, value: object) =>
    writeFileSync(path.join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
  const node = process.versions.node;

  const { at, entries, names, ...listed } = await look(
    runtime,
    (await load(cacheExercise)).start,
    (told) => told.entries,
  );
  write('cache.json', { exercise: cacheExercise, node, cached: { at, entries, names, ...few(listed) } });
  const told = await look(runtime, (await load(channelsExercise)).start, ({ channels }) => channels.made);
  const channels = { ...told.channels, ...few(told.channels) };
  write('channels.json', { exercise: channelsExercise, node, at: told.at, channels });
  write('frames.json', {
    exercise: framesExercise,
    node,
    lot: await firstOctets(runtime, (await load(framesExercise)).start),
  });

  const taken = await takeTwo(runtime, (await load(snapshotExercise)).start);
  const typescript = taken.map(({ calls, json }, index) => {
    const file = `${snapshotExercise}-${index + 1}.heapsnapshot`;
    const packed = gzipSync(trimSnapshot(json), { level: 9 });
    writeFileSync(path.join(folder, `${file}.gz`), packed);
    console.log(`${file}: after ${calls} calls, ${json.length} bytes, ${packed.length} trimmed and packed`);
    return { file, calls };
  });
  // The pair in C# is the two dumps that the page of dumps has to try.
  const csharp = [100, 1000].map((calls) => ({ file: `leak-${calls}.gcdump`, calls }));
  write('pairs.json', { node, pairs: { typescript, csharp } });
}

const few = <T>({ first, latest }: { first: readonly T[]; latest: readonly T[] }) => ({
  first: first.slice(0, entriesKept.first),
  latest: latest.slice(-entriesKept.latest),
});

/** What is told of channels and caches once there are so many of what is counted. */
async function look(runtime: Runtime, files: Exercise['start'], counted: (cached: Cached) => number): Promise<Cached> {
  const session = new Session(runtime);
  let found: Cached | undefined;
  session.subscribe((event) => {
    if (event.type === 'started' && event.program === 'client.ts') session.command({ type: 'look' });
    if (event.type !== 'cached' || counted(event.cached) < entriesKept.from) return;
    found ??= event.cached;
    void session.stop();
  });
  await session.run(files);
  await session.close();
  return requireFound(found, 'cache or channels');
}

/** A connection's first octets, as a lot. */
async function firstOctets(runtime: Runtime, files: Exercise['start']): Promise<string> {
  const session = new Session(runtime);
  session.recordsOctets = true;
  let found: string | undefined;
  session.subscribe((event) => {
    if (event.type !== 'octets' || found) return;
    let [at, octets] = [0, 0];
    const kept = new OctetsRecorder(
      (lot) => (found = lot),
      () => at,
    );
    for (const piece of readLot(event.lot)) {
      if (octets >= octetsKept) break;
      at = piece.at;
      octets += piece.bytes.length;
      kept.add(piece.connection, piece.sent, piece.bytes);
    }
    kept.flush();
    void session.stop();
  });
  await session.run(files);
  await session.close();
  return requireFound(found, 'frames');
}

/** Two heap snapshots of one run, each with the calls that had been made. */
async function takeTwo(runtime: Runtime, files: Exercise['start']): Promise<{ calls: number; json: string }[]> {
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
    if (event.rest === 'more') return;
    if (event.rest === 'none')
      taken.push({ calls: asked.calls, json: gunzipSync(Buffer.concat(asked.lots)).toString() });
    asked = null;
    if (taken.length === after.length) void session.stop();
  });
  await session.run(files);
  await session.close();
  return requireFound(taken.length === after.length ? taken : undefined, 'snapshots');
}

function requireFound<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`The run ended before its ${what} could be recorded.`);
  return found;
}

// npm run record [exercise …]: runs every exercise, as given and solved, on this machine's Node, and writes lessons/recordings/.
// npm run record -- inside: what the views of a run's inside show of recorded ones, in lessons and where they cannot look themselves.
// npm run record -- dotnet [verb …]: the C# of sandbox-templates/dotnet/ instead.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { judge } from '../sandbox/exercises/check-run.ts';
import { atTheEnd } from '../sandbox/exercises/check.ts';
import type { Exercise } from '../sandbox/exercises/exercise.ts';
import type { FileTree, Runtime } from '../sandbox/runtime.ts';
import { judge as verdictOf } from '../sandbox/verdict/judge.ts';
import type { Run } from '../sandbox/run/run.ts';
import { Session } from '../sandbox/run/session.ts';
import { packages } from '../server/sandbox/workspace.ts';
import { startNodeRuntime } from './node-runtime.ts';
import { exerciseLoader } from './exercise-loader.ts';
import { recordDotnet } from './record-dotnet.ts';
import { recordInside } from './record-inside.ts';
import { encodeRecording, runNames, thin, type RecordedRun, type Recording } from './recording.ts';

/** How long each run goes on, on the client's own clock. A leak that fills the heap before ends its run itself. */
const seconds = 20;

/** Exercises whose lessons show what the client printed, and how much of it: in characters. */
const logs: Readonly<Record<string, number>> = { 'find-it-yourself': 1500 };

const root = fileURLToPath(new URL('../../', import.meta.url));
const known = readdirSync(path.join(root, 'sandbox-templates/exercises')).sort();

/** @throws where the solution's run does not show it solved, which a busy machine can do to it. */
async function record(runtime: Runtime, exercise: Exercise): Promise<Recording> {
  const runs = {} as Recording['runs'];
  for (const name of runNames) {
    const { run, log } = await runFor(
      runtime,
      name === 'start' ? exercise.start : { ...exercise.start, ...exercise.solution },
    );
    runs[name] = { ...recorded(exercise, run), ...firstLines(log, logs[exercise.id]) };
    const { verdict, samples, ended } = runs[name];
    console.log(
      `${exercise.id}, ${name}: ${verdict.kind}, ${run.samples.at(-1)!.calls} calls, ${samples.length} samples${ended ? `, ended: ${ended}` : ''}`,
    );
  }
  const missed = Object.entries(runs.solution.check)
    .filter(([id, result]) => result !== 'passed' && !atTheEnd.has(id))
    .map(([id]) => id);
  if (missed.length)
    throw new Error(
      `${exercise.id}: its solution did not show ${missed.join(', ')}. Was the machine busy? The recording is left as it was.`,
    );
  return { exercise: exercise.id, versions: versions(), machine: machine(), runs };
}

/** Runs the files until the time is up. @throws where they do not get as far as a sample. */
async function runFor(
  runtime: Runtime,
  files: FileTree,
): Promise<{ run: Run /** The client's stdout. */; log: string }> {
  const session = new Session(runtime);
  let run: Run | undefined;
  let log = '';
  let trouble: unknown;
  session.subscribe((event) => {
    if (event.type === 'run') run = event.run;
    if (event.type === 'state' && event.reason) trouble = event.reason;
    if (event.type === 'log' && event.program === 'client.ts' && event.stream === 'stdout') log += event.text;
    if (event.type === 'sample' && event.sample.at >= seconds * 1000) void session.stop();
  });
  await session.run(files);
  await session.close();
  if (!run?.samples.length || !run.served)
    throw new Error(`The run showed nothing: ${JSON.stringify(trouble ?? run?.ended?.reason)}`);
  return { run, log };
}

const firstLines = (log: string, most: number | undefined): Pick<RecordedRun, 'log'> =>
  most === undefined ? {} : { log: log.slice(0, most).replace(/\n.*$/, '\n') };

function recorded(exercise: Exercise, run: Run): RecordedRun {
  const samples = thin(run.samples);
  const { served, heapLimit, ended } = run;
  return {
    samples,
    served: { ...served!, at: Math.round(served!.at) },
    heapLimit: heapLimit!,
    verdict: verdictOf(samples, { heap: heapLimit }),
    check: Object.fromEntries(judge(exercise, run).map(({ id, result }) => [id, result])),
    ended: ended?.reason?.code ?? null,
  };
}

function versions(): Recording['versions'] {
  const version = (name: string) =>
    (JSON.parse(readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8')) as { version: string })
      .version;
  return { node: process.versions.node, ...Object.fromEntries(packages.map((name) => [name, version(name)])) };
}

const machine = (): Recording['machine'] => ({
  platform: process.platform,
  arch: process.arch,
  cores: os.availableParallelism(),
  memory: Math.round(os.totalmem() / 2 ** 30),
});

const wanted = process.argv.slice(2);
if (wanted[0] === 'dotnet') {
  recordDotnet(wanted.slice(1));
  process.exit();
}
if (wanted[0] === 'inside') {
  await using loader = await exerciseLoader(root);
  await using node = await startNodeRuntime();
  await recordInside(node.runtime, (id) => loader.loadExercise(id), path.join(root, 'lessons/recordings/inside'));
  process.exit();
}
const unknown = wanted.filter((id) => !known.includes(id));
if (unknown.length) {
  console.error(`There is no exercise '${unknown.join("', '")}'. There are: ${known.join(', ')}.`);
  process.exit(1);
}

await using loader = await exerciseLoader(root);
await using node = await startNodeRuntime();
for (const id of wanted.length ? wanted : known) {
  try {
    const recording = await record(node.runtime, await loader.loadExercise(id));
    writeFileSync(path.join(root, 'lessons/recordings', `${id}.json`), encodeRecording(recording));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

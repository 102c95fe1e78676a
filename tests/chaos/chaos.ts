import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { removeDirectory } from '../../site/server/machine/remove-directory.ts';
import type { Reply } from '../../site/sandbox/runtimes/local/protocol.ts';
import { layOut, root } from '../support/templates.ts';
import { meets, misfortunes, programs, type Target } from './misfortunes.ts';
import { SandboxClient } from './sandbox-client.ts';

export interface Outcome {
  /** By name: how often each befell the server. */
  befell: Record<string, number>;
  /** Calls that the undisturbed sandbox made, and the longest it went without one, in milliseconds. */
  calls: number;
  longestPause: number;
  /** Resident memory of the server, in bytes, before the first misfortune and after the last; null where the system does not tell. */
  memory: { before: number | null; after: number | null };
  /** Faults of its own that the server told of, and misfortunes that it did not take as it should. */
  faults: string[];
  /** What was there after the server had closed: programs and directories. */
  left: string[];
}

const key = 'the-key-of-the-chaos-test';
const within = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Where a run stands, for who waits for it. */
export class Standing {
  step = 'starting the server';
  /** What befalls the server now, and since when, by `performance.now()`. */
  readonly now = new Map<object, { name: string; since: number }>();
  calls = 0;
  pid: number | null = null;

  /** In one line. */
  async told(): Promise<string> {
    const memory = this.pid === null ? null : await residentMemory(this.pid).catch(() => null); // it has ended
    const now = [...this.now.values()].map(
      ({ name, since }) => `${name} (${Math.round((performance.now() - since) / 1000)} s)`,
    );
    return [this.step, `${this.calls} calls`, memory === null ? 'no server' : megabytes(memory), ...now].join('; ');
  }
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;

/** What takes longer has hung: the slowest, of twenty sandboxes on a busy machine, has some seconds to do. */
const patience = 90_000; // ms

/** As the promise, or fails where it has hung, so that a run never waits without a word. */
async function inTime<T>(what: string, promise: Promise<T>): Promise<T> {
  const hung = Promise.withResolvers<never>();
  const timer = setTimeout(() => hung.reject(new Error(`${what} has hung for ${patience / 1000} s`)), patience);
  try {
    return await Promise.race([promise, hung.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Throws at a real server, for so many seconds, all that has brought one down, while another sandbox of it works on. */
export async function chaos(seconds: number, standing: Standing = new Standing()): Promise<Outcome> {
  const directory = await mkdtemp(path.join(tmpdir(), 'chaos-'));
  const site = path.join(directory, 'dist');
  const temporary = path.join(directory, 'tmp');
  await Promise.all([mkdir(site), mkdir(temporary)]);
  for (const page of ['index', '404']) await writeFile(path.join(site, `${page}.html`), page);
  const server = spawn(
    process.execPath,
    // As `npm start` has it: a small young generation, so that what passes through the server is not kept as room for more of it.
    [
      '--disable-sigusr1',
      '--max-semi-space-size=2',
      path.join(root, 'site/server/start.ts'),
      '--no-build',
      '--dist',
      site,
    ],
    { env: { ...process.env, PORT: '0', TMPDIR: temporary, LEAK_LAB_KEY: key }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  try {
    standing.pid = server.pid!;
    const [line] = (await inTime('The start', once(createInterface(server.stdout), 'line'))) as [string];
    const target: Target = { port: Number(new URL(line.split(' ').at(-1)!).port), key, site };
    standing.step = 'starting the undisturbed sandbox';
    const steady = await inTime(standing.step, startSteady(target, standing));
    await within(2000);
    const before = await residentMemory(server.pid!);
    standing.step = 'misfortunes';
    const { befell, faults } = await throwAll(target, server, seconds, standing);
    await within(2000);
    const after = isRunning(server) ? await residentMemory(server.pid!) : null;
    const { calls, longestPause } = steady.end();
    standing.step = 'ending the server';
    if (isRunning(server)) {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await inTime(standing.step, ended);
    }
    faults.push(...[...said.matchAll(/^The server goes on after .*$/gm)].map(([fault]) => fault));
    if (server.exitCode !== 0)
      faults.push(`The server ended with ${server.exitCode ?? server.signalCode}: ${said.slice(-2000)}`);
    standing.step = 'looking for what is left';
    const left = [...(await readdir(temporary)), ...(await commandLinesWith(temporary))];
    return { befell, calls, longestPause, memory: { before, after }, faults, left };
  } finally {
    server.kill('SIGKILL');
    await removeDirectory(directory);
  }
}

/** One that a signal ended has no exit code. */
const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

/** In turns, several at a time, in an order that is never the same. */
async function throwAll(
  target: Target,
  server: ChildProcess,
  seconds: number,
  standing: Standing,
): Promise<{ befell: Record<string, number>; faults: string[] }> {
  const all: [string, () => Promise<void>][] = [
    ...Object.entries(programs).map(
      ([name, text]) => [name, () => meets(target, text)] as [string, () => Promise<void>],
    ),
    ...Object.entries(misfortunes).map(
      ([name, befall]) => [name, () => befall(target)] as [string, () => Promise<void>],
    ),
  ];
  const befell: Record<string, number> = {};
  const faults: string[] = [];
  const until = performance.now() + seconds * 1000;
  let waiting: typeof all = [];
  const thrower = async (): Promise<void> => {
    const place = {};
    while (performance.now() < until && isRunning(server)) {
      if (waiting.length === 0) waiting = all.toSorted(() => Math.random() - 0.5);
      const [name, befall] = waiting.pop()!;
      standing.now.set(place, { name, since: performance.now() });
      await inTime(name, befall()).catch((error: Error) => faults.push(`${name}: ${error.message}`));
      standing.now.delete(place);
      befell[name] = (befell[name] ?? 0) + 1;
    }
  };
  await Promise.all([thrower(), thrower(), thrower()]);
  return { befell, faults };
}

/** A sandbox whose client calls its server without end. */
async function startSteady(
  target: Target,
  standing: Standing,
): Promise<{ end(): { calls: number; longestPause: number } }> {
  using template = layOut('method-caching', 'solution');
  const files: Record<string, string> = {};
  for (const name of await readdir(template.directory, { recursive: true })) {
    if (!name.endsWith('.ts') || name.startsWith('node_modules') || name.endsWith('.test.ts')) continue;
    files[name] = await readFile(path.join(template.directory, name), 'utf8');
  }
  const sandbox = await SandboxClient.open(target.port, target.key, files);
  let [calls, longestPause, last] = [0, 0, performance.now()];
  const took = (count: number) => {
    if (count > calls) {
      longestPause = Math.max(longestPause, performance.now() - last);
      last = performance.now();
    }
    standing.calls = calls = count;
  };
  await new Promise<void>((resolve, reject) => {
    const failIfOver = (reply: Reply) => {
      if (reply.type === 'failed') reject(new Error(`The undisturbed sandbox failed: ${JSON.stringify(reply.reason)}`));
      if (reply.type !== 'message' || reply.message.type !== 'exit') return;
      reject(new Error(`A program of the undisturbed sandbox ended: ${JSON.stringify(reply.message.reason)}`));
    };
    sandbox.run('server.ts', { probe: 'served', env: { PORT: '0' } }, (reply) => {
      failIfOver(reply);
      if (reply.type !== 'message' || reply.message.type !== 'listening') return;
      sandbox.run('client.ts', { probe: 'heap', env: { PORT: String(reply.message.port) } }, (answer) => {
        failIfOver(answer);
        if (answer.type !== 'message' || answer.message.type !== 'sample') return;
        if (calls === 0) last = performance.now();
        took(answer.message.sample.calls);
        if (calls > 0) resolve();
      });
    });
  });
  return {
    end() {
      sandbox.socket.terminate();
      return { calls, longestPause: Math.max(longestPause, performance.now() - last) };
    },
  };
}

async function residentMemory(pid: number): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))![1]) * 1024;
}

/** Command lines of processes that name the directory. A program is gone a moment after the server that waited for it. */
async function commandLinesWith(directory: string): Promise<string[]> {
  if (process.platform !== 'linux') return [];
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(processes.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(directory));
}

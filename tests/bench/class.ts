import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { browserFlags, requireBrowser } from '../browser.ts';
import type { ClassCost, ClassCosts } from '../../site/recordings/class-cost.ts';
import { ClassClient, joinClass } from '../support/class-client.ts';
import { HubProcess } from '../support/class-hub.ts';
import { Postgres } from '../support/postgres.ts';
import { root } from '../support/templates.ts';
import { row } from './report.ts';

const sizes = (process.env.LEARNERS ?? '1000').split(',').map(Number);
const hubCount = Number(process.env.HUBS ?? 1);
const every = 5000; // ms
const measured = Number(process.env.SECONDS ?? 30) * 1000;
const ticksPerSecond = 100; // of /proc

/**
 * A class of real sockets that report every 5 s, a trainer's socket, and a trainer's page in Chromium. `LEARNERS=250,1000,4000` has several sizes, `HUBS=2`
 * two hubs on a PostgreSQL in place of one on SQLite; `RECORD=1` keeps the figures for the page that draws them. Needs a built site, and Linux.
 */
export async function bench(): Promise<void> {
  const folder = await mkdtemp(join(os.tmpdir(), 'leak-lab-bench-'));
  const database = hubCount > 1 ? await Postgres.start() : null;
  try {
    for (const learners of sizes) {
      const store = ['--class', `Of ${learners}`, '--store', join(folder, `${learners}.sqlite`)];
      const hubs: HubProcess[] = [];
      try {
        for (let i = 0; i < hubCount; i++)
          hubs.push(await HubProcess.start(store, database ? { CLASS_DATABASE: database.address } : {}));
        const cost = await measure(learners, hubs);
        if (process.env.RECORD) keep(cost);
      } finally {
        await Promise.all(hubs.map((hub) => hub.kill('SIGTERM')));
      }
    }
  } finally {
    await database?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  }
}

async function measure(learners: number, hubs: readonly HubProcess[]): Promise<ClassCost> {
  const [{ base, code, key }] = hubs as [HubProcess];
  const trainer = await ClassClient.trainer(base, key);
  trainer.say({ type: 'size', most: Math.max(250, learners) });
  await trainer.hears(({ type }) => type === 'ack');
  const clients: ClassClient[] = [];
  for (let i = 0; i < learners; i += 50)
    clients.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(50, learners - i) }, async (_, j) => {
          const { token } = await joinClass(base, code, `Learner ${i + j}`);
          return ClassClient.learner(hubs[j % hubs.length]!.base, token);
        }),
      )),
    );
  const page = await openPage(`${base}/class/trainer/#${key}`);

  const sent = new Map<number, number>();
  const taken: number[] = [];
  trainer.onHeard((message) => {
    trainer.heard.length = 0;
    if (message.type !== 'members') return;
    for (const { work } of message.members) {
      const run = work['the-leak']?.runs ?? 0;
      const at = sent.get(run);
      if (at === undefined) continue;
      taken.push(performance.now() - at);
      sent.delete(run);
    }
  });
  let run = 0;
  const timers = clients.map((client, i) =>
    setTimeout(
      () => {
        const say = () => {
          client.heard.length = 0;
          sent.set(++run, performance.now());
          client.say(reportOf(run));
        };
        say();
        const timer = setInterval(say, every);
        timers.push(timer);
      },
      (i * every) / learners,
    ),
  );
  await delay(every);
  taken.length = 0;
  const before = hubs.map(({ process }) => cpuSeconds(process.pid!));
  const frames = await page.frames(measured);
  const cpu = hubs.map(({ process }, i) => (cpuSeconds(process.pid!) - before[i]!) / (measured / 1000));
  for (const timer of timers) clearTimeout(timer);
  taken.sort((a, b) => a - b);
  const at = (part: number) => taken[Math.floor(part * (taken.length - 1))]!;
  row(`${learners} learners, ${taken.length} reports: p50`, at(0.5), 'ms');
  const cost: ClassCost = {
    learners,
    hubs: hubs.length,
    late: Math.round(at(0.95)),
    memory: Math.max(...hubs.map(({ process }) => residentBytes(process.pid!))),
    core: Number(Math.max(...cpu).toFixed(3)),
    frames: Math.round(frames),
  };
  row('p95', cost.late, 'ms');
  row('a hub’s memory, the largest', cost.memory / 1e6, 'MB');
  row('a hub’s share of a core, the largest', cost.core);
  row('the trainer’s page, frames a second', cost.frames);
  await page.close();
  for (const client of clients) client.socket.terminate();
  trainer.socket.terminate();
  return cost;
}

/** Puts it among those that were kept, in the place of one of the same size. */
function keep(cost: ClassCost): void {
  const file = join(root, 'lessons/recordings/class/cost.json');
  let kept: ClassCost[] = [];
  try {
    kept = (JSON.parse(readFileSync(file, 'utf8')) as ClassCosts).sizes;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const others = kept.filter(({ learners, hubs }) => learners !== cost.learners || hubs !== cost.hubs);
  const costs: ClassCosts = {
    cores: os.availableParallelism(),
    memory: Math.round(os.totalmem() / 2 ** 30),
    node: process.versions.node,
    sizes: [...others, cost].sort((a, b) => a.learners - b.learners),
  };
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `${JSON.stringify(costs, null, 2)}\n`);
}

const reportOf = (runs: number) => ({
  type: 'report',
  exercise: 'the-leak',
  state: 'running',
  verdict: 'leaking',
  criteria: [
    { id: 'sums-right', result: 'passed' },
    { id: 'floor-steady', result: 'failed' },
  ],
  solved: false,
  runs,
  failedChecks: 0,
  floor: { unit: 'bytes', points: Array.from({ length: 24 }, (_, i) => [i * 1000, 4_000_000 + i * 50_000]) },
});

async function openPage(address: string) {
  const browser = await chromium.launch({ executablePath: requireBrowser(), args: browserFlags });
  const page = await browser.newPage();
  await page.goto(address);
  await page.locator('input').fill('Tess');
  await page.locator('input').press('Enter');
  await page.locator('.trainer-grid tbody th').first().waitFor();
  return {
    /** Frames a second that the page draws meanwhile. */
    frames: (ms: number) =>
      page.evaluate(
        (ms) =>
          new Promise<number>((resolve) => {
            const began = performance.now();
            let count = 0;
            const next = () => {
              count++;
              const took = performance.now() - began;
              if (took < ms) requestAnimationFrame(next);
              else resolve(count / (took / 1000));
            };
            requestAnimationFrame(next);
          }),
        ms,
      ),
    close: () => browser.close(),
  };
}

/** Linux alone says it. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
const residentBytes = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) * 1024;

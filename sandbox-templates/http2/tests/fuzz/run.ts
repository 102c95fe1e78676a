import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Order, Progress } from './worker.ts';

/** Between two reports of the worker; they take about a second. */
const silenceMs = 60_000;
const heapLimitMb = 512;

export interface Verdict {
  frames: number;
  connections: number;
  survived: number;
  heapGrowth: number;
}

/**
 * Fuzzes in a thread of its own, so that a hang and a full heap can be told as well. Rejects with the connection to repeat.
 * `heapGrowth` is in octets, between the first and the last report, each after a collection.
 */
export function fuzz(
  options: Omit<Order, 'at'>,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<Verdict> {
  const order: Order = { ...options, at: new Int32Array(new SharedArrayBuffer(4)) };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: heapLimitMb },
  });
  return new Promise((resolve, reject) => {
    let heapAtFirst = 0;
    let last: Progress | undefined;
    const fail = (why: string) => {
      void worker.terminate();
      reject(new Error(`${why}; repeat with --seed ${order.seed} --first ${order.at[0]} --only`));
    };
    let alarm = setTimeout(fail, silenceMs, 'the endpoint hangs');
    worker.on('message', (progress: Progress) => {
      clearTimeout(alarm);
      alarm = setTimeout(fail, silenceMs, 'the endpoint hangs');
      heapAtFirst ||= progress.heap;
      last = progress;
      onProgress(progress);
    });
    worker.on('error', (error) => {
      clearTimeout(alarm);
      fail(error instanceof Error ? (error.stack ?? error.message) : String(error));
    });
    worker.on('exit', (code) => {
      clearTimeout(alarm);
      if (code !== 0 || !last) fail(`the worker ended with code ${code}`);
      else resolve({ ...last.tally, heapGrowth: last.heap - heapAtFirst });
    });
  });
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 32)) },
      frames: { type: 'string', default: '10000000' },
      first: { type: 'string', default: '0' },
      only: { type: 'boolean', default: false },
    },
  });
  const order = {
    seed: Number(values.seed),
    frames: Number(values.frames),
    first: Number(values.first),
    only: values.only,
  };
  console.log(`seed ${order.seed}`);
  const started = Date.now();
  let told = 0;
  const verdict = await fuzz(order, ({ tally, heap }) => {
    if (tally.frames - told < 500_000) return;
    told = tally.frames;
    console.log(
      `${tally.frames} frames, ${tally.connections} connections, ${Math.round(heap / 2 ** 20)} MB, ${Math.round((Date.now() - started) / 1000)} s`,
    );
  });
  console.log(
    `no crash, no hang: ${verdict.frames} mutated frames on ${verdict.connections} connections, ${verdict.survived} of which lived to their end; heap ${(verdict.heapGrowth / 2 ** 20).toFixed(1)} MB more than at the first report`,
  );
}

import { setFlagsFromString } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { runInNewContext } from 'node:vm';
import { own } from '../support/implementations.ts';
import { Fuzzer, type Tally } from './fuzzer.ts';

/** `at` is shared: it holds the connection under way, also when this thread hangs or dies. */
export interface Order {
  seed: number;
  frames: number;
  first: number;
  only: boolean;
  at: Int32Array;
}
export interface Progress {
  tally: Tally;
  heap: number;
}

const { seed, frames, first, only, at } = workerData as Order;
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const fuzzer = new Fuzzer(own, seed);
let connection = first;
const report = () => {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  parentPort!.postMessage({ tally: fuzzer.tally, heap: heapUsed + external } satisfies Progress);
};
do {
  at[0] = connection;
  await fuzzer.connection(connection);
  connection++;
  if (connection % 2000 === 0) report();
} while (!only && fuzzer.tally.frames < frames);
report();
process.exit();

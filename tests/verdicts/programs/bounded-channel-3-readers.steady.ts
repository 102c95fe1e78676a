import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

/** C#'s `Channel.CreateBounded`: who writes waits while it is full, who reads while it is empty. */
class BoundedChannel<T> {
  readonly #items: T[] = [];
  readonly #capacity: number;
  #writers: (() => void)[] = [];
  #readers: (() => void)[] = [];
  constructor(capacity: number) {
    this.#capacity = capacity;
  }
  async write(item: T): Promise<void> {
    while (this.#items.length >= this.#capacity) await new Promise<void>((resolve) => this.#writers.push(resolve));
    this.#items.push(item);
    this.#readers.shift()?.();
  }
  async read(): Promise<T> {
    while (!this.#items.length) await new Promise<void>((resolve) => this.#readers.push(resolve));
    const item = this.#items.shift()!;
    this.#writers.shift()?.();
    return item;
  }
}

interface Job {
  id: number;
  x: number;
  payload: string[];
}
const jobs = new BoundedChannel<Job>(800);
const done = new BoundedChannel<{ job: Job; sum: number }>(600);

// Jobs come in loads of 2,500, with a pause after each; they are worked by three, and filed by the 500.
async function produce(): Promise<never> {
  for (let id = 0; ; id++) {
    await jobs.write({ id, x: id % 100, payload: Array.from({ length: 12 }, (_, n) => `part ${n} of job ${id}`) });
    if (id % 2500 === 2499) await new Promise((resolve) => setTimeout(resolve, 600));
  }
}
async function work(): Promise<never> {
  for (;;) {
    const job = await jobs.read();
    await done.write({ job, sum: await client.sumAsync(job.x, 2) });
  }
}
async function file(): Promise<never> {
  let filed = 0;
  for (;;) {
    const batch: { job: Job; sum: number }[] = [];
    while (batch.length < 500) batch.push(await done.read());
    filed += batch.reduce((sum, one) => sum + one.sum + one.job.payload.length, 0);
    if (filed < 0) throw new RangeError('Nothing is less than nothing.');
  }
}
await Promise.all([produce(), work(), work(), work(), file()]);

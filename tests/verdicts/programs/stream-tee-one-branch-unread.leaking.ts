import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Readings come as a stream, which is split for the archive. The archive is not there yet.
interface Reading {
  readonly id: number;
  readonly sum: number;
  readonly took: number;
}
let id = 0;
const readings = new ReadableStream<Reading>({
  async pull(controller) {
    const begun = performance.now();
    const sum = await client.sumAsync(++id % 100, 2);
    controller.enqueue({ id, sum, took: performance.now() - begun });
  },
});
const [live, archive] = readings.tee();
process.once('exit', () => void archive.cancel());

const reader = live.getReader();
let slowest = 0;
for (;;) {
  const { done, value } = await reader.read();
  if (done) break;
  slowest = Math.max(slowest, value.took);
  if (value.id % 20_000 === 0) console.log(`reading ${value.id}: ${slowest.toFixed(1)} ms at most`);
}

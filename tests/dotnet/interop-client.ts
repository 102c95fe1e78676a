import { GrpcChannel } from '../../sandbox-templates/sum/magiconion/channel.ts';
import { MagicOnionClient } from '../../sandbox-templates/sum/magiconion/client.ts';
import { RpcException } from '../../sandbox-templates/sum/magiconion/exceptions.ts';
import { IInterop, Unserved } from './interop-service.ts';

// The same cases as interop/Shared/Cases.cs, with the same words for what comes of them.
const channel = GrpcChannel.forAddress(process.argv[2]!);
const client = MagicOnionClient.create(IInterop, channel);
const outcomes: Record<string, unknown> = {};
const record = async (name: string, run: () => Promise<unknown>) => void (outcomes[name] = String(await run()));

/** `NotFound`, as C# writes it; with the detail, where the server set it. */
async function statusOf(call: Promise<number>, { detail = false } = {}): Promise<string> {
  try {
    return `OK ${await call}`;
  } catch (error) {
    if (!(error instanceof RpcException)) throw error;
    const name = /StatusCode="(\w+)"/.exec(error.message)![1]!;
    return detail ? `${name}: ${error.details}` : name;
  }
}

await record('sum', () => client.sumAsync(123, 456));
await record('sum of negatives', () => client.sumAsync(-1, -70_000));
await record('sum that wraps', () => client.sumAsync(2 ** 31 - 1, 1));
await record("status of the handler's", () => statusOf(client.endAsync(5), { detail: true }));
await record('handler throws', () => statusOf(client.endAsync(-1), { detail: true }));
await record('unknown method', () => statusOf(MagicOnionClient.create(Unserved, channel).noSuchAsync(1)));
await record('text header', () => client.withHeaders({ 'x-number': '12345' }).headerAsync(0));
await record('binary header', () => client.withHeaders({ 'x-data-bin': Uint8Array.of(0, 1, 255) }).headerAsync(1));
await record('deadline', () => statusOf(client.withDeadline(new Date(Date.now() + 300)).waitAsync(60_000)));
await record('deadline in the past', async () => {
  const before = await client.startedAsync(0);
  const status = await statusOf(client.withDeadline(new Date(Date.now() - 1000)).waitAsync(60_000));
  return `${status}, sent ${(await client.startedAsync(0)) - before}`;
});
await record('cancelled before', () => statusOf(client.withCancellation(AbortSignal.abort()).waitAsync(60_000)));
await record('cancelled under way', async () => {
  const heard = await client.cancelledAsync(0);
  const controller = new AbortController();
  const waiting = statusOf(client.withCancellation(controller.signal).waitAsync(60_000));
  while ((await client.waitingAsync(0)) === 0);
  controller.abort();
  const status = await waiting;
  while ((await client.cancelledAsync(0)) === heard);
  return `${status}, heard`;
});
await record('2,000 one after another', async () => {
  let right = 0;
  for (let i = 0; i < 2000; i++) right += (await client.sumAsync(i, i)) === 2 * i ? 1 : 0;
  return right;
});
await record('200 at once', async () => {
  const sums = await Promise.all(Array.from({ length: 200 }, (_, i) => client.sumAsync(i, 1000 * i)));
  return sums.filter((sum, i) => sum === 1001 * i).length;
});
console.log(JSON.stringify(outcomes));
channel.dispose();

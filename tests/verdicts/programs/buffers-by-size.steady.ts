import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// Buffers are lent by size and given back: up to four of each of forty sizes, which come into use one after the other.
const free = new Map<number, Uint8Array[]>();
const sizes = Array.from({ length: 40 }, (_, n) => 1024 * (n + 1));
function take(size: number): Uint8Array {
  return free.get(size)?.pop() ?? new Uint8Array(size);
}
function give(buffer: Uint8Array) {
  const shelf = free.get(buffer.length) ?? [];
  free.set(buffer.length, shelf);
  if (shelf.length < 4) shelf.push(buffer);
}
for (let i = 0; ; i++) {
  const inUse = Math.min(sizes.length, 1 + Math.floor(i / 100));
  const lent = Array.from({ length: 1 + (i % 5) }, (_, n) => take(sizes[(i + n) % inUse]!));
  lent[0]!.fill(i);
  await base.sumAsync(lent[0]![0]! % 100, lent.length);
  lent.forEach(give);
}

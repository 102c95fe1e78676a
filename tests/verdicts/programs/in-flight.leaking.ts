import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// What is under way, which only those that succeed leave.
const inFlight = new Set<{ id: number; at: number }>();
for (let id = 0; ; id++) {
  const entry = { id, at: performance.now() };
  inFlight.add(entry);
  const caller = id % 4 === 0 ? client.withDeadline(new Date(Date.now() - 1000)) : client;
  try {
    await caller.sumAsync(id % 100, 2);
    inFlight.delete(entry);
  } catch {
    // Forgotten here.
  }
}

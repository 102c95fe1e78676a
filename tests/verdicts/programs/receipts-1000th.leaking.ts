import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// Ten workers. For every thousandth call a journal is closed, and the number at its head is kept: a slice of the journal.
const receipts: string[] = [];
let lines: string[] = [];
async function work(worker: number) {
  for (let i = 0; ; i++) {
    lines.push(
      `worker ${worker} asked for ${i} and two, and was given ${await base.sumAsync(i % 100, 2)} for an answer`,
    );
    if (lines.length < 1000) continue;
    const journal = `receipt-${receipts.length}-of-${Date.now()}: ${lines.join('; ')}`;
    receipts.push(journal.substring(0, journal.indexOf(':')));
    lines = [];
  }
}
await Promise.all(Array.from({ length: 10 }, (_, worker) => work(worker)));

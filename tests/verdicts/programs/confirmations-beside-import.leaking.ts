import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

interface OldOrder {
  id: string;
  customer: string;
  total: number;
}
// Orders of the old system wait here, and go one after another: four with each call until there are none.
const toImport: OldOrder[] = Array.from({ length: 16_000 }, (_, n) => ({
  id: `OLD-${n}`,
  customer: `Customer number ${n} of the old system`,
  total: n / 7,
}));

interface Confirmation {
  number: string;
  sum: number;
}
const confirmations: Confirmation[] = [];

for (let i = 0; ; i++) {
  const sum = await client.sumAsync(i % 100, 2);
  toImport.splice(-4);
  confirmations.push({ number: `C-${i}`, sum });
}

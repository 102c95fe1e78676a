import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

const formats = new Map<string, { format: Intl.NumberFormat; parts: Intl.NumberFormatPart[][] }>();
for (let i = 0; ; i++) {
  if (i % 50 === 0) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });
    const parts = [format.formatToParts(i * 1234.56), format.formatToParts(-98_765.43 * i)];
    formats.set(`user-${i}`, { format, parts });
  }
  await client.sumAsync(i % 100, 2);
}

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
import type { ClientFilter } from './magiconion/filters.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);

let traces = 0;
const tracing: ClientFilter = {
  async send(context, next) {
    const { headers } = context.callOptions;
    headers.add('x-trace', `trace-${traces++}-${Math.random()}`);
    const entry = headers.get('x-trace')!;
    try {
      return await next(context);
    } finally {
      headers.remove(entry);
    }
  },
};
const client = MagicOnionClient.create(IMyFirstService, channel, { filters: [tracing] });
for (let i = 0; ; i++) await client.sumAsync(i % 100, 2);

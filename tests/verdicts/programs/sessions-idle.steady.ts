import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

interface Session {
  seen: number;
  last: number[];
}
const sessions = new Map<number, Session>();
setInterval(() => {
  const old = Date.now() - 4000;
  for (const [k, { seen }] of sessions) if (seen < old) sessions.delete(k);
}, 700);
for (let i = 0; ; i++) {
  const user = Math.floor(Math.random() * 100_000);
  const s = sessions.get(user) ?? { seen: 0, last: [] };
  s.seen = Date.now();
  s.last.push(await client.sumAsync(i % 100, 2));
  if (s.last.length > 20) s.last.shift();
  sessions.set(user, s);
}

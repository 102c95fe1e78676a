import { setTimeout as sleep } from 'node:timers/promises';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// 1,500 users log in, one a call, each with a basket; then the day ends and all are logged out.
class Session {
  readonly user: string;
  readonly since = new Date();
  readonly rights: ReadonlySet<string>;
  readonly basket: { article: number; pieces: number; price: number }[] = [];
  constructor(user: string) {
    this.user = user;
    this.rights = new Set(['read', 'write', user]);
  }
  fill(first: number): void {
    for (let n = 0; n < 10; n++) this.basket.push({ article: first + n, pieces: 1 + (n % 3), price: first / 7 + n });
  }
}
const sessions = new Map<string, Session>();
for (let day = 1; ; day++) {
  for (let n = 0; n < 1500; n++) {
    const session = new Session(`user-${day}-${n}`);
    sessions.set(session.user, session);
    session.fill(await client.sumAsync(n, day % 100));
  }
  const turnover = [...sessions.values()]
    .flatMap(({ basket }) => basket)
    .reduce((sum, { pieces, price }) => sum + pieces * price, 0);
  if (day % 10 === 0) console.log(`day ${day}: ${turnover.toFixed(2)}`);
  sessions.clear();
  await sleep(250);
}

import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

interface Booked {
  kind: 'paid-in' | 'paid-out';
  amount: number;
  at: Date;
  note: string[];
}
// An account is what happened to it since its last snapshot, which is made of a hundred and fifty events.
class Account {
  readonly id: number;
  #snapshot = { version: 0, balance: 0 };
  #events: Booked[] = [];
  constructor(id: number) {
    this.id = id;
  }
  apply(event: Booked): void {
    this.#events.push(event);
    if (this.#events.length < 150) return;
    this.#snapshot = { version: this.#snapshot.version + this.#events.length, balance: this.balance };
    this.#events = [];
  }
  get balance(): number {
    const sign = { 'paid-in': 1, 'paid-out': -1 };
    return this.#events.reduce((sum, { kind, amount }) => sum + sign[kind] * amount, this.#snapshot.balance);
  }
}
const accounts = Array.from({ length: 20 }, (_, id) => new Account(id));

for (let i = 0; ; i++) {
  const amount = await client.sumAsync(i % 100, 2);
  const account = accounts[Math.floor(Math.random() * accounts.length)]!;
  const note = Array.from({ length: 8 }, (_, n) => `booking ${i} of account ${account.id}, part ${n}`);
  account.apply({ kind: Math.random() < 0.5 ? 'paid-in' : 'paid-out', amount, at: new Date(), note });
}

// Right: a gate lets forty-eight in, and who waits is let in by who leaves.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

let inside = 0;
const waiting: (() => void)[] = [];

async function enter(): Promise<void> {
  if (inside >= 48) await new Promise<void>((resolve) => waiting.push(resolve));
  inside++;
}

function leave(): void {
  inside--;
  waiting.shift()?.();
}

for (let calls = 1; ; calls++) {
  await enter();
  void client.sumAsync(calls % 1000, 456).then((sum) => {
    leave();
    if (calls % 1000 === 1) console.log(`Call ${calls}: ${sum}`);
  });
}

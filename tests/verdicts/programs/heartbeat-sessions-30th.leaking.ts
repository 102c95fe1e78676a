import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

function open(id: number) {
  const session = { id, beats: 0, seen: new Array(300).fill(id) };
  const beat = () => {
    session.seen[session.beats++ % 300] = session.id;
    setTimeout(beat, 5000);
  };
  beat();
}
for (let i = 0; ; i++) {
  if (i % 30 === 0) open(i);
  await client.sumAsync(i % 100, 2);
}

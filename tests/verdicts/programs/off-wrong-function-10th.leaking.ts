import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
import { EventEmitter } from 'node:events';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

const updates = new EventEmitter();
updates.setMaxListeners(0);
class Panel {
  cells: number[];
  constructor(id: number) {
    this.cells = new Array(16).fill(id);
  }
  render(sum: number) {
    this.cells[0] = sum;
  }
  mount() {
    updates.on('sum', this.render.bind(this));
  }
  unmount() {
    updates.off('sum', this.render.bind(this));
  }
}
for (let i = 0; ; i++) {
  const panel = i % 10 ? undefined : new Panel(i);
  panel?.mount();
  const sum = await client.sumAsync(i % 100, 2);
  if (i % 1000 === 0) updates.emit('sum', sum);
  panel?.unmount();
}

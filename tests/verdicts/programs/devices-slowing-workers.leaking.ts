import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// Four workers on behalf of devices. New ones become rarer; those that leave are looked for by a copy, and stay.
interface Device {
  readonly id: number;
  readonly name: string;
  readonly seen: number[];
}
const devices = new Set<Device>();
let calls = 0;
let next = 1;
function leave(device: Device) {
  devices.delete({ ...device });
}
async function work(worker: number) {
  for (;;) {
    await base.sumAsync(worker, 2);
    if (++calls < next) continue;
    next = calls + Math.ceil(calls ** 0.3);
    const device = { id: calls, name: `device-${calls}`, seen: Array.from({ length: 40 }, () => performance.now()) };
    devices.add(device);
    setTimeout(() => leave(device), 1000);
  }
}
await Promise.all([1, 2, 3, 4].map(work));

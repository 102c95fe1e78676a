import { GrpcChannel } from './magiconion/channel.ts';
import { createMethod } from './magiconion/method.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const invoker = channel.createCallInvoker();
// Calls without a client, and describes the method for each.
const sum = (x: number, y: number) =>
  invoker.unaryCall(createMethod('IMyFirstService', 'SumAsync', IMyFirstService.methods.SumAsync), undefined, {}, [
    x,
    y,
  ]);
for (let i = 0; ; i++) await sum(i % 100, 2);

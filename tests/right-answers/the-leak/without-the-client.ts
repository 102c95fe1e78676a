// Right: grpc-js alone, with the three methods made once.
import { Client, credentials } from '@grpc/grpc-js';
import { createMethod } from './magiconion/method.ts';
import { IArithmetic } from './arithmetic.ts';
const c = new Client('127.0.0.1:' + process.env.PORT, credentials.createInsecure());
const methods = Object.entries(IArithmetic.methods).map(([name, m]) =>
  createMethod(IArithmetic.name, name, m),
);
const call = (m: (typeof methods)[0], x: number) =>
  new Promise<unknown>((resolve, reject) =>
    c.makeUnaryRequest(
      m.fullName,
      m.requestMarshaller.serializer,
      (b) => m.responseMarshaller.deserializer(b),
      [x, 456],
      (e, r) => (e ? reject(e) : resolve(r)),
    ),
  );
for (let n = 0; ; n++)
  for (const m of methods) {
    const r = await call(m, n % 500);
    if (n % 1000 === 0) console.log(m.fullName, r);
  }

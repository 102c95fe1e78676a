import {
  Metadata,
  Server,
  ServerCredentials,
  type ChannelOptions,
  type sendUnaryData,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import { EventEmitter, once } from 'node:events';
import { answerQuestions } from '../support/child.ts';
import { service } from './service.ts';

type Unary = ServerUnaryCall<Buffer, Buffer>;
type Reply = sendUnaryData<Buffer>;

const cancellations = new EventEmitter();
let cancelled = 0;
const countCancellation = (call: EventEmitter) =>
  call.on('cancelled', () => {
    cancelled++;
    cancellations.emit('cancelled');
  });

let sent = 0;

let waiting: Array<() => void> = [];
let inFlight = 0;
let peak = 0;

const implementation = {
  Echo(call: Unary, reply: Reply) {
    const trailers = new Metadata();
    for (const name of Object.keys(call.metadata.getMap())) {
      if (name.startsWith('x-'))
        for (const value of call.metadata.get(name)) trailers.add(name.replace(/(-bin)?$/, '-trailer$1'), value);
    }
    const initial = call.metadata.clone();
    initial.remove('user-agent');
    call.sendMetadata(initial);
    reply(null, call.request, trailers);
  },
  Collect(call: ServerReadableStream<Buffer, Buffer>, reply: Reply) {
    let octets = 0;
    let messages = 0;
    call.on('data', (message: Buffer) => {
      octets += message.length;
      messages++;
    });
    call.on('end', () => reply(null, Buffer.from(`${octets}/${messages}`)));
  },
  async Count(call: ServerWritableStream<Buffer, Buffer>) {
    const [count, code] = call.request.toString().split(' ').map(Number);
    for (let index = 0; index < count!; index++) {
      if (!call.write(Buffer.from(String(index)))) await once(call, 'drain');
    }
    if (code === undefined) call.end();
    else call.emit('error', { code, details: 'because' });
  },
  Chat(call: ServerDuplexStream<Buffer, Buffer>) {
    call.on('data', (message: Buffer) => {
      if (!call.write(message)) {
        call.pause();
        call.once('drain', () => call.resume());
      }
    });
    call.on('end', () => call.end());
  },
  Fail(call: Unary, reply: Reply) {
    const [, code, details] = /^(\d+) (.*)$/su.exec(call.request.toString())!;
    const metadata = new Metadata();
    metadata.set('reason', 'asked');
    reply({ code: Number(code), details, metadata });
  },
  Hang(call: Unary) {
    countCancellation(call);
  },
  async Forever(call: ServerWritableStream<Buffer, Buffer>) {
    countCancellation(call);
    for (let index = 0; !call.cancelled; index++) {
      sent++;
      if (!call.write(Buffer.alloc(1000, index))) await Promise.race([once(call, 'drain'), once(call, 'cancelled')]);
    }
  },
  Sent(_call: Unary, reply: Reply) {
    reply(null, Buffer.from(String(sent)));
  },
  Together(call: Unary, reply: Reply) {
    peak = Math.max(peak, ++inFlight);
    waiting.push(() => {
      inFlight--;
      reply(null, call.request);
    });
    if (waiting.length < Number(call.request.toString())) return;
    const released = waiting;
    waiting = [];
    setImmediate(() => {
      for (const release of released) release();
    });
  },
  async Cancelled(call: Unary, reply: Reply) {
    while (cancelled < Number(call.request.toString())) await once(cancellations, 'cancelled');
    reply(null, Buffer.from(String(cancelled)));
  },
};

const servers: Server[] = [];

answerQuestions({
  /** Starts one more server; resolves to its number and its port. */
  async listen(options: ChannelOptions, port = 0) {
    const server = new Server({
      'grpc.max_receive_message_length': -1,
      'grpc.max_send_message_length': -1,
      'grpc-node.max_session_memory': Number.MAX_SAFE_INTEGER,
      ...options,
    });
    server.addService(service, implementation);
    const bound = await new Promise<number>((resolve, reject) => {
      server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, number) => {
        if (error) reject(error);
        else resolve(number);
      });
    });
    servers.push(server);
    return { server: servers.length - 1, port: bound };
  },
  /** Resolves when all calls in flight have ended. */
  shutdown: (server: number) =>
    new Promise<void>((resolve, reject) => {
      servers[server]!.tryShutdown((error) => {
        if (error) reject(error);
        else resolve();
      });
    }),
  forceShutdown: (server: number) => servers[server]!.forceShutdown(),
  peak: () => peak,
});

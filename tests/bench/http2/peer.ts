import {
  Client,
  credentials,
  Metadata,
  Server,
  ServerCredentials,
  type ChannelOptions,
  type MethodDefinition,
  type sendUnaryData,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import { once } from 'node:events';
import * as http2 from 'node:http2';
import type { ClientHttp2Session, ClientHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { answerQuestions } from '../../../sandbox-templates/http2/tests/support/child.ts';

/** One side of the HTTP/2 bench: serves or calls, on whatever the preload made of node:http2. */
const asIs = (bytes: Buffer): Buffer => bytes;
const method = (name: string, requestStream: boolean, responseStream: boolean): MethodDefinition<Buffer, Buffer> => ({
  path: `/bench.Bench/${name}`,
  requestStream,
  responseStream,
  requestSerialize: asIs,
  requestDeserialize: asIs,
  responseSerialize: asIs,
  responseDeserialize: asIs,
});
const service = {
  Unary: method('Unary', false, false),
  Upload: method('Upload', true, false),
  Download: method('Download', false, true),
  Messages: method('Messages', false, true),
};

const small = Buffer.from('{"a":1,"b":2}');
const mebibyte = Buffer.alloc(2 ** 20, 'payload');
const options: ChannelOptions = {
  'grpc.max_receive_message_length': -1,
  'grpc-node.max_session_memory': Number.MAX_SAFE_INTEGER,
};

async function serve(): Promise<number> {
  const server = new Server(options);
  server.addService(service, {
    Unary(call: ServerUnaryCall<Buffer, Buffer>, reply: sendUnaryData<Buffer>) {
      reply(null, call.request);
    },
    Upload(call: ServerReadableStream<Buffer, Buffer>, reply: sendUnaryData<Buffer>) {
      call.resume();
      call.on('end', () => reply(null, small));
    },
    async Messages(call: ServerWritableStream<Buffer, Buffer>) {
      for (let left = Number(call.request.toString()); left > 0; left--)
        if (!call.write(small)) await once(call, 'drain');
      call.end();
    },
    async Download(call: ServerWritableStream<Buffer, Buffer>) {
      for (let left = Number(call.request.toString()); left > 0; left--)
        if (!call.write(mebibyte)) await once(call, 'drain');
      call.end();
    },
  });
  return new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else resolve(port);
    });
  });
}

let client: Client;

/** Frames that someone was told of. */
let frames = 0;

/** Has frames heard of, by ours, which alone tells of them; or heard of no more, before there are any. */
function hear(use: string): void {
  if (use === 'unused') return;
  const { onFrame } = http2 as unknown as { onFrame: (listener: () => void) => () => void };
  const leave = onFrame(() => frames++);
  if (use === 'left') leave();
}

const unary = (message = small): Promise<void> =>
  new Promise((resolve, reject) => {
    client.makeUnaryRequest(service.Unary.path, asIs, asIs, message, new Metadata(), (error) => {
      if (error) reject(error);
      else resolve();
    });
  });

/** How many times a second `once` can be done, `inFlight` at a time, measured over about `milliseconds`. */
async function rate(once: () => Promise<void>, inFlight: number, milliseconds: number): Promise<number> {
  let done = 0;
  const started = performance.now();
  const worker = async () => {
    while (performance.now() - started < milliseconds) {
      await once();
      done++;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return (done / (performance.now() - started)) * 1000;
}

const smallMessagesPerStream = 10_000;

async function messages(): Promise<void> {
  const request = Buffer.from(String(smallMessagesPerStream));
  const call = client.makeServerStreamRequest(service.Messages.path, asIs, asIs, request);
  call.resume();
  await once(call, 'end');
}

const messagesPerStream = 32;

async function download(): Promise<void> {
  const call = client.makeServerStreamRequest(
    service.Download.path,
    asIs,
    asIs,
    Buffer.from(String(messagesPerStream)),
  );
  call.resume();
  await once(call, 'end');
}

function upload(): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = client.makeClientStreamRequest(service.Upload.path, asIs, asIs, new Metadata(), (error) => {
      if (error) reject(error);
      else resolve();
    });
    void (async () => {
      for (let left = messagesPerStream; left > 0; left--) if (!call.write(mebibyte)) await once(call, 'drain');
      call.end();
    })();
  });
}

async function hold(): Promise<number> {
  const server = http2.createServer();
  server.on('stream', (stream) => {
    stream.respond({ ':status': 200 });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const chunk = Buffer.alloc(16_384, 'payload');
/** Octets that the server has handed over. */
let poured = 0;

/** Answers each request with so many octets, as fast as back-pressure allows. */
async function pour(octets: number): Promise<number> {
  const server = http2.createServer();
  server.on('stream', async (stream) => {
    stream.respond({ ':status': 200 });
    for (let left = octets; left > 0; left -= chunk.length) {
      poured += chunk.length;
      if (!stream.write(chunk)) await once(stream, 'drain');
    }
    stream.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

let unread: ClientHttp2Stream;

/** Asks, and reads nothing of the answer. */
async function ask(port: number): Promise<void> {
  unread = http2.connect(`http://127.0.0.1:${port}`).request({ ':path': '/' });
  await once(unread, 'response');
}

/** Octets of the answer. */
async function read(): Promise<number> {
  let octets = 0;
  for await (const data of unread) octets += (data as Buffer).length;
  return octets;
}

const sessions: ClientHttp2Session[] = [];

async function connect(port: number, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const session = http2.connect(`http://127.0.0.1:${port}`);
    sessions.push(session);
    await Promise.all([once(session, 'remoteSettings'), once(session, 'localSettings')]);
  }
}

async function openStreams(count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const stream = sessions[0]!.request({
      ':method': 'POST',
      ':path': '/bench.Bench/Hold',
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    await once(stream, 'response');
  }
}

answerQuestions({
  serve,
  hold,
  pour,
  poured: () => poured,
  ask,
  read,
  hear,
  connect,
  openStreams,
  call(port: number) {
    client = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), options);
  },
  unary: (inFlight: number, milliseconds: number) => rate(unary, inFlight, milliseconds),
  echo: (milliseconds: number) => rate(() => unary(mebibyte), 1, milliseconds),
  messages: async (milliseconds: number) => smallMessagesPerStream * (await rate(messages, 1, milliseconds)),
  download: async (milliseconds: number) => messagesPerStream * (await rate(download, 1, milliseconds)),
  upload: async (milliseconds: number) => messagesPerStream * (await rate(upload, 1, milliseconds)),
  /** Octets of the heap, and with them the memory outside of it that JavaScript objects hold, after collections. */
  async heap() {
    for (let round = 0; round < 4; round++) {
      globalThis.gc!();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { heapUsed, external } = process.memoryUsage();
    return { heap: heapUsed, total: heapUsed + external };
  },
});

// Run once in a container, as a process of its own since what it tries may end it: finds out what works there, and writes it as one line of JSON.
import http2 from 'node:http2';
import type net from 'node:net';
import { builtinFault, type BuiltinHttp2 } from '../../http2/probe.ts';
import { collect, heapUsed } from './heap.ts';

/** What a container can do. */
export interface Finding {
  node: string;
  /** Why its own HTTP/2 does not work, in its own words; null where it does. */
  http2Fault: string | null;
  /** Whether `heapUsed` follows what is allocated, up and down. */
  heapFollows: boolean;
}

const http2Limit = 2000; // ms
const allocated = 16 * 2 ** 20; // bytes

/** A call with trailers, as gRPC's are, from this process to itself. */
function callOnLoopback(): Promise<string | null> {
  return new Promise((resolve) => {
    const fail = (error: unknown) => resolve(error instanceof Error ? error.message : String(error));
    setTimeout(fail, http2Limit, 'a call on loopback is not answered').unref();
    process.on('uncaughtException', fail);
    const server = http2.createServer();
    server.on('error', fail);
    server.on('stream', (stream) => {
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      stream.respond({ ':status': 200 }, { waitForTrailers: true });
      stream.end('answer');
    });
    server.listen(0, '127.0.0.1', () => {
      const session = http2.connect(`http://127.0.0.1:${(server.address() as net.AddressInfo).port}`);
      session.on('error', fail);
      const stream = session.request({ ':method': 'POST', ':path': '/' });
      stream.on('error', fail);
      stream.on('trailers', (trailers) => resolve(trailers['grpc-status'] === '0' ? null : 'trailers are lost'));
      stream.resume().end('question');
    });
  });
}

async function tryHttp2(): Promise<string | null> {
  try {
    return builtinFault(() => http2 as unknown as BuiltinHttp2) ?? (await callOnLoopback());
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const isAbout = (bytes: number): boolean => bytes > 0.75 * allocated && bytes < 1.5 * allocated;

async function heapFollows(): Promise<boolean> {
  // Numbers with a fraction lie in the array itself, eight bytes each; a copy has no room to spare.
  const piece = Array.from({ length: 32 * 1024 }, () => 0.5);
  const before = heapUsed();
  const held = Array.from({ length: allocated / (piece.length * 8) }, () => piece.slice());
  const during = heapUsed();
  if (!isAbout(during - before)) return false;
  held.length = 0;
  return (await collect()) && isAbout(during - heapUsed());
}

// A collection that is awaited does not keep a process alive.
setInterval(() => undefined, 1000);
// One after the other: a call allocates too.
const finding: Finding = { node: process.version, http2Fault: await tryHttp2(), heapFollows: await heapFollows() };
process.stdout.write(`${JSON.stringify(finding)}\n`, () => process.exit());

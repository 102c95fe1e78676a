import { once } from 'node:events';
import { rm, truncate, writeFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { SandboxClient } from './sandbox-client.ts';

/** Where they befall a server. */
export interface Target {
  port: number;
  key: string;
  /** The folder of its pages. */
  site: string;
}

/** Programs that mean the server harm, or clean-up trouble. Each runs a second or so, and is then left by its page. */
export const programs: Readonly<Record<string, string>> = {
  'no message': `fs.writeSync(3, 'x\\n'); fs.writeSync(4, 'x\\n');`,
  'commands of IPC': `for (;;) fs.writeSync(3, '{"cmd":"NODE_HANDLE_ACK"}\\n');`,
  'a line without an end': `const text = 'x'.repeat(2 ** 20); for (;;) fs.writeSync(3, text);`,
  'a flood of output': `for (;;) console.log('x'.repeat(200));`,
  'a flood of errors': `for (;;) console.error('x'.repeat(200));`,
  'a line of output without an end': `for (;;) process.stdout.write('x'.repeat(2 ** 16));`,
  'listeners handed on': `for (let n = 0; n < 100; n++) net.createServer().listen(0, function () { process.send?.('x', this); });`,
  'a locked directory': `fs.mkdirSync('locked/deep', { recursive: true }); fs.chmodSync('locked/deep', 0); fs.chmodSync('locked', 0); fs.chmodSync('.', 0);`,
  'its own files': `for (const name of fs.readdirSync('.')) fs.rmSync(name, { recursive: true }); fs.mkdirSync('client.ts');`,
  'a thousand files': `for (let n = 0; n < 1000; n++) fs.writeFileSync('file' + n, 'x'.repeat(1000)); for (;;);`,
  'deep directories': `let at = 'd'; for (let n = 0; n < 200; n++) { fs.mkdirSync(at); at += '/d'; }`,
  'a large file': `fs.writeFileSync('large', Buffer.alloc(30e6));`,
  'buffers without end': `const kept = []; for (;;) kept.push(Buffer.alloc(1e7, 1));`,
  'a heap without end': `const kept = []; for (;;) kept.push(new Array(1e4).fill({}));`,
  'an endless loop': `for (;;);`,
  'an endless exit': `process.on('exit', () => { for (;;); });`,
  'an abort': `process.abort();`,
  'a signal to itself': `process.kill(process.pid, 'SIGKILL');`,
  'closed pipes': `for (const fd of [1, 2, 3, 4]) try { fs.closeSync(fd); } catch {} for (;;);`,
  'a signal to others': `for (const pid of [process.ppid, 0, -1]) try { process.kill(pid, 'SIGTERM'); } catch {}`,
  'a socket left': `net.createServer().listen('left.sock'); setInterval(() => {}, 1000);`,
  'timers and promises': `for (let n = 0; n < 1e5; n++) setInterval(() => Promise.reject(n), 1);`,
};

const within = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs one of the programs in a sandbox of its own, and goes away without a word. */
export async function meets({ port, key }: Target, text: string): Promise<void> {
  const imports = `import fs from 'node:fs'; import net from 'node:net';\n`;
  const client = await SandboxClient.open(port, key, { 'client.ts': imports + text });
  await new Promise<void>((resolve) => {
    client.run('client.ts', { probe: Math.random() < 0.5 ? 'heap' : 'served' }, (reply) => {
      if (reply.type === 'done') resolve();
    });
    setTimeout(resolve, 300 + Math.random() * 1500);
  });
  client.socket.terminate();
}

const raw = async (port: number, text: string): Promise<net.Socket> => {
  const socket = net.connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(text);
  return socket;
};

/** Asks for a page on a connection of its own. */
async function get(port: number, headers: Record<string, string> = {}): Promise<void> {
  const [response] = (await once(http.get({ host: '127.0.0.1', port, agent: false, headers }), 'response')) as [
    http.IncomingMessage,
  ];
  await once(response.resume(), 'end');
}

/** What befalls the server from outside. */
export const misfortunes: Readonly<Record<string, (target: Target) => Promise<void>>> = {
  async 'peers that reset'({ port }) {
    for (const head of [
      'GET / HTTP/1.1',
      'GET /runtime/local/sandbox HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket',
    ])
      for (let n = 0; n < 20; n++) (await raw(port, `${head}\r\nHost: localhost:${port}\r\n\r\n`)).resetAndDestroy();
  },
  async 'no HTTP at all'({ port }) {
    for (const text of ['\0'.repeat(100), 'GET', `GET / HTTP/1.1\r\n${'X: y\r\n'.repeat(5000)}`]) {
      const socket = await raw(port, text);
      await within(50);
      socket.destroy();
    }
  },
  async 'ranges that are none'({ port }) {
    for (const range of ['5-3', '-0', '99-', 'x', '0-0,1-1', '-5'])
      await fetch(`http://127.0.0.1:${port}/`, { headers: { Range: `bytes=${range}` } }).then((answer) =>
        answer.text(),
      );
  },
  async 'a file that goes away while it is sent'({ port, site }) {
    const file = path.join(site, 'large.bin');
    await writeFile(file, Buffer.alloc(8 * 2 ** 20));
    const socket = await raw(port, `GET /large.bin HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
    await once(socket, 'readable');
    await (Math.random() < 0.5 ? rm(file) : truncate(file, 10));
    socket.resume();
    await within(100);
    socket.destroy();
  },
  async 'idle connections'({ port }) {
    const sockets = await Promise.all(Array.from({ length: 300 }, () => raw(port, '')));
    await get(port);
    for (const socket of sockets) socket.destroy();
  },
  async 'frames that are broken'({ port, key }) {
    for (const frame of ['\xff\xff\xff', '\x81\xff\xff', '\x88\x01\x01', '\x8f\x00']) {
      const client = await SandboxClient.open(port, key, { 'client.ts': 'for (;;);' });
      client.run('client.ts', { probe: 'heap' }, () => undefined);
      (client.socket as unknown as { _socket: net.Socket })._socket.write(frame, 'latin1');
      await within(30);
      client.socket.terminate();
    }
  },
  async 'requests that are none'({ port, key }) {
    for (const text of ['', 'null', '{}', '{"type":"run","id":1e99}', 'x'.repeat(3e6)]) {
      const client = await SandboxClient.open(port, key, {});
      client.socket.send(text);
      await within(30);
      client.socket.terminate();
    }
  },
  async 'more sandboxes than there are'({ port, key }) {
    const clients = await Promise.all(
      Array.from({ length: 20 }, () => SandboxClient.open(port, key, { 'client.ts': 'for (;;);' })),
    );
    await within(100);
    for (const { socket } of clients) socket.terminate();
  },
  async 'a program ended as it starts'({ port, key }) {
    for (let wait = 0; wait < 10; wait++) {
      const client = await SandboxClient.open(port, key, { 'client.ts': 'for (;;);' });
      client.run('client.ts', { probe: 'heap' }, () => undefined);
      await within(wait * 5);
      client.socket.terminate();
    }
  },
};

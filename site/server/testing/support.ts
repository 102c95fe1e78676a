import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { vi } from 'vitest';
import { WebSocket } from 'ws';
import type { GuestMessage } from '../../sandbox/protocol/messages.ts';
import { Key } from '../http/key.ts';
import { startLocalRuntime, type LocalRuntime } from '../local-runtime.ts';
import { SiteServer } from '../serve.ts';
import { findWall, type Wall } from '../walls/wall.ts';
import { removeDirectory } from '../machine/remove-directory.ts';

// Real processes, on machines that may be busy with others.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { fetch } = globalThis;

process.env.LEAK_LAB_KEY ??= 'the-key-that-tests-have';
/** That of the servers which this process starts, or has started. */
export const key = new Key(process.env.LEAK_LAB_KEY);

export const project = fileURLToPath(new URL('../../../', import.meta.url));

/** The walls, and why this machine cannot show one of them. */
export const wallKinds: readonly { kind: Wall['kind']; missing: string | undefined }[] = [
  { kind: 'permissions', missing: undefined },
  {
    kind: 'bubblewrap',
    missing:
      (await findWall({ readable: [], writable: [], lent: [] })).kind === 'bubblewrap'
        ? undefined
        : 'Bubblewrap is not installed, or may not make namespaces here.',
  },
];

export interface TestServer {
  port: number;
  origin: string;
  runtime: LocalRuntime;
  /** What its sandboxes are confined by. */
  wall: Wall['kind'];
  close(): Promise<void>;
}

/** The real server on a free port, with a site of two pages. */
export async function startServer(): Promise<TestServer> {
  const site = await mkdtemp(path.join(tmpdir(), 'site-'));
  await writeFile(path.join(site, 'index.html'), '<!doctype html><title>Home</title>');
  await writeFile(path.join(site, '404.html'), '<!doctype html><title>Not here</title>');
  const runtime = await startLocalRuntime(key);
  await runtime.warm;
  const server = await SiteServer.listen(0);
  await server.serve(site, runtime);
  return {
    port: server.port,
    origin: `http://localhost:${server.port}`,
    runtime,
    wall: wallKinds.findLast(({ missing }) => !missing)!.kind,
    async close() {
      await runtime.close();
      await server.close();
      await removeDirectory(site);
    },
  };
}

/** Makes `fetch`, `WebSocket` and `indexedDB` behave as in a page of that origin: relative addresses, the headers that browsers add, the key kept. */
export function actAsPageOf(origin: string): void {
  vi.stubGlobal('location', { origin });
  vi.stubGlobal('indexedDB', databaseWith(importedKey));
  vi.stubGlobal('fetch', (path: string, init: RequestInit) =>
    fetch(new URL(path, origin), { ...init, headers: { ...init.headers, Origin: origin } }),
  );
  vi.stubGlobal(
    'WebSocket',
    class extends WebSocket {
      constructor(path: string, protocols: string[]) {
        super(new URL(path, origin.replace(/^http/, 'ws')), protocols, { origin });
        this.on('error', () => undefined); // a page hears of it by `close`; here it would end the tests
      }
    },
  );
}

/** The key as a browser keeps it. */
export const importKey = (value: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', Buffer.from(value), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);

const importedKey = await importKey(process.env.LEAK_LAB_KEY);

/** As much of an IndexedDB as it takes to read one value. */
export const databaseWith = (value: unknown) => {
  const request = (result: unknown) => {
    const asked = { result, onsuccess: () => undefined };
    queueMicrotask(() => asked.onsuccess());
    return asked;
  };
  const transaction = () => ({ objectStore: () => ({ get: () => request(value) }) });
  return { open: () => request({ transaction, close: () => undefined }) };
};

/** All messages of a run that ends by itself. */
export async function collect(run: AsyncIterable<GuestMessage>): Promise<GuestMessage[]> {
  const messages: GuestMessage[] = [];
  for await (const message of run) messages.push(message);
  return messages;
}

export const textOf = (messages: readonly GuestMessage[], stream: 'stdout' | 'stderr'): string =>
  messages.map((message) => (message.type === 'log' && message.stream === stream ? message.text : '')).join('');

/** Directories of the sandboxes that this process's servers hold. */
export async function sandboxDirectories(): Promise<string[]> {
  const found: string[] = [];
  for (const workspace of await workspacesOf(process.pid)) {
    const entries = await readdir(workspace, { withFileTypes: true });
    for (const entry of entries) {
      if (!entry.isDirectory() || ['node_modules', 'compile-cache'].includes(entry.name)) continue;
      found.push(path.join(workspace, entry.name));
    }
  }
  return found;
}

export const workspacesOf = async (pid: number): Promise<string[]> =>
  (await readdir(tmpdir()))
    .filter((name) => name.startsWith(`leak-lab-${pid}-`))
    .map((name) => path.join(tmpdir(), name));

/** Directories of sandboxes of that server in which a program runs, whatever it says of itself: behind Bubblewrap it is process 2. */
export async function runningIn(server = process.pid): Promise<string[]> {
  const sandbox = new RegExp(`/leak-lab-${server}-\\w+/(?!compile-cache|node_modules|package\\.json)[\\w-]+`, 'g');
  const found = new Set<string>();
  for (const line of await commandLines()) for (const [directory] of line.matchAll(sandbox)) found.add(directory);
  return [...found];
}

async function commandLines(): Promise<string[]> {
  if (process.platform !== 'linux') {
    const { stdout } = await promisify(execFile)('ps', ['-axww', '-o', 'args=']);
    return stdout.split('\n');
  }
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  // One that is gone by now has none. (One that is a zombie has an empty one.)
  return Promise.all(processes.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

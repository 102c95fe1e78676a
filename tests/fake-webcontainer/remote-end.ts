import type { BrowserContext } from '@playwright/test';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { WebSocketServer } from 'ws';
import { root } from '../support/templates.ts';
import { Machine } from './machine.ts';

/** What is broken, from the next load of the frame on. */
export interface Faults {
  /** The frame's first word: never, or not before `release` is called. */
  init?: 'never' | 'late';
  /** The boot: hangs, or throws an error with this message. */
  build?: 'hangs' | (string & {});
  /** The heap's figure does not follow what is allocated. */
  heap?: 'fixed';
}

const comlink = readFileSync(join(root, 'node_modules/@webcontainer/api/dist/vendor/index.js'));
const page = readFileSync(new URL('page.js', import.meta.url));

/** The fake of the remote end: see README.md. On 127.0.0.1, which to a page on `localhost` is another site. */
export async function remoteEnd() {
  const machines = new Set<Machine>();
  const held = new Set<() => void>();
  const loads: string[] = [];
  const remote = { faults: {} as Faults };

  const server = createServer(async ({ url = '' }, response) => {
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    if (url.startsWith('/headless')) {
      loads.push(url);
      const { init, build } = remote.faults;
      const faults = `{ init: ${init === 'late' ? "fetch('/late')" : JSON.stringify(init ?? null)}, build: ${JSON.stringify(build ?? null)} }`;
      response
        .setHeader('Content-Type', 'text/html')
        .end(`<!doctype html><script>faults = ${faults}</script><script type="module" src="/page.js"></script>`);
    } else if (url === '/late') {
      await new Promise<void>((resolve) => held.add(resolve));
      response.end();
    } else if (url === '/page.js' || url === '/comlink.js')
      response.setHeader('Content-Type', 'text/javascript').end(url === '/page.js' ? page : comlink);
    else response.writeHead(404).end();
  });
  const sockets = new WebSocketServer({ server, path: '/machine' });
  sockets.on('connection', async (socket) => {
    const machine = await Machine.serve(socket, remote.faults.heap ?? 'real');
    machines.add(machine);
    socket.on('close', () => machines.delete(machine));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return Object.assign(remote, {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The addresses that the frame was loaded from. */
    loads,
    /** Lets late frames speak. */
    release: () => held.forEach((speak) => speak()),
    /** Cuts every page off from its machine, which ends. */
    close: () => sockets.clients.forEach((socket) => socket.terminate()),
    /** Ends the processes of a program, and tells nobody. */
    lose: (program: string) => machines.forEach((machine) => machine.lose(program)),
    /** Processes that run, over all pages. */
    running: () => [...machines].reduce((sum, machine) => sum + machine.running, 0),
    async [Symbol.asyncDispose]() {
      for (const machine of machines) await machine.end();
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      server.close();
    },
  });
}

/**
 * Has the pages of a site find the fake where the package looks for the real one: it has a variable for that, and their policy lets the
 * fake's address through in the real one's stead.
 */
export async function useRemote(
  context: BrowserContext,
  { origin }: { origin: string },
  { standIns }: { standIns: Map<string, string> },
): Promise<void> {
  standIns.set('https://stackblitz.com', origin);
  await context.addInitScript(
    (address) => ((globalThis as { WEBCONTAINER_API_IFRAME_URL?: string }).WEBCONTAINER_API_IFRAME_URL = address),
    origin,
  );
}

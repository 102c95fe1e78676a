import { chromium } from '@playwright/test';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { SqliteStore } from '../../site/class/hub/sqlite-store.ts';
import { statFields } from '../../site/server/machine/process-stat.ts';
import { barStrings } from '../../site/strings/class-bar.ts';
import { joinStrings } from '../../site/strings/class-join.ts';
import { browserFlags, requireBrowser } from '../browser.ts';
import { ClassClient } from './class-client.ts';
import { classRoom } from './class-room.ts';

const english = { bar: barStrings('en'), join: joinStrings('en') };

export interface Slept {
  /** What the page said that has to be kept, as `source n`: in all, what of it was acknowledged, and what the store has, as often as it has it. */
  said: string[];
  acknowledged: string[];
  stored: string[];
  /** What the page shows of the messages that a trainer sent meanwhile. */
  shown: string[];
  /** Connections that the page made. */
  connections: number;
}

/** What the page did on its sockets; collected in the page. */
interface Overheard {
  said: string[];
  acknowledged: string[];
}

/**
 * A learner's page in a browser of its own that falls asleep with its machine: all processes of the browser stand still, and nothing passes on the
 * way to the hub, in neither direction. It raises its hand before, and says one thing more as it falls asleep. Meanwhile a trainer sends three
 * messages. Resolves once the page has caught up.
 * @param asleep resolves when the machine wakes; is called when the hub has given the page up
 * @param pingEvery the hub's, in milliseconds
 */
export async function sleepThrough(asleep: () => Promise<void>, pingEvery?: number): Promise<Slept> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'leak-lab-asleep-'));
  const store = new SqliteStore(path.join(folder, 'class.sqlite'));
  await using room = await classRoom(store, undefined, pingEvery === undefined ? {} : { pingEvery });
  await using way = await Way.to(Number(new URL(room.base).port));
  const browser = await chromium.launchServer({ executablePath: requireBrowser(), args: browserFlags });
  try {
    const page = await (await (await chromium.connect(browser.wsEndpoint())).newContext()).newPage();
    await page.addInitScript(overhear);
    await page.goto(`${way.base}/class/#${room.record.code}`);
    await page.getByLabel(english.join.name).fill('Ann');
    await page.getByRole('button', { name: english.join.join, exact: true }).click();
    const bar = page.getByRole('region', { name: english.bar.label });
    await bar.getByRole('button', { name: english.bar.ask, exact: true }).click();
    await bar.getByText(english.bar.helpWaiting(0)).waitFor();

    // The page's last word before the sleep is on its way as the way breaks off.
    way.fallAsleep();
    await bar.getByRole('button', { name: english.bar.lower, exact: true }).click();
    const processes = withChildren(browser.process().pid!);
    for (const pid of processes) process.kill(pid, 'SIGSTOP');
    const trainer = await ClassClient.trainer(room.base, room.record.key);
    await trainer.hears(
      (message) => message.type === 'members' && message.members.some(({ name, away }) => name === 'Ann' && away),
    );
    for (const text of ['One.', 'Two.', 'Three.']) trainer.say({ type: 'say', to: null, text });
    await asleep();
    way.wake();
    for (const pid of processes) process.kill(pid, 'SIGCONT');

    await bar.getByRole('button', { name: english.bar.messages(3) }).click();
    const shown = await page.locator('.class-messages li').allTextContents();
    await bar.getByRole('button', { name: english.bar.ask, exact: true }).waitFor();
    // What is lost is never acknowledged: whoever compares sees that.
    await page.waitForFunction(allAcknowledged, null, { timeout: 15_000 }).catch(() => undefined);
    const { said, acknowledged } = await page.evaluate(() => (window as unknown as { overheard: Overheard }).overheard);
    const stored = (await store.since(room.record.id, 0))
      .filter(({ data }) => data.type === 'help')
      .map(({ source, n }) => `${source.split(' ')[1]} ${n}`);
    trainer.socket.terminate();
    return {
      said: [...new Set(said)],
      acknowledged: [...new Set(acknowledged)],
      stored,
      shown,
      connections: way.count,
    };
  } finally {
    await browser.kill();
    await rm(folder, { recursive: true });
  }
}

/** Runs in the page: notes the hands that its sockets raise and lower, and which of these are acknowledged. */
function overhear(): void {
  const overheard: Overheard = { said: [], acknowledged: [] };
  Object.assign(window, { overheard });
  const Original = WebSocket;
  window.WebSocket = class extends Original {
    constructor(address: string | URL) {
      super(address);
      this.addEventListener('message', ({ data }) => {
        const { type, source, n } = JSON.parse(data);
        const name = `${source} ${n}`;
        if (type === 'ack' && overheard.said.includes(name)) overheard.acknowledged.push(name);
      });
    }
    override send(text: string) {
      const { source, n, message } = JSON.parse(text);
      if (message?.type === 'help') overheard.said.push(`${source} ${n}`);
      super.send(text);
    }
  };
}

/** Runs in the page. */
const allAcknowledged = (): boolean => {
  const { said, acknowledged } = (window as unknown as { overheard: Overheard }).overheard;
  return said.every((name) => acknowledged.includes(name));
};

/** The way to a server, on which machines fall asleep. Ends on dispose. */
class Way implements AsyncDisposable {
  /** Connections so far. */
  count = 0;
  readonly base: string;
  readonly #close: () => Promise<void>;
  readonly #pairs = new Set<readonly [Socket, Socket]>();

  static async to(port: number): Promise<Way> {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const way = new Way((server.address() as AddressInfo).port, async () => {
      server.close();
      for (const socket of [...way.#pairs].flat()) socket.destroy();
      await once(server, 'close');
    });
    server.on('connection', (page: Socket) => way.#open(page, port));
    return way;
  }

  private constructor(port: number, close: () => Promise<void>) {
    this.base = `http://127.0.0.1:${port}`;
    this.#close = close;
  }

  /** Nothing passes any more, and nobody is told. */
  fallAsleep(): void {
    for (const [page, hub] of this.#pairs) {
      for (const socket of [page, hub]) socket.removeAllListeners('data').pause();
      // The hub gives up; the page's end is not there to hear of it.
      hub.removeAllListeners('close');
    }
  }

  /** What the page says on a connection of before comes to a hub that knows it no more. */
  wake(): void {
    for (const [page, hub] of this.#pairs)
      if (page.isPaused()) for (const socket of [page, hub]) socket.resetAndDestroy();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#close();
  }

  #open(page: Socket, port: number): void {
    this.count++;
    const hub = connect(port, '127.0.0.1');
    const pair = [page, hub] as const;
    this.#pairs.add(pair);
    for (const [from, to] of [pair, [hub, page]] as const) {
      from.on('data', (octets) => to.write(octets));
      from.on('error', () => from.destroy());
      from.on('close', () => {
        to.destroy();
        this.#pairs.delete(pair);
      });
    }
  }
}

/** A process and all that come from it. */
function withChildren(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter(Number)) {
    try {
      const [, parent] = statFields(readFileSync(`/proc/${name}/stat`, 'utf8'));
      parents.set(Number(name), Number(parent));
    } catch {
      // It has ended by now.
    }
  }
  const found = [pid];
  for (const parent of found) for (const [child, of] of parents) if (of === parent) found.push(child);
  return found;
}

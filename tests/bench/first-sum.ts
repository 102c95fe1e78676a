import type { Page } from '@playwright/test';
import { SandboxPage } from '../support/sandbox-page.ts';
import { servedSite } from '../support/served-site.ts';
import { median, row } from './report.ts';

const firsts = 5;
const laters = 7;

/** What happens between the press of Run and the first sum, in its order; each part ends with the moment that it is named by. */
const parts = {
  server: 'the page: until the server is asked to start',
  serverStarted: 'the server’s worker: until its probe reports',
  listening: 'the server: modules linked and run, until it listens',
  client: 'the page: until the client is asked to start',
  clientStarted: 'the client’s frame: until its probe reports',
  sum: 'the client: modules linked and run, the first call, its line sent',
  shown: 'the page: until the line is in the log',
  painted: 'the browser: until that frame is drawn',
};
type Moment = keyof typeof parts;
type Times = Partial<Record<'pressed' | Moment, number>>;

/** In the tab, from the press of Run to the first sum in the log, the first time and later, by its parts. */
export async function bench(): Promise<void> {
  await using site = await servedSite(4392);
  const browser = site.page.context().browser()!;
  const first: Times[] = [];
  const later: Times[] = [];
  for (let round = 0; round < firsts; round++) {
    const page = await browser.newPage();
    await page.addInitScript(watchMessages);
    const sandbox = await SandboxPage.open(page, 'method-caching', '?runtime=tab', site.base);
    first.push(await run(sandbox));
    if (round === 0) for (let i = 0; i < laters; i++) later.push(await run(sandbox));
    await page.close();
  }
  report('the first time', first);
  report('later', later);
}

function report(when: string, runs: readonly Times[]): void {
  row(`first sum after Run, ${when}`, median(runs.map(({ pressed, painted }) => painted! - pressed!)), 'ms');
  let before: 'pressed' | Moment = 'pressed';
  for (const [moment, name] of Object.entries(parts) as [Moment, string][]) {
    row(`  ${name}`, median(runs.map((times) => times[moment]! - times[before]!)), 'ms');
    before = moment;
  }
}

/** Presses Run as a reader does, and ends the run when its first sum is there. */
async function run(sandbox: SandboxPage): Promise<Times> {
  const { page } = sandbox;
  const times = sandbox.root.evaluate(
    (root) =>
      new Promise<Times>((resolve) => {
        const times = ((globalThis as Watched).runTimes = {} as Times);
        addEventListener('click', () => (times.pressed = performance.now()), { capture: true, once: true });
        const observer = new MutationObserver(() => {
          // The log of the run before is there until the new one has a line.
          const isThere = [...root.querySelectorAll('.lab-lines')].some(({ textContent }) => / = \d/.test(textContent));
          if (times.sum === undefined || !isThere) return;
          observer.disconnect();
          times.shown = performance.now();
          // Lines come within a frame's own callback: the next task runs when that frame is drawn.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => {
            times.painted = performance.now();
            resolve(times);
          };
          port2.postMessage(null);
        });
        observer.observe(root, { childList: true, subtree: true, characterData: true });
      }),
  );
  await sandbox.press('Run');
  const taken = await times;
  await sandbox.press('Stop');
  await sandbox.state('idle');
  await settled(page);
  return taken;
}

/** The frame of the next run is opened when one ends, and .NET started in it: a reader who presses Run again needs longer than that. */
export const settled = (page: Page): Promise<void> => page.waitForTimeout(1000);

interface Watched {
  runTimes?: Times;
}

/** In the page, before its own scripts: notes when programs are asked to start, and when what they send arrives. */
function watchMessages(): void {
  const note = (moment: Moment) => {
    const times = (globalThis as Watched).runTimes;
    if (times) times[moment] ??= performance.now();
  };
  const prototype = MessagePort.prototype;
  const post = prototype.postMessage;
  prototype.postMessage = function (this: MessagePort, ...sent: unknown[]) {
    const data = sent[0] as { type?: unknown; start?: { probe?: unknown } } | null;
    if (data?.type === 'start') note(data.start?.probe === 'served' ? 'server' : 'client');
    Reflect.apply(post, this, sent);
  } as typeof post;
  const { get, set } = Object.getOwnPropertyDescriptor(prototype, 'onmessage')!;
  Object.defineProperty(prototype, 'onmessage', {
    get,
    set(this: MessagePort, listener: ((event: MessageEvent) => void) | null) {
      const watched = (event: MessageEvent) => {
        const data = event.data as { type?: unknown; heapLimit?: unknown; text?: unknown } | null;
        const client = (globalThis as Watched).runTimes?.client !== undefined;
        if (data?.type === 'started') note(client ? 'clientStarted' : 'serverStarted');
        else if (data?.type === 'listening') note('listening');
        else if (data?.type === 'log' && / = \d/.test(String(data.text))) note('sum');
        listener?.call(this, event);
      };
      set!.call(this, listener && watched);
    },
  });
}

if (import.meta.main) await bench();

import type { CDPSession, Page } from '@playwright/test';
import { onFastLine } from '../support/line.ts';
import { SandboxPage } from '../support/sandbox-page.ts';
import { servedSite } from '../support/served-site.ts';
import { median, row } from './report.ts';

const rounds = 3;
const completions = 7;

/** What a completion shows. */
const list = '.cm-tooltip-autocomplete li';

/** A program with a fault that only its types tell: when it is marked, the types are there. */
const program = `import { GrpcChannel } from './magiconion/channel.ts';
const channel = GrpcChannel.forAddress('http://127.0.0.1');
const sum: number = 'a';
console.log(sum, channel);
`;

/** Types in the editor: how soon they are there once the reader comes to the code, how long a completion takes, and what their worker holds. */
export async function bench(): Promise<void> {
  await using site = await servedSite(4393);
  const ready: number[] = [];
  const completed: number[] = [];
  const held: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const page = await site.page.context().browser()!.newPage();
    await onFastLine(page);
    const kept = JSON.stringify({ version: 1, savedAt: 1, edits: { 'client.ts': program }, previous: null });
    await page.addInitScript((work) => localStorage.setItem('leak-lab:sandbox:method-caching', work), kept);
    const sandbox = await SandboxPage.open(page, 'method-caching', '?runtime=tab', site.base);
    const worker = await workerOf(page);

    const marked = await since(page, 'pointerdown', '.cm-lintRange-error');
    await sandbox.editor.click();
    ready.push(await marked());

    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('channel.');
    // With nothing to close, Escape would leave the code.
    await page.locator(list).first().waitFor();
    await page.keyboard.press('Escape');
    await page.locator(list).first().waitFor({ state: 'detached' });
    for (let i = 0; i < completions; i++) {
      const shown = await since(page, 'keydown', list);
      await page.keyboard.press('Control+Space');
      completed.push(await shown());
      await page.keyboard.press('Escape');
      await page.locator(list).first().waitFor({ state: 'detached' });
    }
    held.push(await worker());
    await page.close();
  }
  row('types: from the click into the code to the first fault', median(ready), 'ms');
  row('types: a completion, asked for', median(completed), 'ms');
  row('types: the heap of their worker', median(held) / 1e6, 'MB');
}

/**
 * Watches for the page's next event of this kind; what it gives tells the milliseconds from there until something that the selector finds is
 * there, both by the page's own clock.
 */
async function since(page: Page, event: string, selector: string): Promise<() => Promise<number>> {
  const watch = await page.evaluateHandle(
    ([kind, wanted]) => ({
      took: new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error(`No ${wanted} in a minute.`)), 60_000);
        let from = NaN;
        addEventListener(kind!, () => (from = performance.now()), { capture: true, once: true });
        const observer = new MutationObserver(() => {
          if (Number.isNaN(from) || !document.querySelector(wanted!)) return;
          observer.disconnect();
          resolve(performance.now() - from);
        });
        observer.observe(document.body, { childList: true, subtree: true, attributes: true });
      }),
    }),
    [event, selector],
  );
  return () => watch.evaluate(({ took }) => took);
}

/** What tells the bytes that the heap of the worker for types holds, after a collection. */
async function workerOf(page: Page): Promise<() => Promise<number>> {
  const line = await page.context().newCDPSession(page);
  let session: string | undefined;
  line.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    // The tab's guests are workers too; that for types is named by the page's language.
    if (targetInfo.type === 'worker') session = sessionId;
  });
  await line.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  return async () => {
    if (session === undefined) throw new Error('There is no worker.');
    await ask(line, session, 'HeapProfiler.collectGarbage');
    const { usedSize } = (await ask(line, session, 'Runtime.getHeapUsage')) as { usedSize: number };
    return usedSize;
  };
}

let asked = 0;

/** Sends a command to a target of the page's. */
function ask(line: CDPSession, sessionId: string, method: string): Promise<unknown> {
  const id = ++asked;
  return new Promise((resolve, reject) => {
    line.on('Target.receivedMessageFromTarget', ({ message }) => {
      const answer = JSON.parse(message) as { id?: number; result?: unknown; error?: { message: string } };
      if (answer.id !== id) return;
      if (answer.error) reject(new Error(answer.error.message));
      else resolve(answer.result);
    });
    line.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) }).catch(reject);
  });
}

if (import.meta.main) await bench();

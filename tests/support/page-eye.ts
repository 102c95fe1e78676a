import type { Browser } from '@playwright/test';

/**
 * Evaluates in a browser's one page by a line of its own: Playwright gives a page up when the process of a frame in it has ended, though the
 * page itself goes on.
 */
export async function pageEye(browser: Browser): Promise<(expression: string) => Promise<unknown>> {
  const line = await browser.newBrowserCDPSession();
  const { targetInfos } = await line.send('Target.getTargets');
  const page = targetInfos.find(({ type }) => type === 'page')!;
  const { sessionId } = await line.send('Target.attachToTarget', { targetId: page.targetId, flatten: false });
  const waiting = new Map<number, (value: unknown) => void>();
  line.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { id?: number; result?: { result?: { value?: unknown } } };
    if (id !== undefined) waiting.get(id)?.(result?.result?.value);
  });
  let last = 0;
  return (expression) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, resolve);
      const message = JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression, returnByValue: true } });
      line.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject);
    });
}

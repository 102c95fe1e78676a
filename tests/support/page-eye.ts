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

/**
 * Passes over what Playwright (1.65) throws where nobody can catch it, once a frame's process has ended: it hears of frames that it has forgotten.
 * Any other rejection goes to who listened before. Until dispose.
 */
export function whilePlaywrightForgets(): Disposable {
  const before = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  const pass = (reason: unknown, promise: Promise<unknown>) => {
    if (!(reason instanceof Error && reason.message === 'Frame has been detached.'))
      for (const listener of before) listener(reason, promise);
  };
  process.on('unhandledRejection', pass);
  return {
    [Symbol.dispose]() {
      process.off('unhandledRejection', pass);
      for (const listener of before) process.on('unhandledRejection', listener);
    },
  };
}

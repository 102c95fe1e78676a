import type { Page } from '@playwright/test';
import type { Sample } from '../../site/sandbox/protocol/samples.ts';

/** What it keeps in a page's global scope. */
interface Overheard {
  readonly heard: Sample[];
}

/** What has been heard in a page since it was last forgotten. */
export const heardBy = (page: Page): Promise<Sample[]> =>
  page.evaluate(() => (globalThis as unknown as Overheard).heard);

export const forgetHeard = (page: Page): Promise<void> =>
  page.evaluate(() => void ((globalThis as unknown as Overheard).heard.length = 0));

/** Runs in a page: keeps the samples that come to it, whichever way, where `heardBy` finds them. */
export function overhear(): void {
  const heard: unknown[] = [];
  Object.assign(globalThis, { heard });
  const hear = (message: { type?: string; sample?: unknown } | null | undefined) => {
    if (message?.type === 'sample') heard.push(message.sample);
  };
  for (const [type, read] of [
    [MessagePort, (data: unknown) => data],
    [WebSocket, (data: unknown) => (JSON.parse(String(data)) as { message?: unknown }).message],
  ] as const) {
    const { set, ...rest } = Object.getOwnPropertyDescriptor(type.prototype, 'onmessage')!;
    Object.defineProperty(type.prototype, 'onmessage', {
      ...rest,
      set(listener: (event: MessageEvent) => void) {
        set!.call(this, (event: MessageEvent) => {
          hear(read(event.data) as { type?: string });
          listener.call(this, event);
        });
      },
    });
  }
}

import type { Page, Response } from '@playwright/test';
import { brotliCompressSync } from 'node:zlib';

const compressed = new Map<string, number>();

/** Bytes of each kind, as a host that compresses with Brotli sends them. */
interface Weight {
  script: number;
  all: number;
  /** Each file with its bytes. */
  files: string[];
}

/** What the page at `path` fetches before its reader does anything. */
export async function weigh(page: Page, path: string): Promise<Weight> {
  // As who comes for the first time, and not from a page of this process, whose scripts it would still have.
  await page.goto('about:blank');
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.setCacheDisabled', { cacheDisabled: true });
  const weight = await weightOf(page, async () => {
    // On a busy machine the network can be idle before the page has come to its scripts.
    await page.goto(path);
    await page.waitForLoadState('networkidle');
  });
  await line.detach();
  return weight;
}

/** What the page fetches while `act` lasts. What a program is handed from memory, by addresses of the page's own making, is not fetched. */
export async function weightOf(page: Page, act: () => Promise<void>): Promise<Weight> {
  const weights: Promise<{ script: boolean; bytes: number; file: string }>[] = [];
  const take = (response: Response) => {
    const url = response.url();
    if (!url.startsWith('http')) return;
    const weight = async () => {
      if (!compressed.has(url)) compressed.set(url, brotliCompressSync(await response.body()).length);
      const bytes = compressed.get(url)!;
      return { script: response.request().resourceType() === 'script', bytes, file: `${bytes} ${url}` };
    };
    weights.push(weight());
  };
  page.on('response', take);
  await act();
  page.off('response', take);
  const all = await Promise.all(weights);
  const sum = (of: typeof all) => of.reduce((total, { bytes }) => total + bytes, 0);
  return { script: sum(all.filter(({ script }) => script)), all: sum(all), files: all.map(({ file }) => file) };
}

import { SandboxPage } from '../support/sandbox-page.ts';
import { servedSite } from '../support/served-site.ts';
import { median, row } from './report.ts';

/** As fast as people type. */
const keyEvery = 70; // ms
const text = '// what a reader types while the leak goes on, at the pace of quick fingers on a keyboard of their own';
/** A frame that comes later than this after the one before has missed its turn, of 60 a second. */
const late = 25; // ms

/** Typing into the editor beside a leak that runs: how the page's frames come, and how soon a key's letter is drawn. */
export async function bench(): Promise<void> {
  await using site = await servedSite(4390);
  const browser = site.page.context().browser()!;
  for (const runtime of ['local', 'tab']) {
    const page = await browser.newPage();
    const sandbox = await SandboxPage.open(page, 'method-caching', `?runtime=${runtime}`, site.base);
    report(`${runtime}, nothing runs`, await type(sandbox));
    await sandbox.press('Reset');
    await sandbox.press('Run');
    await sandbox.verdict('leaking');
    report(`${runtime}, a leak runs`, await type(sandbox));
    await page.close();
  }
}

interface Frames {
  /** Milliseconds between one frame and the next. */
  readonly intervals: number[];
  /** Milliseconds from a key's press until what it changed is drawn, of those that took 16 and more. */
  readonly keys: number[];
}

async function type({ page, editor }: SandboxPage): Promise<Frames> {
  await page.bringToFront();
  await editor.click();
  await page.keyboard.press('ControlOrMeta+End');
  const watch = await page.evaluateHandle(() => {
    const intervals: number[] = [];
    const keys: number[] = [];
    let last = performance.now();
    let goesOn = true;
    const frame = (): void => {
      const now = performance.now();
      intervals.push(now - last);
      last = now;
      if (goesOn) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    const events = new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === 'keydown') keys.push(duration);
    });
    events.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    return {
      end() {
        goesOn = false;
        events.disconnect();
        return { intervals, keys };
      },
    };
  });
  await page.keyboard.type(text, { delay: keyEvery });
  return watch.evaluate((started) => started.end());
}

function report(when: string, { intervals, keys }: Frames): void {
  const sorted = intervals.toSorted((a, b) => a - b);
  const total = intervals.reduce((sum, interval) => sum + interval, 0);
  row(`${when}: frames a second`, (intervals.length * 1000) / total);
  row(`${when}: the median between two`, median(intervals), 'ms');
  row(`${when}: 95 of 100 within`, sorted[Math.floor(sorted.length * 0.95)]!, 'ms');
  row(`${when}: the longest`, sorted.at(-1)!, 'ms');
  row(
    `${when}: of 100 frames, late`,
    (100 * intervals.filter((interval) => interval > late).length) / intervals.length,
  );
  if (keys.length) row(`${when}: a key drawn, the longest`, Math.max(...keys), 'ms');
}

if (import.meta.main) await bench();

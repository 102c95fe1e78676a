import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { SandboxPage } from '../support/sandbox-page.ts';
import { servedSite } from '../support/served-site.ts';
import { root } from '../support/templates.ts';
import { median, row } from './report.ts';
import { fromRun } from './start.ts';

const coldRounds = 5;
const warmRounds = 9;
const rateRounds = 4;
const rateSeconds = 5;
const useSeconds = 8;

/** The tab runtime beside the local one on the same page: how soon the first sum is there, how many follow, and what the page feels of it. */
export async function bench(): Promise<void> {
  await using site = await servedSite(4394);
  const open = async (runtime: 'local' | 'tab', before?: () => void) => {
    const page = await site.page.context().browser()!.newPage();
    if (before) await page.addInitScript(before);
    const sandbox = await SandboxPage.open(page, 'method-caching', `?runtime=${runtime}`, site.base);
    return { page, sandbox };
  };

  sizes();
  const cold = { local: [] as number[], tab: [] as number[] };
  for (let round = 0; round < coldRounds; round++) {
    for (const runtime of ['local', 'tab'] as const) {
      const { page, sandbox } = await open(runtime);
      cold[runtime].push(await fromRun(sandbox));
      await page.close();
    }
  }
  row('local: first sum after Run, the first time', median(cold.local), 'ms');
  row('tab: first sum after Run, the first time', median(cold.tab), 'ms');

  const [local, tab] = [await open('local'), await open('tab')];
  const warm = { local: [] as number[], tab: [] as number[] };
  for (let round = 0; round < warmRounds; round++) {
    warm.local.push(await fromRun(local.sandbox));
    warm.tab.push(await fromRun(tab.sandbox));
  }
  row('local: first sum after Run, later', median(warm.local), 'ms');
  row('tab: first sum after Run, later', median(warm.tab), 'ms');

  // The page is isolated: the browser measures the frame every few seconds, unless it cannot.
  const unmeasured = await open('tab', () => delete Performance.prototype.measureUserAgentSpecificMemory);
  for (const { sandbox } of [local, tab, unmeasured]) {
    await sandbox.press('Solution');
    await sandbox.press('Apply solution');
  }
  const rates = { local: [] as number[], tab: [] as number[], unmeasured: [] as number[] };
  for (let round = 0; round < rateRounds; round++) {
    rates.local.push(await callsPerSecond(local.sandbox));
    rates.tab.push(await callsPerSecond(tab.sandbox));
    rates.unmeasured.push(await callsPerSecond(unmeasured.sandbox));
  }
  row('local: calls per second', median(rates.local));
  row('tab: calls per second', median(rates.tab));
  const ratio = (over: readonly number[]) => median(rates.tab.map((rate, i) => rate / over[i]!));
  row('ratio, tab / local', ratio(rates.local));
  row("ratio, tab / tab without the browser's own measure", ratio(rates.unmeasured));

  await whileInUse('local', local.sandbox);
  await whileInUse('tab', tab.sandbox);
}

function sizes(): void {
  const folder = join(root, 'dist/_astro');
  const brotli = (pattern: RegExp) => {
    const files = readdirSync(folder).filter((file) => pattern.test(file));
    return files.reduce((sum, file) => sum + brotliCompressSync(readFileSync(join(folder, file))).length, 0) / 1000;
  };
  row('the tab runtime, brotli', brotli(/^tab(?:-guest)?\.[\w-]+\.js$/), 'kB');
  row('modules that few programs import, brotli', brotli(/^tab-more\./), 'kB');
}

async function callsPerSecond(sandbox: SandboxPage): Promise<number> {
  await sandbox.page.bringToFront();
  await sandbox.press('Run');
  await sandbox.verdict('steady');
  const first = await sandbox.stat('calls');
  const at = Date.now();
  await sandbox.page.waitForTimeout(rateSeconds * 1000);
  const rate = ((await sandbox.stat('calls')) - first) / ((Date.now() - at) / 1000);
  await sandbox.press('Stop');
  await sandbox.state('idle');
  return rate;
}

/** Scrolls and types while the leak runs. */
async function whileInUse(name: string, sandbox: SandboxPage): Promise<void> {
  const { page } = sandbox;
  await page.bringToFront();
  await sandbox.press('Reset');
  await sandbox.press('Run');
  await sandbox.verdict('leaking');
  const watched = page.evaluate(
    (seconds) =>
      new Promise<{ frames: number; longest: number; long: number }>((resolve) => {
        let frames = 0;
        let [longest, long] = [0, 0];
        const tasks = new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) [longest, long] = [Math.max(longest, duration), long + 1];
        });
        tasks.observe({ type: 'longtask' });
        const until = performance.now() + seconds * 1000;
        const frame = () => {
          frames++;
          if (performance.now() < until) requestAnimationFrame(frame);
          else resolve({ frames: frames / seconds, longest, long });
        };
        requestAnimationFrame(frame);
      }),
    useSeconds,
  );
  await sandbox.editor.click();
  for (let until = Date.now() + useSeconds * 1000 - 500; Date.now() < until; ) {
    await page.keyboard.type('// so ');
    await page.mouse.wheel(0, 120);
    await page.mouse.wheel(0, -120);
  }
  const { frames, longest, long } = await watched;
  row(`${name}: frames per second of a page in use`, frames);
  row(`${name}: its tasks over 50 ms`, long);
  row(`${name}: the longest of them`, longest, 'ms');
  await sandbox.press('Stop');
  await sandbox.state('idle');
}

if (import.meta.main) await bench();

import { SandboxPage } from '../support/sandbox-page.ts';
import { servedSite } from '../support/served-site.ts';
import { median, row } from './report.ts';

const wanted = 100_000;
const rows = { perFrame: 40, height: 22 /* CSS pixels */ };
const seconds = 5;

/** How the list of a recording of 100,000 frames scrolls, and what its being open costs the programs: it is recorded first, which takes a while. */
export async function bench(): Promise<void> {
  await using site = await servedSite(4398);
  const { page } = site;
  const sandbox = await SandboxPage.open(page, 'method-caching', '?runtime=local', site.base);
  await sandbox.press('Solution');
  await sandbox.press('Apply solution');
  await sandbox.root.getByRole('button', { name: 'Frames', exact: true }).click();
  await sandbox.press('Run');
  const list = sandbox.root.locator('.lab-frames-list');
  await list.waitFor();
  const spacer = list.locator(':scope > div').first();
  // As far as it comes: the recording may end before, with what it may hold.
  let frames = 0;
  for (let before = -1; frames < wanted && frames > before; ) {
    before = frames;
    await page.waitForTimeout(5000);
    frames = Math.round((await spacer.evaluate((element) => element.clientHeight)) / rows.height);
  }
  await sandbox.press('Stop');
  await sandbox.state('idle');
  const times = await list.evaluate(
    async (element, { step, until }) => {
      element.scrollTop = 0;
      const found: number[] = [];
      let last = performance.now();
      for (const end = last + until; last < end; ) {
        const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
        found.push(now - last);
        last = now;
        element.scrollTop += step;
      }
      return found.slice(2);
    },
    { step: rows.perFrame * rows.height, until: seconds * 1000 },
  );
  const sorted = times.toSorted((a, b) => a - b);
  row('frames in the list', frames);
  row('frames a second while it scrolls', 1000 / median(times), '(a display has 60)');
  row('of 100 pictures, the slowest five take at least', sorted[Math.floor(sorted.length * 0.95)]!, 'ms');
  row('pictures that came a whole one late', times.filter((time) => time > 34).length, `of ${times.length}`);
}

if (import.meta.main) await bench();

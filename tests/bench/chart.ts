import { SandboxPage } from '../support/sandbox-page.ts';
import { servedSite } from '../support/served-site.ts';
import { median, row } from './report.ts';

const seconds = 5;
const rounds = 4;

/** What drawing costs the programs beside it: calls per second with the page in view, and with nothing drawn, in turns. */
export async function bench(): Promise<void> {
  await using site = await servedSite(4396);
  const { page } = site;
  const sandbox = await SandboxPage.open(page, 'method-caching', '?runtime=local', site.base);
  await sandbox.press('Solution');
  await sandbox.press('Apply solution');
  await sandbox.press('Run');
  await sandbox.verdict('steady');

  const rate = async (hidden: boolean): Promise<number> => {
    await sandbox.root.evaluate((root, hide) => ((root as HTMLElement).style.display = hide ? 'none' : ''), hidden);
    const first = await count(sandbox);
    const at = Date.now();
    await page.waitForTimeout(seconds * 1000);
    return ((await count(sandbox)) - first) / ((Date.now() - at) / 1000);
  };
  const shown: number[] = [];
  const hidden: number[] = [];
  for (let round = 0; round < rounds; round++) {
    hidden.push(await rate(true));
    shown.push(await rate(false));
  }
  row('calls per second, nothing drawn', median(hidden));
  row('calls per second, chart drawn', median(shown));
  row('ratio, drawn / not drawn', median(shown.map((calls, i) => calls / hidden[i]!)));
}

const count = async (sandbox: SandboxPage): Promise<number> =>
  Number((await sandbox.root.locator('[data-stat="calls"] dd').textContent())?.replaceAll(/\D/g, ''));

if (import.meta.main) await bench();

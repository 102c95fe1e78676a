import { chromium } from '@playwright/test';
import { browserFlags, requireBrowser } from '../browser.ts';
import { remoteEnd, useRemote } from '../fake-webcontainer/remote-end.ts';
import { SandboxPage } from '../support/sandbox-page.ts';
import { isolation, staticSite } from '../support/static-site.ts';
import { median, row } from './report.ts';
import { fromRun } from './start.ts';

const rounds = 5;

/** The wait that is this site's own, against a fake of the remote end (`tests/fake-webcontainer/`): from the boot to the first sum. */
export async function bench(): Promise<void> {
  await using site = await staticSite(isolation);
  await using remote = await remoteEnd();
  const browser = await chromium.launch({ executablePath: requireBrowser(), args: browserFlags });
  const [ready, first, later]: number[][] = [[], [], []];
  for (let round = 0; round < rounds; round++) {
    const context = await browser.newContext();
    await useRemote(context, remote, site);
    const page = await context.newPage();
    await page.addInitScript(() => {
      addEventListener('DOMContentLoaded', () => {
        const root = document.querySelector<HTMLElement>('[data-sandbox]')!;
        new MutationObserver(() => root.dataset.state === 'idle' && performance.mark('idle')).observe(root, {
          attributeFilter: ['data-state'],
        });
      });
    });
    const sandbox = await SandboxPage.open(page, 'method-caching', '?runtime=webcontainer', site.base);
    ready!.push(
      await page.evaluate(
        () =>
          performance.getEntriesByName('idle')[0]!.startTime -
          performance.getEntriesByName('leak-lab:webcontainer-booted')[0]!.startTime,
      ),
    );
    first!.push(await fromRun(sandbox));
    later!.push(await fromRun(sandbox));
    await context.close();
  }
  await browser.close();
  row('booted to ready: mounted, tried out', median(ready!), 'ms');
  row('first sum after Run, the first time', median(first!), 'ms');
  row('booted to first sum', median(ready!.map((wait, i) => wait + first![i]!)), 'ms');
  row('first sum after Run, later', median(later!), 'ms');
}

if (import.meta.main) await bench();

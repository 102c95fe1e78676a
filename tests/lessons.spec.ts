import { expect, test } from '@playwright/test';
import { worksByKeyboard } from './support/by-keyboard.ts';
import { patience, SandboxPage } from './support/sandbox-page.ts';

const leaks = ['channel-reuse', 'method-caching', 'with-options'];
/** What the cure of a leak in the channel's cache leaves in it. */
const entriesLeft: Readonly<Record<string, string>> = { 'method-caching': '1', 'with-options': '1' };

for (const exercise of leaks) {
  const tag = exercise === 'method-caching' ? ['@measures'] : ['@measures', '@on-demand'];
  test(`${exercise}: leaks, is cured by its solution, and the two runs lie over each other`, { tag }, async ({
    page,
  }) => {
    const sandbox = await SandboxPage.open(page, exercise, '?runtime=local');
    await expect(sandbox.root).toHaveAttribute('data-runtime', 'local');
    await expect(sandbox.root).toHaveAttribute('data-verdict', 'none');

    await sandbox.leaksAndIsCured();
    await expect(sandbox.root.getByRole('checkbox', { name: /Run \d/ })).toHaveCount(2);
    if (entriesLeft[exercise]) expect((await sandbox.samples()).at(-1)!['Methods cached']).toBe(entriesLeft[exercise]);
  });
}

test('the unfixed client caches a method for each client, and each leaves at least half a kilobyte', {
  tag: '@measures',
}, async ({ page }) => {
  const sandbox = await SandboxPage.open(page, 'method-caching');
  await sandbox.press('Run');
  await expect
    .poll(async () => Number.parseFloat((await sandbox.samples()).at(-1)?.Time ?? '0'), { timeout: patience })
    .toBeGreaterThanOrEqual(10);
  await sandbox.press('Stop');
  await sandbox.state('idle');
  await sandbox.verdict('leaking');

  const rows = await sandbox.samples();
  const count = (text: string) => Number(text.replaceAll(/\D/g, ''));
  const bytes = (text: string) => Number.parseFloat(text) * 1e6;
  const last = rows.at(-1)!;
  expect(count(last['Clients created']!)).toBe(count(last['Methods cached']!));
  const floors = rows.filter((row) => /MB/.test(row.Floor!));
  const [from, to] = [floors[1]!, floors.at(-1)!];
  expect(
    (bytes(to.Floor!) - bytes(from.Floor!)) / (count(to['Clients created']!) - count(from['Clients created']!)),
  ).toBeGreaterThan(500);
});

test('edits survive a reload, even in the middle of a run', async ({ page }) => {
  const sandbox = await SandboxPage.open(page, 'method-caching');
  await sandbox.press('Run');
  await sandbox.state('running');
  await sandbox.write('// mine, and not finished');
  await page.reload();
  await sandbox.press('Open sandbox');
  await sandbox.state('idle');
  await expect(sandbox.editor).toContainText('mine, and not finished');
  await sandbox.press('Reset');
  await expect(sandbox.editor).toContainText('MagicOnionClient.create');
});

test('the keyboard alone opens, edits, leaves the editor, runs and stops', ({ page }) => worksByKeyboard(page));

import { expect, test } from '@playwright/test';
import { findings } from './support/accessible.ts';
import { SandboxPage } from './support/sandbox-page.ts';

test('two snapshots of a run on this machine are compared: as many new methods as calls, and what holds them', async ({
  page,
}) => {
  const sandbox = await SandboxPage.open(page, 'method-caching', '?runtime=local');
  const loaded = page.waitForRequest(/SnapshotsView/);
  await sandbox.root.getByRole('button', { name: 'Snapshots', exact: true }).press('Enter');
  await loaded;
  const view = sandbox.root.getByRole('region', { name: 'What holds the memory' });
  const take = view.getByRole('button', { name: 'Take a snapshot' });
  await expect(take).toBeDisabled();
  await sandbox.press('Run');
  await sandbox.verdict('leaking');
  await take.press('Enter');
  await expect(view.getByRole('listitem').filter({ hasText: 'Snapshot 1, after' })).toBeVisible();
  await expect(view.getByText(/take a second one/)).toBeVisible();
  await take.press('Enter');
  await expect(view.getByRole('listitem').filter({ hasText: 'Snapshot 2, after' })).toBeVisible();
  // The run goes on.
  await sandbox.state('running');
  await sandbox.press('Stop');

  const row = view.getByRole('row', { name: /^Method / });
  // A worker compares them, once both are read; until then the table is that of the first.
  await expect(row.getByRole('cell').nth(3)).toHaveText('0');
  const [, more, fresh, gone] = await row.getByRole('cell').allTextContents();
  expect(Number(fresh!.replaceAll(',', ''))).toBeGreaterThan(0);
  expect([`+${fresh}`, gone]).toEqual([more, '0']);
  await row.getByRole('button').press('Enter');
  const way = view.getByRole('listitem').filter({ hasText: '#methodInfoCache' });
  await expect(way.first()).toBeVisible();
  await expect(
    view.getByText(/^One object holds [\d,]+ of them by itself: Map\. Without it, .* would go\.$/),
  ).toBeVisible();
  await expect(view.getByRole('group', { name: 'The ways, drawn' }).locator('.way-box-held')).toContainText('× Method');

  // What keeps most, down to what it keeps itself.
  const kept = view.getByRole('region', { name: 'What keeps most' });
  await kept
    .getByRole('button', { name: /GrpcChannel/ })
    .first()
    .press('Enter');
  await expect(kept.getByRole('list').nth(1).getByRole('listitem').first()).toBeVisible();
  expect(await findings(page, { part: '.lab-snapshots' })).toEqual([]);

  // On paper the lesson's own tables stand for it.
  await page.emulateMedia({ media: 'print' });
  await expect(view).toBeHidden();
  await page.emulateMedia({ media: null });

  // What another run finds, and one that is stopped before its snapshot is whole.
  await sandbox.press('Run');
  await sandbox.state('running');
  await expect(view.getByText('These are of the run before.')).toBeVisible();
  await take.click();
  await sandbox.press('Stop');
  await sandbox.state('idle');
  await expect(view.getByText(/The snapshot was not completed|To compare two, take both in one run/)).toBeVisible();
  await expect(take).toBeDisabled();
  await view.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(view).toBeHidden();
});

import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { findings } from './support/accessible.ts';
import { SandboxPage } from './support/sandbox-page.ts';

for (const runtime of ['local', 'tab'] as const) {
  test(`the wire shows each call’s frames, how HPACK carried their fields, and what was added, in ${runtime}`, async ({
    page,
  }) => {
    const sandbox = await SandboxPage.open(page, 'method-caching', `?runtime=${runtime}`);
    const wire = sandbox.root.getByRole('region', { name: 'Frames on the wire', exact: true });
    const loaded = page.waitForRequest(/FramesView/);
    const opener = sandbox.root.getByRole('button', { name: 'Frames', exact: true });
    await opener.press('Enter');
    await loaded;
    await expect(wire).toContainText('Press Run.');
    await sandbox.press('Run');
    await expect(wire).toContainText(/^.*Calls: \d{2,}\. The first of a connection took \d+ octets, one after it \d+/);

    // A list that is held says how many frames it leaves out.
    await wire.getByRole('button', { name: 'Pause' }).press('Enter');
    await expect(wire).toContainText(/[1-9][\d,]* more since the pause/);
    await sandbox.press('Stop');
    await sandbox.state('idle');
    const [all, listed, more] = await wire.evaluate((view) => {
      const number = (words?: string | null) => Number(words?.replaceAll(',', ''));
      return [
        number(/([\d,]+) frames,/.exec(view.textContent)?.[1]),
        number(view.querySelector('[role=option]')?.getAttribute('aria-setsize')),
        number(/([\d,]+) more since/.exec(view.textContent)?.[1]),
      ];
    });
    expect(listed! + more!).toBe(all);
    await wire.getByRole('button', { name: 'Go on' }).press('Enter');

    // By the keyboard: to the first frame, and on to the first call's.
    const list = wire.getByRole('listbox');
    await list.press('Home');
    const details = wire.getByRole('region', { name: 'The frame' });
    // Whose octets come first is open: the server's SETTINGS do not wait for the client's preface.
    await expect(details).toContainText(/PREFACE|SETTINGS/);
    for (let pressed = 0; !(await details.textContent())!.startsWith('HEADERS'); pressed++) {
      expect(pressed).toBeLessThan(12);
      await list.press('ArrowDown');
    }
    const path = details.getByRole('row', { name: /^:path/ });
    await expect(path.getByRole('cell').nth(0)).toHaveText('/IMyFirstService/SumAsync');
    await expect(path.getByRole('cell').nth(1)).toContainText('spelled out');
    await expect(details.getByRole('row', { name: /^:method POST/ })).toContainText('static table, 3');

    // One call alone: its request, its answer, its trailers.
    await wire.getByRole('button', { name: /^Follow this call/ }).click();
    await expect(list.getByRole('option')).not.toHaveCount(0);
    const lines = (await list.getByRole('option').allTextContents()).join('\n');
    for (const part of ['HEADERS END_HEADERS /IMyFirstService/SumAsync', ':status 200', 'grpc-status 0'])
      expect(lines).toContain(part);
    await list
      .getByRole('option', { name: /client to server.*DATA END_STREAM/ })
      .first()
      .click();
    await expect(details.getByRole('listitem')).toHaveText(/^prefix of 5 octets, then \d+: \[\d+,\d+\]$/);
    expect(await findings(page, { part: '.lab-wire' })).toEqual([]);

    const [har] = await Promise.all([
      page.waitForEvent('download'),
      wire.getByRole('button', { name: 'Save as HAR' }).click(),
    ]);
    const { log } = JSON.parse(await readFile(await har.path(), 'utf8'));
    expect(log.entries[0]).toMatchObject({
      request: { method: 'POST', url: expect.stringMatching(/\/IMyFirstService\/SumAsync$/) },
      response: { status: 200 },
    });
    await wire.getByRole('button', { name: 'Close' }).press('Enter');
    await expect(wire).toBeHidden();
    await expect(opener).toBeFocused();
  });
}

test('channels made for each call share a connection, on which each call costs the same', async ({ page }) => {
  const sandbox = await SandboxPage.open(page, 'channel-reuse', '?runtime=local');
  const wire = sandbox.root.getByRole('region', { name: 'Frames on the wire', exact: true });
  await sandbox.root.getByRole('button', { name: 'Frames', exact: true }).click();
  await sandbox.press('Run');
  await expect(wire).toContainText(/connections: 1\. Calls: [\d,]{3,}\./);
});

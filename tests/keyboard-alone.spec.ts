import { expect, test, type Locator, type Page } from '@playwright/test';
import { findings } from './support/accessible.ts';
import { onFastLine } from './support/line.ts';
import { letIn } from './support/key.ts';
import { patience, SandboxPage } from './support/sandbox-page.ts';
import { listen, unspoken } from './support/screen-reader.ts';
import { solutionOf, startOf } from './support/templates.ts';

test.use({ viewport: { width: 1280, height: 800 } });

test('a learner’s whole way by the keyboard alone: open, predict, edit, complete a word, run, check, take a hint, solve, go on', async ({
  page,
}) => {
  const announced = await listen(page);
  await onFastLine(page);
  await letIn(page, '/lessons/method-caching/');
  const sandbox = SandboxPage.of(page, 'method-caching');
  const { root } = sandbox;
  const { keyboard } = page;
  const tabTo = (name: string | RegExp, role: Parameters<typeof root.getByRole>[0] = 'button') =>
    pressUntil(page, 'Tab', root.getByRole(role, { name }).first());
  await tabTo('Open sandbox');
  await keyboard.press('Enter');
  await sandbox.state('idle');

  expect(await unspoken(page)).toEqual([]);
  await tabTo('No: the clients are collected.', 'radio');
  await keyboard.press('Space');
  await pressUntil(page, 'Shift+Tab', root.getByRole('group', { name: /client\.ts.*Enter/ }));
  await keyboard.press('Enter');
  await keyboard.press('ControlOrMeta+End');
  await keyboard.type('\nchann');
  const listed = page.locator('.cm-tooltip-autocomplete [aria-selected]');
  await expect(async () => {
    await keyboard.press('Control+Space');
    await expect(listed).toContainText('channel', { timeout: 2000 });
  }).toPass({ timeout: patience });
  // In its first 75 ms the list takes no Enter, which goes to the text: it could have been meant for that. Nothing tells when they are over.
  await listed.evaluate((_, moment) => new Promise((resolve) => setTimeout(resolve, moment)), 75);
  await keyboard.press('Enter');
  await expect(root.locator('.cm-line').filter({ hasText: /^channel$/ })).toHaveCount(1);
  const write = async (text: string) => {
    await keyboard.press('ControlOrMeta+a');
    await keyboard.insertText(text);
  };
  await write(startOf('method-caching'));
  await keyboard.press('ControlOrMeta+Enter');
  await sandbox.verdict('leaking');
  await expect(root.getByRole('region', { name: 'Verdict' })).toContainText(
    'You predicted: “No: the clients are collected.”',
  );
  await expect(root.getByRole('region', { name: 'Verdict' })).toContainText('Not so.');
  await expect(root.getByRole('status').filter({ hasText: 'Verdict' })).toContainText(/leaking/i);

  await keyboard.press('Escape');
  await pressUntil(page, 'Shift+Tab', root.getByRole('button', { name: 'Check', exact: true }));
  await keyboard.press('Enter');
  await expect(root).toHaveAttribute('data-check', 'not-solved', { timeout: patience });
  await tabTo('Hint 1');
  await keyboard.press('Enter');
  await expect(root.getByText('Which line makes the new key?')).toBeVisible();
  await tabTo('Show in the code');
  await keyboard.press('Enter');
  await expect(root.locator('.cm-activeLine')).toContainText('MagicOnionClient.create');
  await write(solutionOf('method-caching'));
  await keyboard.press('Escape');
  await keyboard.press('Escape');
  await pressUntil(page, 'Shift+Tab', root.getByRole('button', { name: 'Check', exact: true }));
  await keyboard.press('Enter');
  await expect(root).toHaveAttribute('data-check', 'solved', { timeout: patience });
  await expect(root.getByRole('region', { name: 'The exercise' })).toContainText('What you avoided');
  expect(await findings(page)).toEqual([]);
  await keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Complete a word.');
  expect(await findings(page)).toEqual([]);
  await keyboard.press('Escape');
  expect(await unspoken(page)).toEqual([]);
  const said = await announced();
  const inOrder = [
    'Ready.',
    'Running.',
    'Verdict: Leaking.',
    /^Your run: leaking\. Not so\./,
    /^Not solved yet/,
    /^Solved/,
  ];
  let at = 0;
  for (const sentence of inOrder) {
    at = said.findIndex((words, index) => index >= at && words.match(sentence)) + 1;
    expect(at, `${sentence} in ${said.join(' | ')}`).toBeGreaterThan(0);
  }
  expect(said.filter((words, index) => words === said[index - 1])).toEqual([]);
  await tabTo(/^Next: /, 'link');
  await keyboard.press('Enter');
  await expect(page).toHaveURL(/\/lessons\/the-leak\//);
});

/** Presses a key until the focus is there. */
async function pressUntil(page: Page, key: string, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (await wanted.evaluateAll((all) => all.includes(document.activeElement as HTMLElement))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Eighty presses of ${key} did not reach ${wanted}.`);
}

import { expect, type Page } from '@playwright/test';
import { openInCsharp } from './support/csharp-page.ts';
import { onFastLine } from './support/line.ts';
import type { SandboxPage } from './support/sandbox-page.ts';
import { test } from './support/tab-page.ts';

const program = `using Grpc.Net.Client;
using MagicOnion.Client;

using var channel = GrpcChannel.ForAddress("http://localhost:5000");
var client = MagicOnionClient.Create<IMyFirstService>(channel);
Console.WriteLine(await client.SumAsync(1, 2));
`;

/** Writes the program and comes to its end, with C# known to the editor. */
async function openEditor(page: Page, site: { base: string }): Promise<SandboxPage> {
  await onFastLine(page);
  const sandbox = await openInCsharp(page, 'method-caching', site);
  await sandbox.write(program);
  const content = sandbox.root.locator('.cm-content');
  await content.click();
  await page.keyboard.press('Control+End');
  // The compiler is there once it has said something.
  await page.keyboard.type('int wrong = "";');
  await expect(sandbox.root.locator('.cm-lintRange-error')).toHaveText('""', { timeout: 60_000 });
  for (const _ of 'int wrong = "";') await page.keyboard.press('Backspace');
  await expect(sandbox.root.locator('.cm-lintRange-error')).toHaveCount(0);
  return sandbox;
}

/** The middle of a word of the program. */
const placeOf = (sandbox: SandboxPage, word: string) =>
  sandbox.root.locator('.cm-content').evaluate((content, text) => {
    const texts = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const start = node.textContent!.indexOf(text);
      if (start < 0) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + text.length);
      const { x, y, width, height } = range.getBoundingClientRect();
      return [x + width / 2, y + height / 2] as const;
    }
    throw new Error(`${text} is not to be seen.`);
  }, word);

test('the editor knows C#: members, keywords, what a name is, what a call takes; and renames', {
  tag: '@on-demand',
}, async ({ page, site }) => {
  test.setTimeout(150_000);
  const sandbox = await openEditor(page, site);
  const hover = page.locator('.cm-lsp-hover-tooltip');
  // Who moves on and comes back asks again.
  await expect(async () => {
    await page.mouse.move(0, 0);
    await page.mouse.move(...(await placeOf(sandbox, 'WriteLine')), { steps: 3 });
    await expect(hover).toContainText('void Console.WriteLine(int value)', { timeout: 3000 });
  }).toPass();
  await expect(hover).toContainText('followed by the current line terminator');

  // In both files.
  await page.mouse.dblclick(...(await placeOf(sandbox, 'SumAsync')));
  await page.keyboard.press('F2');
  await sandbox.root.getByLabel('New name').fill('AddAsync');
  await page.keyboard.press('Enter');
  await expect(sandbox.root.locator('.cm-content')).toContainText('client.AddAsync(1, 2)');
  await sandbox.root.getByRole('tab', { name: 'IMyFirstService.cs' }).click();
  await expect(sandbox.root.locator('.cm-content')).toContainText('AddAsync(');

  await sandbox.root.getByRole('tab', { name: 'Program.cs' }).click();
  await sandbox.root.locator('.cm-content').click();
  await page.keyboard.press('Control+End');
  const completions = page.locator('.cm-tooltip-autocomplete li');

  await page.keyboard.type('client.');
  await expect(completions.filter({ hasText: 'WithHeaders' })).toHaveCount(1, { timeout: 20_000 });
  await expect(completions.filter({ hasText: 'GrpcChannel' })).toHaveCount(0);
  await page.keyboard.type('WithDea');
  await expect(completions).toHaveText([/^WithDeadline/]);
  await page.keyboard.press('Enter');
  await expect(sandbox.root.locator('.cm-activeLine')).toHaveText('client.WithDeadline');

  await page.keyboard.type('(');
  const signature = page.locator('.cm-lsp-signature-tooltip');
  await expect(signature).toContainText('IMyFirstService');
  await expect(signature.locator('.cm-lsp-active-parameter')).toHaveText('DateTime deadline');
  await page.keyboard.type('Date');
  await expect(completions.filter({ hasText: /^DateTime$/ })).toHaveCount(1);

  // There is no formatting: neither is it told of, nor does its key ask for it.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Alt+F');
  await sandbox.root.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  const card = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(card).toContainText('Complete a word.');
  await expect(card).not.toContainText('Format');
  await page.keyboard.press('Escape');
  await expect(sandbox.root.locator('.cm-panel')).toHaveCount(0);
});

import { expect, test } from '@playwright/test';
import { findings } from './support/accessible.ts';
import { onFastLine } from './support/line.ts';
import { letIn } from './support/key.ts';
import { SandboxPage } from './support/sandbox-page.ts';

test.use({ viewport: { width: 1280, height: 800 } });

test('no version is lost to a solution and a reset, not even over a reload; a closed sandbox shows the reader’s file', async ({
  page,
}) => {
  const sandbox = await SandboxPage.open(page, 'method-caching');
  await sandbox.write('// mine\n');
  await sandbox.press('Solution');
  await sandbox.press('Apply solution');
  await expect(sandbox.root.getByRole('region', { name: 'Code', exact: true })).toBeFocused();
  await sandbox.press('Reset');
  const { root } = await SandboxPage.open(page, 'method-caching');
  await root.getByRole('button', { name: 'History' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'What you ran and replaced' });
  await dialog.getByRole('radio', { name: /Before the solution/ }).check();
  await expect(dialog.getByLabel('What this version changes in client.ts').first()).toContainText('// mine');
  expect(await findings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Bring this version back' }).press('Enter');
  await expect(sandbox.editor).toContainText('// mine');
  await sandbox.press('Close sandbox');
  await expect(root.locator('[data-part=source]')).toContainText('// mine');
  await page.reload();
  await expect(root.getByText('Your file, with your edits')).toBeVisible();
  await expect(root.locator('[data-part=source]')).toContainText('// mine');
});

test('the editor knows the types, and what a C# reader means; an unopened page asks for none of it', async ({
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await onFastLine(page);
  const sandbox = await SandboxPage.open(page, 'method-caching');
  expect(asked.filter((path) => /language|worker/.test(path))).toEqual([]);
  await sandbox.editor.click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.insertText(
    '\nconst c=MagicOnionClient.create(IMyFirstService, channel);\nawait c.SumAsync(1, 2);\n',
  );
  const fault = sandbox.root.locator('.cm-lintRange-error').first();
  await expect(fault).toBeVisible({ timeout: 60_000 });
  // The editor marks anew what it hears of the types later, and what was shown of the mark before is gone.
  await expect(async () => {
    await page.mouse.move(0, 0);
    await fault.hover();
    await expect(page.locator('.cm-tooltip')).toContainText('It is `sumAsync`', { timeout: 10_000 });
  }).toPass({ timeout: 60_000 });
  await sandbox.editor.press('ControlOrMeta+End');
  await page.keyboard.type('c.w');
  await expect(page.locator('.cm-tooltip-autocomplete')).toContainText('withOptions');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Alt+F');
  await expect(sandbox.editor).toContainText('const c = MagicOnionClient.create');
});

test('a file of the reader’s own is made, run, renamed, deleted and brought back; the others cannot be deleted', async ({
  page,
}) => {
  const sandbox = await SandboxPage.open(page, 'method-caching', '?runtime=tab');
  const { root } = sandbox;
  await root.getByRole('button', { name: 'Files', exact: true }).press('Enter');
  const files = root.getByRole('region', { name: 'Files of this sandbox' });
  await expect(files.getByRole('button', { name: 'Delete' })).toHaveAttribute('aria-disabled', 'true');
  const add = files.getByRole('button', { name: 'New file' });
  await add.press('Enter');
  await page.keyboard.press('Escape');
  await expect(add).toBeFocused();
  await add.press('Enter');
  const path = files.getByRole('textbox', { name: 'Path of the new file' });
  await path.fill('../up.ts');
  await path.press('Enter');
  await expect(files.getByRole('alert')).toContainText('Use letters');
  await path.fill('lib/word.ts');
  await path.press('Enter');
  await expect(root.getByRole('tab', { name: 'lib/word.ts' })).toHaveAttribute('aria-selected', 'true');
  await sandbox.write("export const word = 'found';\n");
  await files.getByRole('treeitem', { name: 'client.ts', exact: true }).click();
  await expect(sandbox.editor).toContainText('MagicOnionClient.create');
  await sandbox.write("import { word } from './lib/word.ts';\nconsole.log(word);\n");
  await sandbox.press('Run');
  await expect(root.getByLabel('Client').getByText('found')).toBeVisible();
  expect(await findings(page)).toEqual([]);

  await files.getByRole('treeitem', { name: 'lib/word.ts' }).click();
  await page.keyboard.press('F2');
  const renamed = files.getByRole('textbox', { name: 'New path of lib/word.ts' });
  await files.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(files.getByRole('treeitem', { name: 'lib/word.ts' })).toBeFocused();
  await page.keyboard.press('F2');
  await renamed.fill('word.ts');
  await renamed.press('Enter');
  await sandbox.press('Run');
  expect(await sandbox.trouble()).toMatchObject({ reason: 'missing-module' });
  await page.reload();
  await sandbox.press('Open sandbox');
  await root.getByRole('button', { name: 'Files', exact: true }).press('Enter');
  const word = files.getByRole('treeitem', { name: 'word.ts', exact: true });
  await word.click();
  await expect(sandbox.editor).toContainText('found');
  await files.getByRole('button', { name: 'Delete' }).press('Enter');
  await expect(word).toHaveCount(0);
  await root.getByRole('button', { name: 'Bring my version back' }).press('Enter');
  const code = root.getByRole('region', { name: 'Code', exact: true });
  await expect(code).toBeFocused();
  await word.press('Delete');
  await expect(word).toHaveCount(0);
  await expect(files.getByRole('treeitem', { name: /^client\.ts/ })).toBeFocused();
  await root.getByRole('button', { name: 'Dismiss' }).press('Enter');
  await expect(code).toBeFocused();
  await expect(root.getByRole('button', { name: 'Dismiss' })).toHaveCount(0);
});

test('a link of the text opens a file at its line; a search leads to one; what runs beside is read only', async ({
  page,
}) => {
  await letIn(page, '/lessons/with-options/');
  const { root } = SandboxPage.of(page, 'with-options');
  // The sandbox, closed, has links of its own, to the page of the port.
  await page.locator('a[data-file="magiconion/client.ts"]').click();
  await expect(root.getByRole('tab', { name: 'magiconion/client.ts' })).toHaveAttribute('aria-selected', 'true');
  await expect(root.locator('.cm-activeLine')).toContainText('#clone');
  await root.getByRole('button', { name: 'Files', exact: true }).press('Enter');
  await root.getByRole('searchbox', { name: 'Search in files' }).fill('class GrpcChannel');
  await root.getByRole('button', { name: /^magiconion\/channel\.ts:\d+/ }).click();
  await expect(root.locator('.cm-activeLine')).toContainText('class GrpcChannel');
  const tree = root.getByRole('tree');
  await tree.getByRole('treeitem', { name: 'What runs beside' }).click();
  await tree.getByRole('treeitem', { name: /^probe\.ts/ }).click();
  await expect(root.getByRole('tab', { name: /probe\.ts/ })).toHaveAttribute('aria-selected', 'true');
  await root.locator('.cm-content').press('x');
  await expect(root.locator('.cm-content')).toHaveAttribute('aria-readonly', 'true');
  await expect(root.getByText('Your file, with your edits')).toHaveCount(0);
});

test('two files stand beside each other, both to be edited, where there is room', async ({ page }) => {
  const { root } = await SandboxPage.open(page, 'first-sum', '?runtime=tab');
  await root.getByRole('button', { name: 'Beside' }).press('Enter');
  const chosen = root.getByRole('combobox', { name: 'File beside' });
  await expect(chosen).toHaveValue('wire.ts');
  const second = root.locator('.lab-second .cm-content');
  await root.getByRole('group', { name: /^Editor for wire\.ts/ }).press('Enter');
  await expect(second).toBeFocused();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.insertText('// beside\n');
  expect(await findings(page)).toEqual([]);
  await root.getByRole('tab', { name: /^wire\.ts/ }).click();
  await expect(chosen).toHaveValue('client.ts');
  await expect(root.locator('.lab-editor > .lab-codemirror .cm-content')).toContainText('// beside');
  await page.setViewportSize({ width: 700, height: 800 });
  await expect(second).toBeHidden();
});

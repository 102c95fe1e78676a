import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { findings } from './support/accessible.ts';
import { patience, SandboxPage } from './support/sandbox-page.ts';
import { staticSite } from './support/static-site.ts';

test.use({ viewport: { width: 1280, height: 800 } });

test('a link carries code, shows what differs, runs nothing by itself, and on this machine only after a second yes', async ({
  page,
  context,
}) => {
  const sandbox = await SandboxPage.open(page, 'method-caching', '?runtime=local');
  await sandbox.write("console.log('from afar');\n");
  await sandbox.root.getByRole('button', { name: 'Share or download' }).press('Enter');
  const link = page.getByRole('textbox', { name: 'Link to your code' });
  await expect(link).toHaveValue(/#method-caching:1\./);
  const address = await link.inputValue();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await sandbox.write('// my own\n');

  const other = await context.newPage();
  await page.close();
  await other.goto(address);
  const { root } = SandboxPage.of(other, 'method-caching');
  const offer = other.getByRole('dialog', { name: 'Code from a link' });
  await expect(offer.getByLabel('What the link changes in client.ts').first()).toContainText('from afar');
  expect(await findings(other)).toEqual([]);
  await expect(root).toHaveAttribute('data-state', 'idle', { timeout: patience });
  await expect(root.locator('.lab-code .cm-content')).toContainText('// my own');
  await offer.getByRole('button', { name: 'Put it in my files' }).press('Enter');
  await expect(root.locator('.lab-code .cm-content')).toContainText('from afar');

  await other.reload();
  await SandboxPage.of(other, 'method-caching').state('idle');
  await root.getByRole('button', { name: 'Run', exact: true }).click();
  const asked = other.getByRole('dialog', { name: 'Run a link’s code on this machine?' });
  await asked.getByRole('button', { name: 'Do not run it' }).press('Enter');
  await SandboxPage.of(other, 'method-caching').state('idle');
  await expect(root.getByRole('log', { name: /client/i })).not.toContainText('from afar');
  await root.getByRole('button', { name: 'Check', exact: true }).click();
  await asked.getByRole('button', { name: 'Do not run it' }).press('Enter');
  await root.getByRole('button', { name: 'Run', exact: true }).click();
  await asked.getByRole('button', { name: 'Run it on this machine' }).press('Enter');
  await expect(root.getByRole('log', { name: /client/i })).toContainText('from afar');
  await root.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(asked).toHaveCount(0);
});

test('a link that is broken says so, and leaves the files as they are', async ({ page }) => {
  for (const [data, says] of [
    ['1.%3Cscript%3E', 'This link is broken'],
    ['9.abc', 'newer version'],
    [`1.${'A'.repeat(100_000)}`, 'more than a sandbox’s files can be'],
  ]) {
    await page.goto('about:blank');
    await page.goto(`/lessons/method-caching/?runtime=tab#method-caching:${data}`);
    await expect(page.getByRole('dialog', { name: 'Code from a link' })).toContainText(says!);
  }
});

test('a sandbox stands in a frame, alone; its zip runs in a shell', async ({ page }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(new URL(request.url()).hostname));
  await page.goto('/embed/method-caching/?runtime=tab');
  await expect(page.getByRole('banner')).toHaveCount(0);
  const sandbox = SandboxPage.of(page, 'method-caching');
  await sandbox.press('Open sandbox');
  await sandbox.state('idle');
  await expect.poll(() => sandbox.root.boundingBox()).toMatchObject({ x: 0, y: 0, width: 1280, height: 800 });
  await sandbox.root.getByRole('button', { name: 'Share or download' }).press('Enter');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as zip' }).press('Enter');
  const files = unzipSync(await readFile(await (await download).path()));
  expect(Object.keys(files).sort()).toEqual(
    expect.arrayContaining(
      ['client.ts', 'package-lock.json', 'package.json', 'server.ts', 'start.ts'].map(
        (name) => `leak-lab-method-caching/${name}`,
      ),
    ),
  );
  // A blob's address has no host.
  expect(new Set(requests.filter(Boolean))).toEqual(new Set(['localhost']));
});

test('another site’s page holds a sandbox in a frame, which opens and runs in this tab', async ({ page }) => {
  // As published: a server of ours has a runtime on this machine, and lets no other site frame it.
  await using site = await staticSite();
  const body = `<iframe src="${site.base.replace('127.0.0.1', 'localhost')}/embed/method-caching/" width="1000" height="700"></iframe>`;
  const elsewhere = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end(body),
  ).listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
  await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Open sandbox' }).click();
  const root = frame.locator('[data-sandbox]');
  await expect(root).toHaveAttribute('data-state', 'idle', { timeout: patience });
  await expect(root).toHaveAttribute('data-runtime', 'tab');
  await frame.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(root.locator('[data-stat=calls] dd')).toHaveText(/[1-9]/, { timeout: patience });
  elsewhere.close();
});

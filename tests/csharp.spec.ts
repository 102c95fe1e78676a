import { expect, type Page, type Worker } from '@playwright/test';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { exercisesInCsharp, failsAndIsSolved, openInCsharp, skipWithoutCsharp } from './support/csharp-page.ts';
import { onFastLine } from './support/line.ts';
import { siteFolder } from './support/static-site.ts';
import { open, programFrames, test } from './support/tab-page.ts';

for (const exercise of exercisesInCsharp) {
  const tag = exercise === 'method-caching' ? ['@measures'] : ['@measures', '@on-demand'];
  test(`${exercise}: in C#, what is given fails its check and the solution passes`, { tag }, async ({ page, site }) => {
    test.setTimeout(200_000);
    const sandbox = await openInCsharp(page, exercise, site);
    await failsAndIsSolved(sandbox, exercise);
    // And so it shows when it is closed, though not in TypeScript.
    await sandbox.press('Close sandbox');
    await expect(sandbox.root).toHaveAttribute('data-solved', 'true');
  });
}

test('in C#, the chart says whose client a program has', { tag: '@on-demand' }, async ({ page, site }) => {
  const sandbox = await openInCsharp(page, 'method-caching', site);
  await sandbox.press('Run');
  await sandbox.called();
  const isOwn = site.requested.some((path) => path.includes('MagicOnion.Client.'));
  await expect(sandbox.root.locator('.lab-source')).toContainText(isOwn ? 'MagicOnion’s own' : 'our reading');
});

/** Of what was asked for, .NET's files and ours beside them, as the build has compressed them (Brotli). */
async function compressedSize(requested: readonly string[]): Promise<number> {
  const files = new Set(
    requested.filter((path) => /\.(?:dll|bin|wasm)$|\/(?:dotnet|manifest|documentation)\./.test(path)),
  );
  const sizes = await Promise.all([...files].map(async (path) => (await stat(join(siteFolder, `${path}.br`))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

test('the text speaks of the program in the language that the reader picks', async ({ page, site }) => {
  const sandbox = await openInCsharp(page, 'options-per-request', site);
  const hint = sandbox.root.locator('.lab-task details').first();
  await hint.locator('summary').click();
  await expect(hint).toContainText('DateTime.UtcNow + patience');
  await hint.getByRole('button').click();
  await expect(sandbox.root.locator('.cm-activeLine')).toContainText('DateTime.UtcNow + patience');
  // Its highlighting came with it.
  await expect(sandbox.root.locator('.cm-line span', { hasText: /^using$/ }).first()).toBeVisible();
  const task = page.locator('[data-task]');
  await expect(task.getByText('Hint 1').filter({ visible: true })).toHaveCount(1);

  await sandbox.root.getByRole('button', { name: 'TypeScript', exact: true }).click();
  await expect(sandbox.root.locator('.lab-task details').first()).toContainText('new Date(Date.now() + patience)');
  await expect(task.getByText('Hint 1').filter({ visible: true })).toHaveCount(1);
});

test('a language that cannot be loaded leaves the sandbox as it is, and says so', async ({ page, site }) => {
  skipWithoutCsharp();
  await page.route(/\/clike\.[^/]*\.js$/, (route) => route.abort());
  const sandbox = await open(page, 'method-caching', site);
  const csharp = sandbox.root.getByRole('button', { name: 'C#', exact: true });
  await csharp.click();
  await expect(sandbox.root.getByRole('alert')).toContainText('Check the connection');
  await expect(sandbox.root).toHaveAttribute('data-language', 'typescript');
  await sandbox.press('Run');
  await sandbox.called();

  await page.unroute(/\/clike\.[^/]*\.js$/);
  await csharp.click();
  await expect(sandbox.root).toHaveAttribute('data-language', 'csharp');
});

test('an edit in C# that finds no network waits for it, and is run as soon as it is back', {
  tag: '@on-demand',
}, async ({ page, site, context }) => {
  const sandbox = await openInCsharp(page, 'method-caching', site);
  await context.setOffline(true);
  const { reason, text } = await sandbox.endOf('Console.WriteLine("of mine: " + 6 * 7);\n');
  expect(reason).toBe('no-compiler');
  expect(text).toMatch(/C#[^]*network/);
  expect(text).not.toContain('npm start');
  await context.setOffline(false);
  await sandbox.press('Run');
  await expect(sandbox.root.locator('.lab-lines').first()).toContainText('of mine: 42', { timeout: 60_000 });
});

test('a page in the stead of what C# takes is none of it, and what is there later is taken', {
  tag: '@on-demand',
}, async ({ page, site }) => {
  const manifest = /\/manifest\.[^/]*\.json$/;
  // As a network answers that wants its guests to sign in.
  await page.route(manifest, (route) => route.fulfill({ contentType: 'text/html', body: '<title>Sign in</title>' }));
  const sandbox = await openInCsharp(page, 'method-caching', site);
  await sandbox.press('Run');
  expect(await sandbox.trouble()).toMatchObject({ reason: 'no-compiler' });
  await page.unroute(manifest);
  await sandbox.press('Run');
  await sandbox.called();
});

test('in C#, what has been visited runs without a network, and so does what is edited', { tag: '@on-demand' }, async ({
  page,
  site,
  context,
}) => {
  test.setTimeout(150_000);
  await onFastLine(page);
  const sandbox = await openInCsharp(page, 'method-caching', site);
  const requested = (from: number) => site.requested.slice(from).filter((path) => /\.(?:dll|bin|wasm)$/.test(path));
  // .NET is fetched while the reader still reads.
  await expect.poll(() => requested(0).some((path) => path.includes('trimmed.'))).toBe(true);
  await page.waitForLoadState('networkidle');
  expect(await compressedSize(site.requested)).toBeLessThan(2_600_000);
  await context.setOffline(true);
  await sandbox.press('Run');
  await sandbox.called();
  await sandbox.press('Stop');
  await sandbox.state('idle');

  await context.setOffline(false);
  const before = site.requested.length;
  expect(await sandbox.endOf('Console.WriteLine("online");\n')).toMatchObject({ reason: 'exited' });
  // What the compiler runs on, usual programs run on.
  expect(requested(before).some((path) => path.includes('/edited.System.Private.CoreLib.'))).toBe(true);
  expect(requested(before).some((path) => path.includes('/System.Private.CoreLib.'))).toBe(false);
  expect(await compressedSize(site.requested)).toBeLessThan(8_000_000);
  await context.setOffline(true);
  expect(await sandbox.endOf('Console.WriteLine(Enumerable.Range(1, 9).Sum());\n')).toMatchObject({
    reason: 'exited',
  });
  await expect(sandbox.root.locator('.lab-lines').first()).toContainText('45');
});

/** The workers that have .NET started in them. */
async function withDotnet(page: Page): Promise<Worker[]> {
  const workers = page.workers();
  const found = await Promise.all(
    workers.map((worker) => worker.evaluate(() => 'getDotnetRuntime' in globalThis).catch(() => false)),
  );
  return workers.filter((_, i) => found[i]);
}

test('in C#, .NET has been started when Run is pressed, and the program runs on that', { tag: '@on-demand' }, async ({
  page,
  site,
}) => {
  const sandbox = await openInCsharp(page, 'method-caching', site);
  await expect.poll(async () => (await withDotnet(page)).length, { timeout: 30_000 }).toBe(1);
  const [ahead] = await withDotnet(page);
  await sandbox.press('Run');
  await sandbox.called();
  expect(await withDotnet(page)).toEqual([ahead]);
  await sandbox.press('Stop');
  await sandbox.state('idle');
  // And so has that of the run after it.
  await expect.poll(async () => (await withDotnet(page)).length, { timeout: 30_000 }).toBe(1);
  expect(await withDotnet(page)).not.toEqual([ahead]);
});

test('in C#, runs one after another take place in one frame, which keeps no .NET of theirs', {
  tag: '@on-demand',
}, async ({ page, site }) => {
  const sandbox = await openInCsharp(page, 'method-caching', site);
  const ready = () => expect.poll(async () => (await withDotnet(page)).length, { timeout: 30_000 }).toBe(1);
  await ready();
  const frame = await programFrames(page).elementHandle();
  const workers = page.workers().length;
  for (let turn = 0; turn < 10; turn++) {
    await sandbox.press('Run');
    await sandbox.called();
    await sandbox.press('Stop');
    await sandbox.state('idle');
    // At once, too.
    if (turn % 2) await ready();
  }
  await expect.poll(() => page.workers().length).toBe(workers);
  expect(await frame!.evaluate((element) => element.isConnected)).toBe(true);

  // One that does not answer is given up. It hangs as soon as this is answered, and for ever.
  await sandbox.press('Run');
  await sandbox.called();
  await page
    .frames()
    .at(-1)!
    .evaluate(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        for (;;);
      };
      port2.postMessage(null);
    });
  await page.evaluate(() =>
    [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Stop')!.click(),
  );
  await expect.poll(() => frame!.evaluate((element) => element.isConnected)).toBe(false);
  await sandbox.state('idle');
  await sandbox.press('Run');
  await sandbox.called();
});

test('in C#, the wire shows the frames of a program that is soon over, which what was started ahead is not for', {
  tag: '@on-demand',
}, async ({ page, site }) => {
  test.setTimeout(90_000);
  const sandbox = await openInCsharp(page, 'method-caching', site);
  await sandbox.write(`using Grpc.Net.Client;
using MagicOnion.Client;

var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{Environment.GetEnvironmentVariable("PORT")}");
var client = MagicOnionClient.Create<IMyFirstService>(channel);
await client.SumAsync(123, 456);
`);
  await sandbox.root.getByRole('button', { name: 'Frames', exact: true }).press('Enter');
  const wire = sandbox.root.getByRole('region', { name: 'Frames on the wire', exact: true });
  await expect(wire).toContainText('Press Run.');
  await sandbox.press('Run');
  await expect(wire).toContainText(/Calls: \d+/, { timeout: 60_000 });
});

test('a program that uses more of .NET than most is given the whole of it', { tag: '@on-demand' }, async ({
  page,
  site,
}) => {
  await onFastLine(page);
  const sandbox = await openInCsharp(page, 'method-caching', site);
  const program = 'Console.WriteLine(System.Text.RegularExpressions.Regex.Replace("a1b22", @"\\d+", "-"));\n';
  expect(await sandbox.endOf(program)).toMatchObject({ reason: 'exited' });
  await expect(sandbox.root.locator('.lab-lines').first()).toContainText('a-b-');
  expect(site.requested.some((path) => /\/System\.Text\.RegularExpressions\.[^/]*dll$/.test(path))).toBe(true);
});

test('half of a character is compiled as one that cannot be read', { tag: '@on-demand' }, async ({ page, site }) => {
  const sandbox = await openInCsharp(page, 'method-caching', site);
  await sandbox.write('Console.WriteLine("of mine: " + 6 * 7);\n');
  // The keyboard has no such key.
  await page.evaluate(() => document.execCommand('insertText', false, '// \ud83c'));
  await sandbox.press('Run');
  await expect(sandbox.root.locator('.lab-lines').first()).toContainText('of mine: 42', { timeout: 60_000 });
});

test('compiles what is written, and tells of a fault and of an exception by line', { tag: '@on-demand' }, async ({
  page,
  site,
}) => {
  await onFastLine(page);
  const sandbox = await openInCsharp(page, 'method-caching', site);
  await sandbox.write('Console.WriteLine("one");\nint two = "two";\n');
  // As one types, too.
  await sandbox.root.locator('.cm-lintRange-error').hover({ timeout: 40_000 });
  await expect(sandbox.root.getByText('CS0029')).toBeVisible();
  await sandbox.write('int two = 2;\nConsole.WriteLine(two);\n');
  await expect(sandbox.root.locator('.cm-lintRange-error')).toHaveCount(0);
  await sandbox.write('Console.WriteLine("one");\nint two = "two";\n');
  await sandbox.press('Run');
  expect(await sandbox.trouble()).toMatchObject({
    reason: 'does-not-compile',
    text: expect.stringContaining('CS0029'),
  });
  const throws = 'throw new InvalidOperationException("wrong");';
  await sandbox.write(`await Task.Delay(1);\nThread.Sleep(1); ${throws}\n`);
  await sandbox.press('Run');
  await expect(sandbox.root.locator('[data-reason="uncaught-error"]')).toContainText('line 2', { timeout: 40_000 });
  // What the host has in the stead of Thread.Sleep, of a longer name, moves no column.
  const marked = sandbox.root.locator('.cm-lintRange-error');
  await expect.poll(async () => (await marked.allTextContents()).join('')).toBe(throws);
});

test('what .NET in a browser cannot do ends by a cause of its own, and the next run is sound', {
  tag: '@on-demand',
}, async ({ page, site }) => {
  test.setTimeout(240_000);
  const sandbox = await openInCsharp(page, 'method-caching', site);
  const endOf = (program: string) => sandbox.endOf(program);
  expect(await endOf('await Task.Delay(300);\nwhile (true) { }')).toMatchObject({ reason: 'unresponsive' });
  expect(
    await endOf('var kept = new List<byte[]>();\nfor (;;) { kept.Add(new byte[10_000]); await Task.Yield(); }'),
  ).toMatchObject({ reason: 'heap-full' });
  expect(await endOf('Console.WriteLine(new byte[2_000_000_000].Length);')).toMatchObject({ reason: 'heap-full' });
  expect(await endOf('Environment.Exit(3);')).toMatchObject({ reason: 'exited', text: expect.stringContaining('3') });
  // Where Mono itself ends the program, it says why on the console alone.
  expect(await endOf('int Down(int by) => by + Down(by + 1);\nConsole.WriteLine(Down(1));')).toMatchObject({
    reason: 'uncaught-error',
    text: expect.stringContaining('StackOverflowException'),
  });
  expect(
    await endOf(
      'Later();\nawait Task.Delay(3000);\nasync void Later() { await Task.Delay(50); throw new Exception("void"); }',
    ),
  ).toMatchObject({
    reason: 'uncaught-error',
    text: expect.stringContaining('System.Exception: void'),
  });
  await sandbox.press('Reset');
  await sandbox.press('Run');
  await sandbox.called();
});

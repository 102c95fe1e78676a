import { expect, test, type Page } from '@playwright/test';
import { findings } from './support/accessible.ts';
import { exercisesInCsharp, failsAndIsSolved, inCsharp } from './support/csharp-page.ts';
import { onFastLine } from './support/line.ts';
import { SandboxPage } from './support/sandbox-page.ts';

/** The sandbox in C#, on this machine's .NET. */
async function openOnDotnet(page: Page, exercise: string): Promise<SandboxPage> {
  const sandbox = await inCsharp(() => SandboxPage.open(page, exercise));
  test.skip(
    (await sandbox.root.getAttribute('data-runtime')) !== 'local',
    'This machine runs no C# outside the browser: that takes Linux with Bubblewrap, and .NET 10 on the path.',
  );
  return sandbox;
}

test('on this machine’s .NET the leak shows, fails its check and is cured', { tag: '@measures' }, async ({ page }) => {
  test.setTimeout(200_000);
  const sandbox = await openOnDotnet(page, 'method-caching');
  await sandbox.root.getByRole('button', { name: /^Runs on:/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Where this sandbox runs' });
  await expect(dialog.locator('[data-fact=dotnet]')).toContainText(/\.NET10\.\d+\.\d+/);
  await expect(dialog.locator('[data-fact=wall]')).toContainText('Bubblewrap');
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await sandbox.leaksAndIsCured();
});

for (const exercise of exercisesInCsharp)
  test(`${exercise}: on this machine’s .NET, what is given fails its check and the solution passes`, {
    tag: ['@measures', '@on-demand'],
  }, async ({ page }) => {
    test.setTimeout(200_000);
    await failsAndIsSolved(await openOnDotnet(page, exercise), exercise);
  });

test('what goes wrong on this machine’s .NET ends by its cause, and the next run is sound', {
  tag: '@on-demand',
}, async ({ page }) => {
  test.setTimeout(300_000);
  await onFastLine(page);
  const sandbox = await openOnDotnet(page, 'method-caching');
  const endOf = (program: string) => sandbox.endOf(program);
  expect(await endOf('int two = "two";')).toMatchObject({
    reason: 'does-not-compile',
    text: expect.stringContaining('CS0029'),
  });
  expect(await endOf('await Task.Delay(1);\nthrow new InvalidOperationException("wrong");')).toMatchObject({
    reason: 'uncaught-error',
    text: expect.stringMatching(/line 2[^]*wrong/),
  });
  expect(
    await endOf('new Thread(() => throw new InvalidOperationException("there")).Start();\nThread.Sleep(-1);'),
  ).toMatchObject({ reason: 'uncaught-error', text: expect.stringMatching(/line 1[^]*there/) });
  expect(await endOf('int Down(int by) => by + Down(by + 1) + Down(by);\nConsole.WriteLine(Down(1));')).toMatchObject({
    reason: 'uncaught-error',
    text: expect.stringContaining('Stack overflow'),
  });
  expect(
    await endOf(
      'var kept = new List<byte[]>();\nfor (;;) { kept.Add(new byte[10_000]); if (kept.Count % 999 == 0) await Task.Delay(20); }',
    ),
  ).toMatchObject({ reason: 'heap-full' });
  expect(
    await endOf(
      'unsafe_();\nstatic void unsafe_() { for (;;) System.Runtime.InteropServices.Marshal.AllocHGlobal(1 << 20); }',
    ),
  ).toMatchObject({
    reason: 'memory-full',
  });
  expect(
    await endOf('System.Diagnostics.Process.Start(Environment.ProcessPath!, "--info").WaitForExit();'),
  ).toMatchObject({
    reason: 'access-denied',
  });
  expect(await endOf('File.WriteAllText("/tmp/left", "behind");')).toMatchObject({ reason: 'access-denied' });
  expect(await endOf('Console.WriteLine(Directory.GetFiles("/root").Length);')).toMatchObject({
    reason: 'uncaught-error',
    text: expect.stringContaining('DirectoryNotFoundException'),
  });
  expect(await endOf('new System.Net.Sockets.TcpClient("127.0.0.1", 1);')).toMatchObject({
    reason: 'uncaught-error',
    text: expect.stringContaining('Connection refused'),
  });
  expect(await endOf("throw new InvalidOperationException(new string('x', 100_000));")).toMatchObject({
    reason: 'uncaught-error',
    text: expect.stringContaining('xxx'),
  });
  expect(await endOf('Environment.Exit(3);')).toMatchObject({ reason: 'exited', text: expect.stringContaining('3') });

  // There are threads, and one may wait for another.
  const threads = 'for (var i = 0; i < 300; i++) new Thread(() => Thread.Sleep(-1)) { IsBackground = true }.Start();';
  expect(await endOf(`${threads}\nreturn Task.Run(() => 7).Result;`)).toMatchObject({
    reason: 'exited',
    text: expect.stringContaining('7'),
  });

  await sandbox.write('while (true) { }');
  await sandbox.press('Run');
  await sandbox.state('running');
  await sandbox.press('Stop');
  await sandbox.state('idle');

  await sandbox.press('Reset');
  await sandbox.press('Run');
  await sandbox.called();
});

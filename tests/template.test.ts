import { expect, test } from 'vitest';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Program, startServer } from './support/shell.ts';
import { exercises, layOut, root } from './support/templates.ts';

test("npm start in the template's folder starts the server, adds two numbers and ends", () => {
  const { status, stdout } = spawnSync('npm', ['start', '--silent'], {
    cwd: join(root, 'sandbox-templates/sum'),
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  expect(stdout).toContain('123 + 456 = 579');
  expect(status).toBe(0);
});

test.each(exercises)('%s runs from a shell, as given and solved, without the sandbox', async (exercise) => {
  using given = layOut(exercise, 'start');
  using solved = layOut(exercise, 'solution');
  const { server, port } = await startServer(given.directory);
  await using _server = server;
  for (const { directory } of [given, solved]) {
    await using client = new Program(directory, ['client.ts'], { PORT: port });
    const [, x, y, sum] = await client.line(/(\d+) \+ (\d+) = (\d+)/);
    expect(Number(x) + Number(y)).toBe(Number(sum));
  }
});

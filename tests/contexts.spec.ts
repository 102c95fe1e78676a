import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { open, run, test } from './support/tab-page.ts';
import { layOut, root } from './support/templates.ts';

test("AsyncLocalStorage has the stores that Node's has, at every point of a program and its calls", async ({
  page,
  site,
}) => {
  const program = readFileSync(join(root, 'tests/contexts/program.ts'), 'utf8');
  using node = layOut('method-caching', 'start');
  writeFileSync(join(node.directory, 'client.ts'), program);
  const expected = execFileSync(process.execPath, ['client.ts'], { cwd: node.directory, encoding: 'utf8' });

  const sandbox = await open(page, 'method-caching', site);
  await run(sandbox, program);
  const log = sandbox.root.getByRole('log', { name: /client/i });
  await expect(log).toContainText('all told', { timeout: 60_000 });
  expect((await log.innerText()).split('\n').filter((line) => /\||all told/.test(line))).toEqual(
    expected.trim().split('\n'),
  );
});

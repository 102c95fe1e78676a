import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from './support/tab-page.ts';
import { openInCsharp } from './support/csharp-page.ts';
import { root } from './support/templates.ts';

const folder = join(root, 'tests/csharp/programs');

interface Expected {
  prints: string;
  /** The exception and its line, or the compiler's number and its line. */
  ends: string | null;
  /** The page's cause of the end. */
  as: string;
  /** Words of the log beside what the program prints. */
  says: string | null;
}

/** What the comment at a program's end says of it. */
function expectedOf(text: string): Expected {
  const told = /\/\*\n([^]*)\*\/\s*$/.exec(text)![1]!;
  return {
    prints: /^Prints:\n([^]*?)(?=^(?:Throws|Fails|Says|As): |(?![^]))/m.exec(told)?.[1]?.trimEnd() ?? '',
    ends: /^(?:Throws|Fails): (.*)$/m.exec(told)?.[1] ?? null,
    as:
      /^As: (.*)$/m.exec(told)?.[1] ??
      (/^Fails: /m.test(told) ? 'does-not-compile' : /^Throws: /m.test(told) ? 'uncaught-error' : 'exited'),
    says: /^Says: (.*)$/m.exec(told)?.[1] ?? null,
  };
}

test.describe.configure({ mode: 'default', timeout: 400_000 });

test('programs that people write in C# compile, run and print what they should, or say why not', {
  tag: '@on-demand',
}, async ({ page, site }) => {
  const sandbox = await openInCsharp(page, 'method-caching', site);
  const log = sandbox.root.getByRole('region', { name: 'Client log' });
  for (const file of readdirSync(folder)) {
    const text = readFileSync(join(folder, file), 'utf8');
    const { prints, ends, says, as } = expectedOf(text);
    const trouble = await sandbox.endOf(text);
    const shown = await log.locator('.lab-lines').innerText();
    const [what = null, line = null] = ends?.split(' at ') ?? [];
    await test.step(file, async () => {
      expect.soft(shown, file).toContain(prints);
      if (says) expect.soft(shown, file).toContain(says);
      if (what) expect.soft(trouble.text, file).toContain(what);
      if (line) expect.soft(trouble.text, file).toContain(line);
      expect.soft(trouble.reason, file).toBe(as);
    });
  }
});

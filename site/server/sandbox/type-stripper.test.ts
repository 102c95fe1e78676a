import { expect, test } from 'vitest';
import { TypeStripper } from './type-stripper.ts';
import '../testing/support.ts';

test('takes the types out, and leaves lines and columns where they were', async () => {
  const stripper = new TypeStripper();
  const texts = ['let a: number = 1;\nlet b = a as unknown;', 'const c = 2;'];
  expect(await Promise.all(texts.map((text) => stripper.strip(text)))).toEqual([
    'let a         = 1;\nlet b = a           ;',
    'const c = 2;',
  ]);
});

test('leaves to the program what is no TypeScript that Node runs, or is too long', async () => {
  const stripper = new TypeStripper();
  for (const text of ['enum E { A }', 'let a: = 1;', ' '.repeat(200_000)])
    expect(await stripper.strip(text)).toBeNull();
});

test('what brings it down costs that text alone, and those that wait with it', async () => {
  const stripper = new TypeStripper();
  for (const hostile of ['['.repeat(100_000), '('.repeat(60_000), '-'.repeat(100_000) + '1', 'a?b:'.repeat(30_000)]) {
    await Promise.all([stripper.strip(hostile), stripper.strip('let a: number;')]);
    expect(await stripper.strip('let a: number;')).toBe('let a        ;');
  }
});

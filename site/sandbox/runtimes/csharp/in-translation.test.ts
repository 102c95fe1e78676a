import { expect, test } from 'vitest';
import { inTranslation } from './in-translation.ts';

test('a program with its comments in another language is as it was compiled, its lines where they are now', () => {
  const files = { 'Program.cs': '// One.\nvar a = 1;\n\n// Two.\nvar b = 2; // Three.\n' };
  const line = (number: number) => ({ method: 1, offset: number, file: 'Program.cs', number, column: 1 });
  const compiled = { assembly: 'AA==', lines: [line(2), line(5)], references: [], faults: [] };
  const there = inTranslation({ files, compiled }, { 'One.': '一。\n又一。', 'Two.': '二。' });
  expect(there.files['Program.cs']).toBe('// 一。\n// 又一。\nvar a = 1;\n\n// 二。\nvar b = 2; // Three.\n');
  expect(there.compiled).toEqual({
    ...compiled,
    lines: [
      { ...line(2), number: 3 },
      { ...line(5), number: 6 },
    ],
  });
});

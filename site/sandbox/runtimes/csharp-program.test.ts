import { expect, test, vi } from 'vitest';
import { importProgram } from './csharp-program.ts';

vi.mock('./csharp/program.ts', () => Promise.reject(new TypeError('error loading dynamically imported module')));

test('what compiles C# and cannot be fetched is a compiler that is not there, and no fault of the site’s', async () => {
  await expect(importProgram()).rejects.toMatchObject({ reason: { code: 'no-compiler' } });
});

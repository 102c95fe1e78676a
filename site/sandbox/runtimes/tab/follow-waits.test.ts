import { expect, test } from 'vitest';
import { followWaits } from './follow-waits.ts';

const { transform } = followWaits((isModule) => (isModule ? 'import "x";' : 'require("x");')) as unknown as {
  transform(code: string, id: string): { code: string } | undefined;
};
const followed = (code: string) => transform(code, 'file.js')?.code;

test('what waits is given what follows it, and what is strict stays so', () => {
  expect(followed('"use strict"\nasync () => await a')).toBe('"use strict";require("x");\nasync () => await $kept(a)');
  expect(followed('export default async () => await a')).toBe(';import "x";export default async () => await $kept(a)');
  expect(followed('a.async')).toBeUndefined();
});

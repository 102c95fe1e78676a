import { expect, test } from 'vitest';
import { closureOf } from './closure.ts';

const graph = { app: ['lib', 'core'], lib: ['core', 'gone'], core: [], other: ['core'], a: ['b'], b: ['a'] };

test('takes what the roots refer to, however far, and each once', () => {
  expect(closureOf(graph, ['app'])).toEqual(['app', 'lib', 'core']);
});

test('leaves out what nobody refers to, and what is not there', () => {
  expect(closureOf(graph, ['lib', 'gone'])).toEqual(['lib', 'core']);
});

test('ends where assemblies refer to each other', () => {
  expect(closureOf(graph, ['a'])).toEqual(['a', 'b']);
});

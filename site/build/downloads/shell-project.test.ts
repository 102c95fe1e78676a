import { expect, it } from 'vitest';
import { lockOf, shellFiles } from './shell-project.ts';

it('locks what a manifest depends on, however deep, and nothing else', () => {
  const all = {
    'node_modules/a': { dependencies: { b: '1' }, dev: true },
    'node_modules/a/node_modules/b': { optionalDependencies: { c: '1', absent: '1' } },
    'node_modules/b': {},
    'node_modules/c': { dependencies: { b: '2', a: '1' } },
    'node_modules/d': {},
  };
  expect(Object.keys(lockOf({ name: 'sum', dependencies: { a: '1' } }, all).packages)).toEqual([
    '',
    'node_modules/a',
    'node_modules/a/node_modules/b',
    'node_modules/b',
    'node_modules/c',
  ]);
  expect(lockOf({ name: 'sum', dependencies: { a: '1' } }, all).packages['node_modules/a']).toEqual({
    dependencies: { b: '1' },
  });
});

it('has what starts both programs, and each package with the hash that npm checks', () => {
  const files = shellFiles('{"name":"sum","dependencies":{"msgpackr":"2.1.3"}}');
  const { packages } = JSON.parse(files['package-lock.json']!);
  expect(packages['node_modules/msgpackr'].integrity).toMatch(/^sha512-/);
  expect(Object.keys(packages)).not.toContain('node_modules/@grpc/grpc-js');
  expect(files['start.ts']).toContain('client.ts');
});

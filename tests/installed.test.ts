import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from './support/templates.ts';

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

interface Entry {
  integrity?: string;
  inBundle?: boolean;
  optional?: boolean;
  os?: string[];
}
const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Entry> };

test('each package that is installed has its hash in the lock file', () => {
  const without = Object.entries(packages).filter(([name, { integrity, inBundle }]) => name && !integrity && !inBundle);
  expect(without).toEqual([]);
});

test('Node itself is one of them, for each platform that it is had for', () => {
  const { optionalDependencies } = JSON.parse(read('package.json')) as { optionalDependencies: Record<string, string> };
  const platforms = Object.keys(optionalDependencies).map((name) => packages[`node_modules/${name}`]);
  for (const entry of platforms)
    expect(entry).toMatchObject({ integrity: expect.stringMatching(/^sha512-/), optional: true });
  expect(new Set(platforms.flatMap((entry) => entry!.os))).toEqual(new Set(['darwin', 'linux', 'win32']));
});

test('an install runs no script', () => expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m));

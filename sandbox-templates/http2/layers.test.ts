import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

/** The layers from the bottom up: a file may import what is in its own folder and in those before it. */
const layers = ['base', 'hpack', 'frames', 'fields', 'connection', 'node', 'extensions', 'compat', '.'];

const root = import.meta.dirname;
const sources = globSync('**/*.ts', { cwd: root }).filter(
  (file) => !/^(?:tests|dist|node_modules)\/|\.test\.ts$|^build\.ts$/.test(file),
);

/** The files that a file imports, types included, as paths from the root of the package. */
const importsOf = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, path]) =>
    join(dirname(file), path!),
  );

test('imports lead down the layers', () => {
  const upward = sources.flatMap((file) =>
    importsOf(file)
      .filter((target) => layers.indexOf(dirname(target)) > layers.indexOf(dirname(file)))
      .map((target) => `${file} imports ${target}`),
  );
  expect(upward).toEqual([]);
  expect(new Set(sources.map((file) => dirname(file)))).toEqual(new Set(layers));
});

test('no file imports itself by way of others', () => {
  const done = new Set<string>();
  const follow = (file: string, path: readonly string[]): void => {
    expect(path, 'a circle').not.toContain(file);
    if (done.has(file)) return;
    for (const target of importsOf(file)) follow(target, [...path, file]);
    done.add(file);
  };
  for (const file of sources) follow(file, []);
  expect(done.size).toBe(sources.length);
});

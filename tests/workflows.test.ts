import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './support/templates.ts';

// They cannot run here. What they start must be there, and what they use must stay what it was.
const folder = join(root, '.github/workflows');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

describe.each(readdirSync(folder))('%s', (file) => {
  const text = readFileSync(join(folder, file), 'utf8');

  it('runs scripts that package.json has', () => {
    const run = [...text.matchAll(/npm (?:run )?([\w:-]+)/g)].map(([, name]) => name!).filter((name) => name !== 'ci');
    expect(run.length).toBeGreaterThan(0);
    expect(run.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('uses each action at one version', () => {
    const used = [...text.matchAll(/uses: *(\S+)/g)].map(([, action]) => action!);
    expect(used.filter((action) => !/^[\w-]+\/[\w-]+@v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
  });

  it('gives a job no more rights than it names', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n\S/m);
  });
});

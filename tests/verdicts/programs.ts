import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileTree } from '../../site/sandbox/runtime.ts';
import { root } from '../support/templates.ts';

/** A program whose truth is known. */
export interface KnownProgram {
  readonly name: string;
  readonly truth: 'leaking' | 'steady';
  /** Its `client.ts`. */
  readonly text: string;
  /** Whether it leaks clients, and their methods, or channels: where a browser shows no bytes, such leaks alone can be seen. */
  readonly isCounted: boolean;
}

const ours = join(root, 'tests/verdicts/programs');

/** All of a folder, whose names say what is true of them: `<what it does>.<truth>.ts`. */
export const knownPrograms = (folder = ours): KnownProgram[] =>
  readdirSync(folder).map((file) => {
    const [name = '', truth] = file.split('.');
    if (truth !== 'leaking' && truth !== 'steady') throw new Error(`${file} does not say what is true of it.`);
    const isCounted = truth === 'leaking' && /^(?:slow-)?(?:clients|channels|service|pool-forgets)/.test(name);
    return { name: `${name}.${truth}`, truth, isCounted, text: readFileSync(join(folder, file), 'utf8') };
  });

/** What such a program runs among: the template's server and the port. */
export function filesAround(text: string): FileTree {
  const template = join(root, 'sandbox-templates/sum');
  const files = readdirSync(template, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.(ts|json)$/.test(path) && !path.endsWith('.test.ts') && !path.includes('node_modules'),
  );
  return {
    ...Object.fromEntries(files.map((path) => [path, readFileSync(join(template, path), 'utf8')])),
    'client.ts': text,
  };
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeRecording } from '../../site/recordings/recording.ts';
import type { FileTree } from '../../site/sandbox/runtime.ts';
import { exercises, root, solutionOf, startOf } from '../support/templates.ts';

/** A program whose truth is known. */
export interface KnownProgram {
  readonly name: string;
  readonly truth: 'leaking' | 'steady';
  /** Its `client.ts`. */
  readonly text: string;
  /** Whether it leaks clients, and their methods, or channels: where a browser shows no bytes, such leaks alone can be seen. */
  readonly isCounted: boolean;
  /** The exercise in whose sandbox it runs. */
  readonly exercise: string;
}

const ours = join(root, 'tests/verdicts/programs');

/** All of a folder, whose names say what is true of them: `<what it does>.<truth>.ts`. */
export const knownPrograms = (folder = ours): KnownProgram[] =>
  readdirSync(folder).map((file) => {
    const [name = '', truth] = file.split('.');
    if (truth !== 'leaking' && truth !== 'steady') throw new Error(`${file} does not say what is true of it.`);
    const isCounted = truth === 'leaking' && /^(?:slow-)?(?:clients|channels|service|pool-forgets)/.test(name);
    const text = readFileSync(join(folder, file), 'utf8');
    return { name: `${name}.${truth}`, truth, isCounted, text, exercise: 'method-caching' };
  });

/** The course's own: each exercise as given and solved. What is true of it is what its lesson's recording shows: of one nothing is told there, whose calls soon fail. */
export const coursePrograms = (): KnownProgram[] =>
  exercises.flatMap((exercise) => {
    const { runs } = decodeRecording(readFileSync(join(root, `lessons/recordings/${exercise}.json`), 'utf8'));
    const program = (version: 'start' | 'solution', text: string): KnownProgram[] => {
      const { verdict } = runs[version];
      if (verdict.kind !== 'leaking' && verdict.kind !== 'steady') return [];
      const isCounted = verdict.kind === 'leaking' && verdict.culprit !== null;
      return [{ name: `${exercise}-${version}.${verdict.kind}`, truth: verdict.kind, isCounted, text, exercise }];
    };
    return [...program('start', startOf(exercise)), ...program('solution', solutionOf(exercise))];
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

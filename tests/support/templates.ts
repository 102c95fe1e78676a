import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const templates = join(root, 'sandbox-templates');

export const exercises = readdirSync(join(templates, 'exercises'));

const lessons = join(root, 'lessons/en');

/** The lesson that holds the exercise's sandbox: most hold one, of their own name. */
export function lessonOf(exercise: string): string {
  const file = readdirSync(lessons).find(
    (name) => name.endsWith('.mdx') && readFileSync(join(lessons, name), 'utf8').includes(`<Sandbox id="${exercise}"`),
  );
  if (file === undefined) throw new Error(`No lesson holds a sandbox of "${exercise}".`);
  return file.replace(/\.mdx$/, '');
}

export interface Answer {
  name: string;
  /** A `client.ts`. */
  text: string;
}

export interface WrongAnswer extends Answer {
  /** The criterion that it does not meet. */
  fails: string;
}

/** Lays an exercise's files over the Sum template's in a directory of their own, removed on dispose. */
export function layOut(exercise: string, state: 'start' | 'solution'): { directory: string } & Disposable {
  const directory = mkdtempSync(join(tmpdir(), 'leak-lab-test-'));
  cpSync(join(templates, 'sum'), directory, { recursive: true });
  cpSync(join(templates, 'exercises', exercise, 'start'), directory, { recursive: true });
  if (state === 'solution') cpSync(join(templates, 'exercises', exercise, 'solution'), directory, { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'), 'junction');
  return { directory, [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }) };
}

const clientOf = (exercise: string, state: 'start' | 'solution'): string =>
  readFileSync(join(templates, 'exercises', exercise, state, 'client.ts'), 'utf8');
export const startOf = (exercise: string): string => clientOf(exercise, 'start');
export const solutionOf = (exercise: string): string => clientOf(exercise, 'solution');

/**
 * Answers that look right and are not: `tests/wrong-answers/<exercise>/<name>.ts`, each a `client.ts`. The first line names the criterion
 * that does not let it pass: `// Fails floor-steady: why`.
 */
export const wrongAnswers = (exercise: string): WrongAnswer[] =>
  answers('wrong', exercise).map(({ name, text }) => {
    const fails = /^\/\/ Fails ([a-z-]+): /.exec(text)?.[1];
    if (!fails) throw new Error(`${name} does not begin with "// Fails <criterion>: <why>".`);
    return { name, text, fails };
  });

/** Answers that are written in another style than the solution, and as right: `tests/right-answers/<exercise>/<name>.ts`. */
export const rightAnswers = (exercise: string): Answer[] => answers('right', exercise);

const answers = (kind: 'right' | 'wrong', exercise: string): Answer[] => {
  const folder = join(root, 'tests', `${kind}-answers`, exercise);
  return readdirSync(folder).map((file) => ({
    name: file.replace(/\.ts$/, ''),
    text: readFileSync(join(folder, file), 'utf8'),
  }));
};

/** How a program of a test begins that wants a `client` to call. */
export const clientHead = `${solutionOf('method-caching')
  .split('\n')
  .filter((line) => line.startsWith('import'))
  .join('\n')}
const client = MagicOnionClient.create(IMyFirstService, GrpcChannel.forAddress('http://127.0.0.1:' + process.env.PORT));`;

/** The criterion that each exercise is about: failed by the program as it is given. */
export const unmetAtFirst: Record<string, string> = {
  'first-sum': 'requests-differ',
  'channel-reuse': 'channel-reused',
  'one-connection': 'calls-overlap',
  'method-caching': 'floor-steady',
  'the-leak': 'floor-steady',
  'find-it-yourself': 'floor-steady',
  'with-options': 'floor-steady',
  'options-per-request': 'deadlines-differ',
  filters: 'traces-own',
  'cures-that-are-not': 'channel-reused',
  lifetimes: 'floor-steady',
  'in-production': 'floor-steady',
  capstone: 'floor-steady',
};

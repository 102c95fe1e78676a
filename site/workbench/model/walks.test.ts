import { expect, it } from 'vitest';
import { seeded } from '../../../tests/support/seeded.ts';
import type { FileTree } from '../../sandbox/runtime.ts';
import { exercise, FakeStorage } from './testing.ts';
import { Work } from './work.ts';

const textOf = (edits: FileTree) => JSON.stringify(Object.entries(edits).sort(([a], [b]) => a.localeCompare(b)));

/** What a learner could do with the files, in any order and in two tabs. */
function walk(seed: number): void {
  const random = seeded(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const storage = new FakeStorage();
  const tabs = [storage.tab(), storage.tab()];
  const works = tabs.map((tab) => new Work(exercise, tab));
  let typed = 0;
  for (let step = 0; step < 30; step++) {
    const at = Math.floor(random() * 2);
    const work = works[at]!;
    const before = work.edits.value;
    const added = Object.keys(before).filter((path) => work.isAdded(path));
    /** What takes the files' place as a whole; what was there must be found again. */
    const replacements: Record<string, () => void> = {
      reset: () => work.reset(),
      apply: () => work.applySolution(),
      link: () => work.takeLink({ 'client.ts': `linked ${typed++}` }),
      remove: () => added.length && work.remove(pick(added)),
      restore: () => work.history.versions.value.length && work.restore(pick(work.history.versions.value)),
      'bring back': () => work.bringBack(),
      'take a run': () => work.bringBackRun({ ...exercise.start, 'client.ts': `ran ${pick([1, 2, 3])}` }, false),
    };
    const others: Record<string, () => void> = {
      edit: () => work.edit('client.ts', `typed ${typed++}`),
      add: () => work.add(`lib/${typed}.ts`, `added ${typed++}`),
      rename: () => added.length && work.rename(pick(added), `moved/${typed++}.ts`),
      run: () => work.recordRun(work.files.value, work.fromLink.value),
      reload: () => {
        work.dispose();
        works[at] = new Work(exercise, tabs[at]!);
        expect(textOf(works[at].edits.value)).toBe(textOf(before));
      },
    };
    const name = pick([...Object.keys(replacements), ...Object.keys(others)]);
    (replacements[name] ?? others[name]!)();
    works[at]!.flush();
    const now = works[at]!;
    const known = [now.edits.value, ...now.history.versions.value.map(({ edits }) => edits)].map(textOf);
    if (name in replacements && Object.keys(before).length)
      expect(known, `walk ${seed}, step ${step}: ${name}`).toContain(textOf(before));
    for (const path of Object.keys(exercise.start)) expect(now.files.value).toHaveProperty([path]);
  }
  for (const work of works) work.dispose();
}

it('brings back whatever it replaced, on a hundred random walks', () => {
  for (let seed = 1; seed <= 100; seed++) walk(seed);
});

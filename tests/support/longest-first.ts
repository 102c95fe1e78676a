import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, and is small: Vitest, which has no times of a fresh clone, begins with the largest file. */
const longest = [
  'tests/dotnet/dotnet.test.ts',
  'tests/chaos/chaos.test.ts',
  'tests/template.test.ts',
  'tests/parity/parity.test.ts',
];

/** Begins with what takes longest: begun last, it keeps one core at work for a minute while the other waits. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => (longest.some((file) => moduleId.endsWith(`/${file}`)) ? 0 : 1);
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

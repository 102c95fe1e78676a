import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase } from 'vitest/node';

/** A test that passed after it had failed, and what it first failed of. */
export interface SecondTry {
  name: string;
  error: string;
}

/** Writes down which tests needed a second try: Vitest itself counts them as passed. */
export default class SecondTries implements Reporter {
  readonly #found: SecondTry[] = [];

  onTestCaseResult(test: TestCase): void {
    const { state, errors } = test.result();
    if (state !== 'passed' || !test.diagnostic()?.flaky) return;
    const error = errors?.[0]?.message.split('\n', 1)[0] ?? '';
    this.#found.push({ name: `${test.module.relativeModuleId} › ${test.fullName}`, error });
  }

  onTestRunEnd(): void {
    const file = process.env.SECOND_TRIES;
    if (file !== undefined) writeFileSync(file, JSON.stringify(this.#found));
  }
}

import type { Reporter, TestModule, TestRunEndReason, Vitest } from 'vitest/node';

/** Fails a run by `-t <name>` in which nothing has that name: Vitest itself counts all as skipped, and is content. */
export default class NothingRan implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[], _errors: readonly unknown[], reason: TestRunEndReason): void {
    const pattern = this.#vitest?.getGlobalTestNamePattern();
    if (!pattern || reason !== 'passed') return;
    const ran = modules.some((module) =>
      [...module.children.allTests()].some((test) => test.result().state === 'passed'),
    );
    if (ran) return;
    this.#vitest?.logger.error(`No test has a name that matches ${pattern}: nothing ran.`);
    process.exitCode = 1;
  }
}

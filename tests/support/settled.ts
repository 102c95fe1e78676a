const attempts = 3;

/** Checks again where the machine was too busy to settle every criterion in time, as a learner would. */
export async function settled<T>(check: () => Promise<T>, isOpen: (found: T) => boolean): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const found = await check();
    if (attempt === attempts || !isOpen(found)) return found;
  }
}

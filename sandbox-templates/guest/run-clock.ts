let started = performance.now();

/** A place may be opened long before it is given a program: there the clock is set when that starts. */
export function startRunClock(): void {
  started = performance.now();
}

/** Milliseconds since the program started, as samples have them. */
export const runClock = (): number => performance.now() - started;

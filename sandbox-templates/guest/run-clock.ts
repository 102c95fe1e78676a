const started = performance.now();

/** Milliseconds since the program started, as samples have them. */
export const runClock = (): number => performance.now() - started;

import type { Shell, TerminalSize } from '../../sandbox/runtime.ts';

interface Subscription {
  dispose(): void;
}

/** What a shell needs of a terminal; xterm's `Terminal` has it. */
export interface Screen extends TerminalSize {
  /** Calls back when the text is on the screen. */
  write(text: string, done: () => void): void;
  onData(listener: (keys: string) => void): Subscription;
  onResize(listener: (size: TerminalSize) => void): Subscription;
}

/** Joins a shell to a screen until the shell ends, or the signal does it. Resolves to the shell's exit code; null where it was the signal. */
export async function attach(screen: Screen, shell: Shell, signal: AbortSignal): Promise<number | null> {
  const subscriptions = [
    screen.onData((keys) => shell.write(keys)),
    screen.onResize(({ cols, rows }) => shell.resize({ cols, rows })),
  ];
  // Waiting for the screen holds a flood of output back where it comes from.
  const toScreen = new WritableStream<string>({ write: (text) => new Promise((done) => screen.write(text, done)) });
  try {
    const [exitCode] = await Promise.all([shell.exited, shell.output.pipeTo(toScreen, { signal })]);
    return exitCode;
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  } finally {
    for (const subscription of subscriptions) subscription.dispose();
  }
}

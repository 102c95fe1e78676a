import { expect, test } from 'vitest';
import { LastWords } from './last-words.ts';

/** What of it is taken for the cause, and what the console still got. */
function heard(...said: (readonly ['warn' | 'error', string])[]): { cause: string | null; passed: number } {
  let passed = 0;
  const pass = (..._words: unknown[]) => void passed++;
  const console = { log: pass, warn: pass, error: pass };
  const words = new LastWords(console);
  for (const [level, text] of said) console[level](text);
  return { cause: words.cause(), passed };
}

test('hears a stack overflow, and not each of its frames', () => {
  const frames = Array.from({ length: 2000 }, () => ['error', '  at Program.Down (int) [0x00000]'] as const);
  const { cause, passed } = heard(
    ['error', ''],
    ['error', 'Unhandled Exception:'],
    ['error', 'StackOverflowException'],
    ['error', '[ERROR] FATAL UNHANDLED EXCEPTION: System.StackOverflowException: The requested operation …'],
    ...frames,
  );
  expect(cause).toBe('System.StackOverflowException: The requested operation …');
  expect(passed).toBe(200);
});

test('hears an exception in what nobody awaits, and what a program fails fast with', () => {
  expect(
    heard(
      ['warn', '[MONO] Process terminated.'],
      ['warn', '[MONO] ThreadPool.BackgroundJobHandler failed'],
      ['error', 'Unhandled Exception:\nSystem.InvalidOperationException: void\n   at Program.F()'],
    ).cause,
  ).toBe('System.InvalidOperationException: void');
  expect(heard(['warn', '[MONO] Process terminated.'], ['warn', '[MONO] gone']).cause).toBe('gone');
});

test('has no cause where Mono says none', () => {
  expect(heard(['warn', 'something else']).cause).toBeNull();
  expect(heard(['error', 'Unhandled Exception:']).cause).toBeNull();
});

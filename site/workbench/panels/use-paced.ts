import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** A signal's value, at most once in so many milliseconds: what it changes to meanwhile is drawn once. */
export function usePaced<T>(signal: ReadonlySignal<T>, every: number): T {
  const drawn = useSignal(signal.peek());
  useEffect(() => {
    let due: ReturnType<typeof setTimeout> | null = null;
    const end = signal.subscribe(() => {
      due ??= setTimeout(() => {
        due = null;
        drawn.value = signal.peek();
      }, every);
    });
    return () => {
      end();
      if (due) clearTimeout(due);
    };
  }, [signal, every]);
  return drawn.value;
}

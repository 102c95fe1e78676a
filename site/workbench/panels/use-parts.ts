import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** What a panel is made of, loaded when it is opened: null until it is there. `load` is asked once. */
export function useParts<Parts>(load: () => Promise<Parts>): { parts: Signal<Parts | null>; failed: Signal<boolean> } {
  const parts = useSignal<Parts | null>(null);
  const failed = useSignal(false);
  useEffect(() => {
    load().then(
      (loaded) => (parts.value = loaded),
      () => (failed.value = true),
    );
  }, []);
  return { parts, failed };
}

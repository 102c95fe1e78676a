import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { InsideView, LookAt } from '../model/view.ts';
import { useUi } from '../ui.ts';

/** What a view of what is inside is asked to show. Its panel takes the focus each time that it is asked. */
export function useLookedAt(into: InsideView, panel: RefObject<HTMLElement | null>): LookAt | null {
  const { view } = useUi();
  const asked = view.lookAt[into];
  const lookAt = asked.value;
  useEffect(() => {
    if (lookAt) panel.current?.focus();
  }, [lookAt]);
  // Opened by its button the next time, it shows all.
  useEffect(() => () => void (asked.value = null), []);
  return lookAt;
}

import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** For a panel that is opened below the others: has it in view, as far as there is room, once it is there. */
export function useInView<E extends HTMLElement>(): RefObject<E | null> {
  const panel = useRef<E>(null);
  useEffect(() => panel.current!.scrollIntoView({ block: 'nearest' }), []);
  return panel;
}

import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * An act that takes away the button it is done by: before that, the focus goes to what stays, or else to the panel. It would fall to the page, and who
 * goes by keys begin at its top.
 */
export const leaving =
  (act: () => unknown, next?: (button: Element) => HTMLElement | null | undefined) =>
  ({ currentTarget }: { readonly currentTarget: Element }): void => {
    const to = next?.(currentTarget);
    if (to) to.focus();
    else currentTarget.closest<HTMLElement>('.lab-panel')!.focus({ preventScroll: true });
    act();
  };

/** Gives the focus back to what had it when the part came: for when it is closed from within. */
export function useOpener(): () => void {
  const opener = useRef<Element | null>(null);
  useLayoutEffect(() => {
    opener.current = document.activeElement;
  }, []);
  return () => (opener.current as HTMLElement | null)?.focus();
}

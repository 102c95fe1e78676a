import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useUi } from '../ui.ts';

interface DialogProps {
  /** Tells it from the sandbox's other dialogs: part of the title's id, and a class. */
  name: string;
  title: string;
  onClose(): void;
  /** What is in it; gets what closes it. */
  children: (close: () => void) => ComponentChildren;
}

/** A modal dialog, open as long as it is drawn. */
export function Dialog({ name, title, onClose, children }: DialogProps) {
  const { strings, prefix } = useUi();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current!.showModal(), []);
  const close = () => dialog.current!.close();
  return (
    <dialog class={`lab-dialog lab-${name}`} ref={dialog} aria-labelledby={`${prefix}-${name}`} onClose={onClose}>
      <header>
        <h2 id={`${prefix}-${name}`}>{title}</h2>
        <button type="button" class="lab-close" title={strings.place.close} onClick={close}>
          <span aria-hidden="true">×</span>
        </button>
      </header>
      {children(close)}
    </dialog>
  );
}

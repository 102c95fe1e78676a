import type { ComponentChildren, RefObject } from 'preact';
import { useOpener } from '../focus.ts';
import { useUi } from '../ui.ts';

interface Props {
  panel: RefObject<HTMLElement | null>;
  /** Of its class, `lab-<name>`. */
  name: string;
  label: string;
  title: string;
  onClose(): void;
  /** What shows it could not be loaded. */
  failed: boolean;
  children: ComponentChildren;
}

/** The frame of a view of what is inside, which is opened beside the chart. */
export function ViewPanel({ panel, name, label, title, onClose, failed, children }: Props) {
  const { strings } = useUi();
  const backToOpener = useOpener();
  const leave = () => {
    backToOpener();
    onClose();
  };
  return (
    <section ref={panel} class={`lab-panel lab-${name}`} aria-label={label} tabIndex={0}>
      <header class="lab-panel-head">
        <h2 class="lab-title">{title}</h2>
        <button type="button" class="lab-link" onClick={leave}>
          {strings.place.close}
        </button>
      </header>
      {failed && <p class="lab-empty">{strings.closed.loadFailed}</p>}
      {children}
    </section>
  );
}

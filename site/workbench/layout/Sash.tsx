import { useUi } from '../ui.ts';
import { type Edge, rangeOf } from './layout.ts';

const percent = (share: number) => Math.round(share * 100);
/** What an arrow key moves an edge by; with Shift, five times as far. */
const step = 0.02;

interface SashProps {
  edge: Edge;
  /** The room that the edge divides, in pixels of the window. */
  within(): { left: number; top: number; width: number; height: number };
}

/** A window splitter of the ARIA Authoring Practices: dragged, or moved by arrow keys, Home and End; a double click or Enter puts it back. */
export function Sash({ edge, within }: SashProps) {
  const { layout, strings } = useUi();
  const upright = edge === 'text' || edge === 'columns';
  const edges = layout.edges.value;
  const [low, high] = rangeOf(edge, edges);

  const onPointerDown = (event: PointerEvent) => {
    const sash = event.currentTarget as HTMLElement;
    sash.setPointerCapture(event.pointerId);
    event.preventDefault(); // No text is selected on the way; the focus has to be given by hand then.
    sash.focus();
    const box = within();
    const onMove = ({ clientX, clientY }: PointerEvent) =>
      layout.move(edge, upright ? (clientX - box.left) / box.width : (clientY - box.top) / box.height);
    const done = new AbortController();
    sash.addEventListener('pointermove', onMove, { signal: done.signal });
    sash.addEventListener(
      'lostpointercapture',
      () => {
        done.abort();
        layout.keep();
      },
      { signal: done.signal },
    );
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.shiftKey ? 5 * step : step;
    const at = edges[edge];
    const to: Readonly<Record<string, number>> = {
      [upright ? 'ArrowLeft' : 'ArrowUp']: at - by,
      [upright ? 'ArrowRight' : 'ArrowDown']: at + by,
      Home: low,
      End: high,
    };
    if (event.key === 'Enter') layout.reset(edge);
    else if (to[event.key] !== undefined) layout.move(edge, to[event.key]!);
    else return;
    event.preventDefault();
    layout.keep();
  };

  return (
    <div
      class={`lab-sash lab-sash-${edge}`}
      role="separator"
      tabIndex={0}
      aria-label={strings.layout.edges[edge]}
      aria-orientation={upright ? 'vertical' : 'horizontal'}
      aria-valuemin={percent(low)}
      aria-valuemax={percent(high)}
      aria-valuenow={percent(edges[edge])}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      onDblClick={() => {
        layout.reset(edge);
        layout.keep();
      }}
    />
  );
}

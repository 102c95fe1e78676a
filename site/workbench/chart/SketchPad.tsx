import { useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import { leaving } from '../focus.ts';
import { questionBefore } from '../model/question.ts';
import { flat, handles, nudged, polyline, stroked } from '../model/sketch.ts';
import { useUi } from '../ui.ts';

/** Over the empty chart, where the lesson asks how its floor will go: the reader draws that, by pointer or keyboard. */
export function SketchPad() {
  const { view, strings, live } = useUi();
  const { predict: text } = strings;
  const asked = useMemo(() => questionBefore(live().closest('leak-sandbox')!)?.by === 'curve', []);
  const pen = useRef<readonly [number, number] | null>(null);
  const handle = useSignal(0);
  const pad = useRef<HTMLDivElement>(null);
  if (!asked) return null;
  const sketch = view.sketch.value ?? flat;
  const step = (sketch.length - 1) / (handles - 1);

  const pointOf = (event: PointerEvent & { currentTarget: Element }) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    return [(event.clientX - left) / width, 1 - (event.clientY - top) / height] as const;
  };
  const draw = (event: PointerEvent & { currentTarget: Element }) => {
    if (!pen.current) return;
    const point = pointOf(event);
    view.sketch.value = stroked(sketch, pen.current, point);
    pen.current = point;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, () => void> = {
      ArrowLeft: () => (handle.value = Math.max(0, handle.value - 1)),
      ArrowRight: () => (handle.value = Math.min(handles - 1, handle.value + 1)),
      ArrowUp: () => (view.sketch.value = nudged(sketch, handle.value, 0.05)),
      ArrowDown: () => (view.sketch.value = nudged(sketch, handle.value, -0.05)),
      PageUp: () => (view.sketch.value = nudged(sketch, handle.value, 0.25)),
      PageDown: () => (view.sketch.value = nudged(sketch, handle.value, -0.25)),
    };
    const move = event.ctrlKey || event.metaKey || event.altKey ? undefined : moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };
  const height = sketch[handle.value * step]!;
  return (
    <div class="lab-sketch">
      <div
        class="lab-sketch-pad"
        ref={pad}
        role="slider"
        tabIndex={0}
        aria-label={text.sketch}
        aria-orientation="vertical"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(height * 100)}
        aria-valuetext={text.handle(handle.value + 1, handles, Math.round(height * 100))}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          pen.current = pointOf(event);
          draw(event);
        }}
        onPointerMove={draw}
        onPointerUp={() => (pen.current = null)}
        onPointerCancel={() => (pen.current = null)}
        onKeyDown={onKeyDown}
      >
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <polyline points={polyline(sketch)} data-drawn={view.sketch.value ? '' : undefined} />
        </svg>
        <span
          class="lab-sketch-handle"
          style={{ insetInlineStart: `${(handle.value / (handles - 1)) * 100}%`, insetBlockEnd: `${height * 100}%` }}
        />
      </div>
      {view.sketch.value && (
        <button
          type="button"
          class="lab-link"
          onClick={leaving(
            () => (view.sketch.value = null),
            () => pad.current,
          )}
        >
          {text.erase}
        </button>
      )}
    </div>
  );
}

import { useLayoutEffect, useRef } from 'preact/hooks';
import { floorOf } from '../../sandbox/verdict/floor.ts';
import type { Run } from '../../sandbox/run/run.ts';
import { leaving } from '../focus.ts';
import { useUi } from '../ui.ts';

const besideRow = (button: Element) => {
  const row = button.closest('li')!;
  return (row.nextElementSibling ?? row.previousElementSibling)?.querySelector('input');
};

/** The kept runs: which line is whose, shown or not, and away with it. */
export function RunsLegend() {
  const { bench, strings, format } = useUi();
  bench.samplesDrawn.value;
  const runs = bench.runs.all.value;
  const list = useRef<HTMLUListElement>(null);
  // There is room for two or three: the newest is among them.
  useLayoutEffect(() => {
    list.current!.scrollTop = list.current!.scrollHeight;
  }, [runs.at(-1)?.id]);
  /** Where the floor began and where it is. */
  const figureOf = ({ samples }: Run): string | null => {
    const floor = floorOf(samples);
    const size = samples.at(-1)?.source === 'objects' ? format.number : format.bytes;
    return floor.length < 2 ? null : `${size(floor[0]!.value)} → ${size(floor.at(-1)!.value)}`;
  };
  return (
    <ul class="lab-runs" aria-label={strings.runs.label} ref={list}>
      {runs.length === 0 && <li class="lab-small">{strings.runs.none}</li>}
      {runs.map((kept) => {
        const { id, run, shown } = kept;
        const name = strings.runs.nameOf(kept);
        const figure = figureOf(run);
        return (
          <li key={id} class="lab-run" data-verdict={run.verdict.kind}>
            <label>
              <input
                type="checkbox"
                checked={shown}
                aria-label={strings.runs.show(name)}
                onChange={(event) => bench.runs.show(id, event.currentTarget.checked)}
              />
              <span class="lab-key" />
              {name}
              {figure && <span class="lab-small">{figure}</span>}
            </label>
            {run.ended && (
              <button
                type="button"
                class="lab-remove"
                title={strings.runs.remove(name)}
                onClick={leaving(() => bench.runs.remove(id), besideRow)}
              >
                <span aria-hidden="true">×</span>
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

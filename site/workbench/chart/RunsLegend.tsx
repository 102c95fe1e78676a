import { useUi } from '../ui.ts';

/** The kept runs: which line is whose, shown or not, and away with it. */
export function RunsLegend() {
  const { bench, strings } = useUi();
  bench.samplesDrawn.value;
  const runs = bench.runs.all.value;
  return (
    <ul class="lab-runs" aria-label={strings.runs.label}>
      {runs.length === 0 && <li class="lab-small">{strings.runs.none}</li>}
      {runs.map(({ id, run, files, shown }) => {
        const name = strings.runs.name(id, files);
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
            </label>
            {run.ended && (
              <button
                type="button"
                class="lab-remove"
                aria-label={strings.runs.remove(name)}
                title={strings.runs.remove(name)}
                onClick={() => bench.runs.remove(id)}
              >
                ×
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

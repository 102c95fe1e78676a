import { callRate } from '../model/figures.ts';
import { saveFile } from '../../save-file.ts';
import { toCsv } from '../model/export-run.ts';
import type { KeptRun } from '../model/run-list.ts';
import { Button } from '../panels/Button.tsx';
import { Dialog } from '../panels/Dialog.tsx';
import { useUi } from '../ui.ts';
import { floorOf } from '../../sandbox/verdict/floor.ts';
import { picture } from './picture.ts';
import { toPng, toSvg } from './svg.ts';

/** The kept runs side by side, in figures: to name, to keep, to bring back, and to take away as data or as a picture. */
export function RunsDialog() {
  const { bench, view, strings, format } = useUi();
  const { runs: text, table } = strings;
  bench.samplesDrawn.value;
  const runs = bench.runs.all.value;
  const nameOf = (id: number) => {
    const kept = runs.find((run) => run.id === id);
    return kept ? text.nameOf(kept) : '';
  };
  const drawing = () => toSvg(picture(runs, view.extras.value), nameOf, format);
  const row = (kept: KeptRun) => {
    const { id, run, pinned } = kept;
    const last = run.samples.at(-1);
    const floor = floorOf(run.samples);
    const size = last?.source === 'objects' ? format.number : format.bytes;
    const perCall = run.verdict.growth?.perCall;
    const rate = callRate(run.samples);
    const figures: [string, string][] = [
      [strings.verdict.label, strings.verdict.word[run.verdict.kind]],
      [table.calls, last ? format.number(last.calls) : strings.stats.none],
      [strings.stats.rate, rate === null ? strings.stats.none : format.number(rate)],
      [table.floor, floor.length ? `${size(floor[0]!.value)} → ${size(floor.at(-1)!.value)}` : strings.stats.none],
      [text.perCall, perCall ? size(perCall.estimate) : strings.stats.none],
    ];
    return (
      <tr key={id}>
        <th scope="row">
          <input
            type="text"
            maxLength={60}
            aria-label={text.rename(text.name(id, kept.files))}
            value={text.nameOf(kept)}
            onChange={(event) => bench.runs.rename(id, event.currentTarget.value.trim())}
          />
        </th>
        {figures.map(([label, figure]) => (
          <td key={label} data-label={label}>
            {figure}
          </td>
        ))}
        <td class="lab-run-actions">
          <Button pressed={pinned} onClick={() => bench.runs.pin(id, !pinned)}>
            {text.pin}
          </Button>
          <Button onClick={() => bench.work.bringBackRun(run.files, kept.fromLink)}>{text.bringBack}</Button>
          <Button onClick={() => saveFile(`${bench.exercise.id}-${id}.csv`, toCsv(run), 'text/csv')}>CSV</Button>
        </td>
      </tr>
    );
  };
  return (
    <Dialog name="runs-table" title={text.compare} onClose={() => (view.runs.value = false)}>
      {() => (
        <>
          <div class="lab-scroll" tabIndex={0} role="group" aria-label={text.compare}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{text.run}</th>
                  <th scope="col">{strings.verdict.label}</th>
                  <th scope="col">{table.calls}</th>
                  <th scope="col">{strings.stats.rate}</th>
                  <th scope="col">{table.floor}</th>
                  <th scope="col">{text.perCall}</th>
                  <th scope="col">{text.actions}</th>
                </tr>
              </thead>
              <tbody>{runs.map(row)}</tbody>
            </table>
          </div>
          <p class="lab-share-row">
            <span>{text.picture}</span>
            <Button onClick={() => saveFile(`${bench.exercise.id}.svg`, drawing(), 'image/svg+xml')}>SVG</Button>
            <Button onClick={async () => saveFile(`${bench.exercise.id}.png`, await toPng(drawing()), 'image/png')}>
              PNG
            </Button>
          </p>
        </>
      )}
    </Dialog>
  );
}

import { useEffect, useState } from 'preact/hooks';
import type { FloorPoint } from '../../sandbox/verdict/floor.ts';
import type { Basis, Verdict } from '../../sandbox/verdict/verdict.ts';
import { useUi } from '../ui.ts';
import { trendLine } from '../chart/trend-line.ts';

/** What a verdict rests on: the points of the floor, the line through them, and what was left out. */
export function Why({ verdict }: { verdict: Verdict | null }) {
  const { bench, strings } = useUi();
  const [isOpen, setOpen] = useState(false);
  const isRead = isOpen && verdict !== null;
  useEffect(() => bench.inside.readReasons(isRead), [isRead]);
  if (!verdict) return null;
  return (
    <details class="lab-why" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{strings.verdict.why.label}</summary>
      {isOpen &&
        (verdict.basis ? <Reasons basis={verdict.basis} unit={verdict.unit} /> : <p>{strings.verdict.why.empty}</p>)}
    </details>
  );
}

function Reasons({ basis, unit }: { basis: Basis; unit: Verdict['unit'] }) {
  const { strings, format } = useUi();
  const { why } = strings.verdict;
  const { points, warmUp, busy, allowance } = basis;
  const isDataOnly = points.some(({ value, data }) => value !== data);
  return (
    <>
      <Plot basis={basis} />
      <p>
        {[
          why.line(basis, unit, format),
          warmUp.length > 0 && why.warmUp(warmUp.length, format.clock(warmUp.at(-1)!.at)),
          busy > 0 && why.busy(busy),
          allowance > 0 && why.allowance(basis, unit, format),
          isDataOnly && why.dataOnly,
        ]
          .filter(Boolean)
          .join(' ')}
      </p>
      <Points basis={basis} unit={unit} isDataOnly={isDataOnly} />
    </>
  );
}

function Points({ basis, unit, isDataOnly }: { basis: Basis; unit: Verdict['unit']; isDataOnly: boolean }) {
  const { strings, format } = useUi();
  const { table, used, leftOut } = strings.verdict.why;
  const size = unit === 'bytes' ? format.bytes : format.number;
  const hasBuffers = basis.points.some(({ buffers }) => buffers !== null);
  const headings = [
    table.time,
    table.calls,
    table.floor,
    ...(isDataOnly ? [table.judged] : []),
    ...(hasBuffers ? [table.buffers] : []),
    table.use,
  ];
  const row = (point: FloorPoint, use: string) => (
    <tr key={point.at}>
      <th scope="row">{format.clock(point.at)}</th>
      <td>{format.number(point.calls)}</td>
      <td>{size(point.value)}</td>
      {isDataOnly && <td>{size(point.data)}</td>}
      {hasBuffers && <td>{point.buffers === null ? '–' : format.bytes(point.buffers)}</td>}
      <td>{use}</td>
    </tr>
  );
  return (
    <table class="lab-table">
      <caption class="lab-visually-hidden">{table.caption}</caption>
      <thead>
        <tr>
          {headings.map((label) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {basis.warmUp.map((point) => row(point, leftOut))}
        {basis.points.map((point) => row(point, used))}
      </tbody>
    </table>
  );
}

const box = { width: 320, height: 90, margin: 6 };

/** The points, full where the line goes through them and hollow where they were left out. Its twin in figures is the table below. */
function Plot({ basis }: { basis: Basis }) {
  const { strings } = useUi();
  const all = [...basis.warmUp, ...basis.points];
  const along = (point: FloorPoint) => (basis.axis === 'calls' ? point.calls : point.at);
  const line = trendLine(basis, ({ data }) => data);
  const heights = [...all.map(({ data }) => data), ...line.flatMap(({ low, high }) => [low, high])];
  const [left, right] = [along(all[0]!), along(all.at(-1)!)];
  const [bottom, top] = [Math.min(...heights), Math.max(...heights)];
  const x = (value: number) => box.margin + ((value - left) / (right - left || 1)) * (box.width - 2 * box.margin);
  const y = (value: number) =>
    box.height - box.margin - ((value - bottom) / (top - bottom || 1)) * (box.height - 2 * box.margin);
  const path = (places: readonly (readonly [number, number])[]) =>
    places.map(([at, height], i) => `${i ? 'L' : 'M'}${x(at).toFixed(1)} ${y(height).toFixed(1)}`).join('');
  const band = [
    ...line.map(({ point, high }) => [along(point), high] as const),
    ...line.toReversed().map(({ point, low }) => [along(point), low] as const),
  ];
  return (
    <svg class="lab-plot" viewBox={`0 0 ${box.width} ${box.height}`} role="img" aria-label={strings.verdict.why.plot}>
      <path class="lab-plot-band" d={`${path(band)}Z`} />
      <path class="lab-plot-line" d={path(line.map(({ point, height }) => [along(point), height] as const))} />
      {all.map((point, i) => (
        <circle
          key={point.at}
          class={i < basis.warmUp.length ? 'lab-plot-left-out' : 'lab-plot-point'}
          cx={x(along(point))}
          cy={y(point.data)}
          r="2.2"
        />
      ))}
    </svg>
  );
}

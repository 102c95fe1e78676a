import { useMemo } from 'preact/hooks';
import { thin } from '../model/figures.ts';
import { useUi } from '../ui.ts';
import { useEachSecond } from './use-each-second.ts';

/** The samples of the latest run as figures: a row a second, so that they can be read while they come. */
export function SamplesTable() {
  const { bench, strings, format } = useUi();
  const { table } = strings;
  const latest = bench.runs.latest.value;
  const due = useEachSecond(bench);
  const rows = useMemo(() => thin(latest?.run.samples ?? []), [latest, due]);
  // What is counted is alive only right after a collection: there it is the floor, and nothing else is known.
  const objects = rows[0]?.source === 'objects';
  const headings = [
    table.time,
    table.calls,
    table.clients,
    table.methods,
    ...(objects ? [table.objects] : [table.used, table.floor]),
  ];
  const size = (value: number | null) => (value === null ? '–' : objects ? format.number(value) : format.bytes(value));
  return (
    <section class="lab-panel lab-samples" aria-label={table.scroll} tabIndex={0}>
      <table class="lab-table">
        <caption class="lab-title">{table.caption}</caption>
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
          {rows.length === 0 && (
            <tr>
              <td colSpan={headings.length}>{table.empty}</td>
            </tr>
          )}
          {rows.map((row) => (
            <tr key={row.at}>
              <th scope="row">{format.clock(row.at)}</th>
              <td>{format.number(row.calls)}</td>
              <td>{format.number(row.clientsCreated)}</td>
              <td>{format.number(row.entries)}</td>
              {!objects && <td>{size(row.heapUsed)}</td>}
              <td>{size(row.floor)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

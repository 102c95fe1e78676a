import type { Cached, CachedEntry } from '../../sandbox/samples.ts';
import type { CacheStrings } from '../../strings/cache-view.ts';
import type { Format } from '../../strings/format.ts';

interface Props {
  readonly cached: Cached;
  readonly text: CacheStrings;
  readonly format: Format;
}

/** What channels' method caches hold: counts by name, and of some entries who made them, and when they last served. */
export function CacheView({ cached, text, format }: Props) {
  const { entries, names, first, latest, at } = cached;
  const known = Object.entries(names);
  const columns = ['index', 'name', 'client', 'line', 'age', 'calls', 'used'] as const;
  const row = (entry: CachedEntry) => <Row key={entry.index} entry={entry} at={at} text={text} format={format} />;
  const isApart = latest[0] && latest[0].index > (first.at(-1)?.index ?? 0) + 1;
  return (
    <>
      <p>{text.sum(format.number(entries), format.number(known.length), { entries, names: known.length })}</p>
      <ul>
        {known.map(([name, count]) => (
          <li key={name} data-many={count > 1}>
            {text.named(name, format.number(count), count)}
          </li>
        ))}
      </ul>
      <table class="lab-table">
        <caption class="lab-visually-hidden">{text.caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {text.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {latest.toReversed().map(row)}
          {isApart && (
            <tr>
              <td colSpan={columns.length}>{text.between}</td>
            </tr>
          )}
          {first.toReversed().map(row)}
        </tbody>
      </table>
      <p class="lab-small">{text.holds}</p>
      <p class="lab-small">{text.sampled}</p>
    </>
  );
}

function Row({ entry, at, text, format }: { entry: CachedEntry; at: number } & Pick<Props, 'text' | 'format'>) {
  const { index, name, client, line, calls, usedAt, isAlive } = entry;
  return (
    <tr>
      <th scope="row">{format.number(index)}</th>
      <td>{name}</td>
      <td>{format.number(client)}</td>
      <td>{line ?? '–'}</td>
      <td>{isAlive ? format.clock(at - entry.at) : text.gone}</td>
      <td>{format.number(calls)}</td>
      <td>{text.ago(format.clock(Math.max(0, at - usedAt)))}</td>
    </tr>
  );
}

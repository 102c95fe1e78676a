import type { Cached, CachedEntry } from '../../sandbox/protocol/samples.ts';
import type { CacheStrings } from '../../strings/cache-view.ts';
import type { Format } from '../../strings/format.ts';
import { ChannelsView } from './ChannelsView.tsx';
import { SampleTable } from './SampleTable.tsx';

interface Props {
  readonly cached: Cached;
  readonly text: CacheStrings;
  readonly format: Format;
}

/** What channels' method caches hold, where a program has such channels, and the channels themselves. */
export function CacheView({ cached, text, format }: Props) {
  return (
    <>
      {cached.entries > 0 && <Caches cached={cached} text={text} format={format} />}
      <ChannelsView channels={cached.channels} at={cached.at} text={text} format={format} />
    </>
  );
}

/** Counts by name, and of some entries who made them, and when they last served. */
function Caches({ cached, text, format }: Props) {
  const { entries, names, first, latest, at } = cached;
  const known = Object.entries(names);
  /** Of names beyond those that the program tells one by one. */
  const others = entries - known.reduce((sum, [, count]) => sum + count, 0);
  const counted = `${format.number(known.length)}${others > 0 ? '+' : ''}`;
  const row = ({ index, name, client, line, calls, usedAt, isAlive, ...entry }: CachedEntry) => [
    format.number(index),
    name,
    format.number(client),
    line ?? '–',
    isAlive ? format.clock(at - entry.at) : text.gone,
    format.number(calls),
    text.ago(format.clock(Math.max(0, at - usedAt))),
  ];
  const isApart = latest[0] && latest[0].index > (first.at(-1)?.index ?? 0) + 1;
  return (
    <>
      <h3>{text.caches}</h3>
      <p>{text.sum(format.number(entries), counted, { entries, names: known.length })}</p>
      <ul>
        {known.map(([name, count]) => (
          <li key={name} data-many={count > 1}>
            {text.named(name, format.number(count), count)}
          </li>
        ))}
        {others > 0 && <li>{text.others(format.number(others))}</li>}
      </ul>
      <SampleTable
        caption={text.caption}
        columns={Object.values(text.columns)}
        latest={latest.map(row)}
        between={isApart ? text.between : null}
        first={first.map(row)}
      />
      <p class="lab-small">{text.holds}</p>
      <p class="lab-small">{text.sampled}</p>
    </>
  );
}

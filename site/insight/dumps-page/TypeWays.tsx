import { useEffect, useState } from 'preact/hooks';
import { shortName } from '../dumps/gcdump/csharp-name.ts';
import type { TypeRow } from '../dumps/compare.ts';
import { useDumpUi } from './context.ts';
import type { NamedWays } from './protocol.ts';
import { keeperWords, wayWords } from '../way-words.ts';
import { WayGraph } from './WayGraph.tsx';
import { WayView } from './WayView.tsx';

/** As many stand beside each other. */
const mostDrawn = 3;

/** What holds the objects of a type: the ways from roots by which most of them are held. */
export function TypeWays({ row }: { row: TypeRow }) {
  const { model, text, format } = useDumpUi();
  const [found, setFound] = useState<NamedWays | null>(null);
  const { type } = row;
  useEffect(() => {
    let isWanted = true;
    setFound(null);
    if (type !== null) void model.ways(type).then((ways) => isWanted && setFound(ways));
    return () => {
      isWanted = false;
    };
  }, [model, type, model.later?.key]);
  if (type === null || row.count === 0) return <p>{text.ways.gone}</p>;
  if (!found) return <p>{text.table.reckoning}</p>;
  const drawn = found.ways
    .slice(0, mostDrawn)
    .map(({ steps, count, keeper }) => ({ ...wayWords(steps, text, keeper?.step), count }));
  return (
    <div role="group" aria-label={text.ways.title(shortName(row.name))}>
      {row.module && <p class="note">{row.module}</p>}
      <div class="way-sides">
        {drawn.length > 0 && <WayGraph ways={drawn} />}
        <div>
          {found.ways.map(({ steps, count, bytes, keeper }, index) => {
            const kept = keeper && keeperWords(wayWords(steps, text, keeper.step));
            return (
              <div key={index}>
                <p>{text.ways.count(format.number(count), format.bytes(bytes))}</p>
                <WayView steps={steps} keeper={keeper?.step} />
                {kept && count > 1 && (
                  <p class="note">
                    {text.ways.keeper(format.number(keeper.count), shortName(kept.name), format.bytes(keeper.retained))}
                  </p>
                )}
              </div>
            );
          })}
        </div>
      </div>
      {found.others > 0 && <p class="note">{text.ways.others(format.number(found.others))}</p>}
      {found.unreached > 0 && <p class="note">{text.ways.unreached(format.number(found.unreached))}</p>}
    </div>
  );
}

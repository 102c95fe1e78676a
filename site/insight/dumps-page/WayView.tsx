import { shortName } from '../dumps/gcdump/csharp-name.ts';
import { wayWords, type NamedStep } from '../way-words.ts';
import { useDumpUi } from './context.ts';

/** The way from a root to objects, step by step. */
export function WayView({ steps, keeper = -1 }: { steps: readonly NamedStep[]; keeper?: number | undefined }) {
  const { text, format } = useDumpUi();
  const way = wayWords(steps, text, keeper);
  return (
    <ol class="way">
      <li class="way-root">{way.root}</li>
      {way.steps.map(({ by, name, inRow, leftOut, isKeeper }, index) => (
        <li key={index} class={isKeeper ? 'way-keeper' : undefined}>
          {leftOut > 0 && <span class="way-row">{text.ways.leftOut(format.number(leftOut))}</span>}
          {by && <span class="way-by">{by}</span>}
          <code title={name}>{shortName(name)}</code>
          {inRow > 1 && <span class="way-row">{text.ways.inRow(format.number(inRow))}</span>}
        </li>
      ))}
    </ol>
  );
}

import { shortName } from '../dumps/gcdump/csharp-name.ts';
import { wayWords, type NamedStep } from '../way-words.ts';
import { useDumpUi } from './context.ts';

/** The way from a root to objects, step by step. */
export function WayView({ steps }: { steps: readonly NamedStep[] }) {
  const { text, format } = useDumpUi();
  const way = wayWords(steps, text);
  return (
    <ol class="way">
      <li class="way-root">{way.root}</li>
      {way.steps.map(({ by, name, inRow }, index) => (
        <li key={index}>
          {by && <span class="way-by">{by}</span>}
          <code title={name}>{shortName(name)}</code>
          {inRow > 1 && <span class="way-row">{text.ways.inRow(format.number(inRow))}</span>}
        </li>
      ))}
    </ol>
  );
}

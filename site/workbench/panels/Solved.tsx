import { avoidedBy } from '../model/avoided.ts';
import { useUi } from '../ui.ts';
import { Button } from './Button.tsx';

/** After *solved*: the reader's code beside the solution, and the way on; what was avoided, by their own run. */
export function Solved() {
  const { bench, view, strings, format } = useUi();
  const { solved: text } = strings;
  const avoided = avoidedBy(bench.runs.all.value.map(({ run }) => run));
  const next = document.querySelector<HTMLAnchorElement>('a[rel=next]');
  return (
    <div class="lab-solved-panel">
      <p class="lab-share-row">
        <Button onClick={() => (view.solution.value = true)}>{text.compare}</Button>
        {next && (
          <a class="lab-button lab-primary" href={next.href}>
            {text.next(next.querySelector('.link-title')?.textContent ?? next.textContent)}
          </a>
        )}
      </p>
      {avoided && <p>{text.avoided(avoided, format)}</p>}
    </div>
  );
}

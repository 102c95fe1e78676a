import { useUi } from '../ui.ts';
import { Task } from './Task.tsx';
import { Trouble } from './Trouble.tsx';

/** What the exercise asks for and how it stands; above it, why a run failed. */
export function ExercisePanel() {
  const { bench, strings, format } = useUi();
  const { check } = strings;
  const checking = bench.checking.value;
  const checked = bench.work.checked.value;
  const solved = checked?.criteria.every(({ result }) => result === 'passed') ?? false;
  const word = checking
    ? check.running
    : !checked
      ? check.before
      : checked.stale
        ? check.stale
        : solved
          ? check.solved
          : check.unsolved;
  return (
    <section class="lab-panel lab-exercise" aria-label={check.label} tabIndex={0}>
      <Trouble />
      <h2 class="lab-title">{check.label}</h2>
      <Task />
      <p class="lab-sentence">{word}</p>
      <ul class="lab-criteria" data-stale={!checking && checked?.stale ? '' : undefined}>
        {bench.criteria.value.map(({ id, result, figures }) => (
          <li key={id} data-criterion={id} data-result={result}>
            <span class="lab-visually-hidden">{check.result[result]}: </span>
            {check.criteria[id][result](figures, format)}
          </li>
        ))}
      </ul>
    </section>
  );
}

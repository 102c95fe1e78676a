import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { secondsLeft } from '../../sandbox/exercises/check-run.ts';
import type { Criterion } from '../../sandbox/exercises/check.ts';
import type { CheckProgress } from '../../strings/sandbox/check.ts';
import { useUi, type Ui } from '../ui.ts';
import { Button } from './Button.tsx';
import { Solved } from './Solved.tsx';
import { Task, type HintOffer } from './Task.tsx';
import { Trouble } from './Trouble.tsx';

/** What the exercise asks for and how it stands; above it, why a run failed. */
export function ExercisePanel() {
  const ui = useUi();
  const { bench, strings, format } = ui;
  const { check } = strings;
  const criteria = bench.criteria.value;
  const state = bench.checkState.value;
  const answer = useRef<HTMLParagraphElement>(null);
  const offer = useSignal<HintOffer | null>(null);
  // The task and its hints are above the answer, and fill a low panel.
  useLayoutEffect(() => {
    if (state !== 'none') bringToTop(answer.current!);
  }, [state]);
  return (
    <section class="lab-panel lab-exercise" aria-label={check.label} tabIndex={0}>
      <Trouble />
      <h2 class="lab-title">
        {check.label}
        {bench.work.solved.value && <span class="lab-solved">{strings.closed.solved}</span>}
      </h2>
      <Task offer={offer} />
      <p class="lab-sentence" ref={answer}>
        {sentence(ui)}
      </p>
      {state === 'solved' && <Solved />}
      {offer.value && (
        <p class="lab-offer">
          <span>{strings.hints.offer}</span>{' '}
          <Button onClick={offer.value.unfold}>{strings.hint(offer.value.step)}</Button>
        </p>
      )}
      {state === 'open' && bench.state.value === 'running' && (
        <Button onClick={() => bench.check()}>{check.goOn}</Button>
      )}
      <ul class="lab-criteria" data-stale={state === 'none' && bench.work.checked.value ? '' : undefined}>
        {criteria.map((criterion) => (
          <li key={criterion.id} data-criterion={criterion.id} data-result={criterion.result}>
            <span class="lab-visually-hidden">{check.result[criterion.result]}: </span>
            {criterionText(criterion, strings, format)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Scrolls within the panel, and within the sandbox where that scrolls by itself: the page stays where it is. */
function bringToTop(element: HTMLElement): void {
  const panel = element.parentElement!;
  const sandbox = panel.parentElement!;
  panel.scrollTop += element.getBoundingClientRect().top - panel.getBoundingClientRect().top - margin;
  sandbox.scrollTop += Math.max(0, panel.getBoundingClientRect().bottom - sandbox.getBoundingClientRect().bottom);
}
const margin = 16; // px

function sentence({ bench, strings: { check }, format }: Ui): string {
  const criteria = bench.criteria.value;
  const count = (result: Criterion['result']) => criteria.filter((criterion) => criterion.result === result).length;
  switch (bench.checkState.value) {
    case 'measuring':
      return check.measuring(progressOf(criteria), format);
    case 'none':
      return bench.work.checked.value ? check.stale : check.before;
    case 'open':
      return check.unsettled(count('open'), bench.state.value === 'running', format);
    case 'not-solved':
      return check.unsolved(count('failed'), format);
    case 'solved':
      return check.solved;
  }
}

function criterionText(
  { id, result, figures }: Criterion,
  { check, criteria }: Ui['strings'],
  format: Ui['format'],
): string {
  const text = criteria[id];
  // A program that ended has its own sentence for too few calls; for what else it did not come to, one does.
  if (!figures.ended || id === 'enough-calls') return text[result](figures, format);
  return `${text.open(figures, format)} ${check.endedBefore}`;
}

export function progressOf(criteria: readonly Criterion[]): CheckProgress {
  return {
    settled: criteria.filter(({ result }) => result !== 'open').length,
    all: criteria.length,
    seconds: secondsLeft(criteria),
  };
}

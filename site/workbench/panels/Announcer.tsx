import { useUi, type Ui } from '../ui.ts';
import { progressOf } from './ExercisePanel.tsx';

/** The one live region: the state, the verdict and the check in words, never the figures that change ten times a second. */
export function Announcer() {
  const ui = useUi();
  const { bench, strings } = ui;
  const step = bench.place.step.value;
  const state = strings.state[bench.state.value] + (step ? `: ${strings.place.steps[step]}` : '');
  const verdict = bench.verdict.value;
  const said = [
    `${state}.`,
    verdict && `${strings.verdict.label}: ${strings.verdict.word[verdict.kind]}.`,
    checkSaid(ui),
  ];
  return (
    <p class="lab-visually-hidden" role="status">
      {said.filter(Boolean).join(' ')}
    </p>
  );
}

function checkSaid({ bench, strings: { check }, format }: Ui): string | null {
  const criteria = bench.criteria.value;
  switch (bench.checkState.value) {
    case 'none':
      return null;
    case 'measuring':
      return check.progress(progressOf(criteria), format);
    case 'solved':
      return check.solved;
    case 'not-solved':
      return check.unsolved(criteria.filter(({ result }) => result === 'failed').length, format);
    case 'open':
      return check.unsettled(criteria.filter(({ result }) => result === 'open').length, format);
  }
}

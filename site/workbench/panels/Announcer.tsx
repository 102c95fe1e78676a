import { useUi, type Ui } from '../ui.ts';
import { progressOf } from './ExercisePanel.tsx';

/**
 * The state, the verdict and the check in words, never the figures that change ten times a second. Each is told when it changes, and does not have
 * the others told again.
 */
export function Announcer() {
  const ui = useUi();
  const { bench, strings } = ui;
  const { announced: text } = strings;
  const step = bench.place.step.value;
  const verdict = bench.verdict.value;
  return (
    <div class="lab-visually-hidden" role="status" aria-atomic="false">
      <p>{text.state(strings.state[bench.state.value], step && strings.place.steps[step])}</p>
      <p>{verdict && text.verdict(strings.verdict.word[verdict.kind])}</p>
      <p>{checkSaid(ui)}</p>
    </div>
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
      return check.unsettled(
        criteria.filter(({ result }) => result === 'open').length,
        bench.state.value === 'running',
        format,
      );
  }
}

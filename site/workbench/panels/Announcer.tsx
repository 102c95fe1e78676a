import { useUi } from '../ui.ts';

/** The one live region: the state and the verdict in words, never the figures that change ten times a second. */
export function Announcer() {
  const { bench, strings } = useUi();
  const step = bench.place.step.value;
  const state = strings.state[bench.state.value] + (step ? `: ${strings.place.steps[step]}` : '');
  const verdict = bench.verdict.value;
  return (
    <p class="lab-visually-hidden" role="status">
      {verdict ? `${state}. ${strings.verdict.label}: ${strings.verdict.word[verdict.kind]}.` : `${state}.`}
    </p>
  );
}

import { useUi } from '../ui.ts';

/** The one live region: the state and the verdict in words, never the figures that change ten times a second. */
export function Announcer() {
  const { bench, strings } = useUi();
  const state = strings.state[bench.state.value];
  const verdict = bench.verdict.value;
  return <p class="lab-visually-hidden" role="status">{verdict ? `${state}. ${strings.verdict.label}: ${strings.verdict.word[verdict.kind]}.` : `${state}.`}</p>;
}

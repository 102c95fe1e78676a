import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { questionBefore } from '../model/question.ts';
import { useUi } from '../ui.ts';

/**
 * The lesson's question: answered before the first run, here or in the text, then set against what a run of the code as given has shown. What is said
 * of an answer is kept until there is something to hold it against.
 */
export function Prediction() {
  const { bench, strings, live, prefix } = useUi();
  const { predict: text } = strings;
  const question = useMemo(() => questionBefore(live().closest('leak-sandbox')!), []);
  const answer = useSignal<number | null>(null);
  const runs = bench.runs.all.value;
  const hasRun = runs.length > 0;
  const judged =
    bench.verdict.value && runs.find(({ files, run }) => files === 'as-given' && isSettled(run.verdict.kind));
  const chosen = answer.value === null ? null : question?.choices[answer.value];

  useEffect(() => {
    if (hasRun || !question) return;
    const stop = new AbortController();
    for (const [index, { element }] of question.choices.entries()) {
      if (element.open) answer.value = index;
      element.addEventListener('toggle', () => element.open && (answer.value = index), { signal: stop.signal });
    }
    return () => stop.abort();
  }, [hasRun]);
  // In the text too, and for a class that the reader is in.
  useEffect(() => {
    if (judged && chosen) chosen.element.open = true;
  }, [Boolean(judged)]);

  if (!question) return null;
  if (!hasRun)
    return (
      <fieldset class="lab-prediction">
        <legend>{text.before(question.text)}</legend>
        {question.choices.map((choice, index) => (
          <label key={choice.text}>
            <input
              type="radio"
              name={`${prefix}-prediction`}
              checked={answer.value === index}
              onChange={() => (answer.value = index)}
            />
            <span>{choice.text}</span>
          </label>
        ))}
      </fieldset>
    );
  if (!chosen) return null;
  return (
    <div class="lab-prediction" data-right={judged ? chosen.right : undefined}>
      <p>{text.predicted(chosen.text)}</p>
      <p>{judged ? `${text.showed(strings.verdict.word[judged.run.verdict.kind])} ${chosen.why}` : text.waits}</p>
    </div>
  );
}

const isSettled = (kind: string): boolean => kind === 'leaking' || kind === 'steady';

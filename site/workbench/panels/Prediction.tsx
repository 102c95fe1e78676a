import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { floorOf } from '../../sandbox/verdict/floor.ts';
import type { Run } from '../../sandbox/run/run.ts';
import { choiceOf, questionBefore, type Question } from '../model/question.ts';
import { polyline, shapeOf, type Sketch } from '../model/sketch.ts';
import { useUi } from '../ui.ts';
import { Button } from './Button.tsx';

/**
 * The lesson's question: answered before the first run, here, in the text or over the empty chart, then set against what a run of the code as given
 * has shown. What is said of an answer is kept until there is something to hold it against.
 */
export function Prediction() {
  const { bench, view, strings, live } = useUi();
  const { predict: text } = strings;
  const question = useMemo(() => questionBefore(live().closest('leak-sandbox')!), []);
  const answer = useSignal<number | null>(null);
  const runs = bench.runs.all.value;
  const hasRun = runs.length > 0;
  const judged =
    bench.verdict.value && runs.find(({ files, run }) => files === 'as-given' && isSettled(run.verdict.kind));
  const ofEditedAlone =
    hasRun && runs.every(({ files }) => files !== 'as-given') && isSettled(runs.at(-1)!.run.verdict.kind);
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
  const drew = useRef(false);
  useSignalEffect(() => {
    const sketch = view.sketch.value;
    if (!sketch && !drew.current) return;
    // What was drawn is an answer; erased, it is none.
    drew.current = sketch !== null;
    const at = sketch && question ? choiceOf(question, shapeOf(sketch)) : -1;
    answer.value = at < 0 ? null : at;
  });

  if (!question) return null;
  const choose = (index: number) => {
    view.sketch.value = null;
    answer.value = index;
  };
  if (!hasRun) return <Ask question={question} answer={answer.value} choose={choose} />;
  const sketch = view.sketch.value;
  if (!chosen && !sketch) return null;
  const said = sketch ? text.drew(shapeOf(sketch)) : text.predicted(chosen!.text);
  return (
    <div class="lab-prediction" data-right={judged ? (chosen?.right ?? false) : undefined}>
      <p>{said}</p>
      <p role="status">
        {judged ? `${text.showed(strings.verdict.word[judged.run.verdict.kind])} ${chosen?.why ?? ''}` : null}
        {!judged && (ofEditedAlone ? text.ofGiven : text.waits)}
      </p>
      {judged && sketch && <Compared sketch={sketch} run={judged.run} />}
    </div>
  );
}

interface Asked {
  question: Question;
  /** The place of what was chosen. */
  answer: number | null;
  choose(index: number): void;
}

function Ask({ question, answer, choose }: Asked) {
  const { view, strings, prefix } = useUi();
  const { predict: text } = strings;
  if (question.by === 'number') return <AskNumber question={question} answer={answer} choose={choose} />;
  return (
    <fieldset class="lab-prediction">
      <legend>{text.before(question.text)}</legend>
      {question.by === 'curve' && (
        <p class="lab-small">{view.sketch.value ? text.drew(shapeOf(view.sketch.value)) : text.draw}</p>
      )}
      {question.choices.map((choice, index) => (
        <label key={choice.text}>
          <input type="radio" name={`${prefix}-prediction`} checked={answer === index} onChange={() => choose(index)} />
          <span>{choice.text}</span>
        </label>
      ))}
    </fieldset>
  );
}

function AskNumber({ question, answer, choose }: Asked) {
  const { predict: text } = useUi().strings;
  const typed = useSignal('');
  const answered = useSignal<{ at: number; number: string } | null>(null);
  const take = (event: Event) => {
    event.preventDefault();
    const at = typed.value.trim() === '' ? -1 : choiceOf(question, Number(typed.value));
    if (at < 0) return;
    answered.value = { at, number: typed.value };
    choose(at);
  };
  return (
    <form class="lab-prediction" onSubmit={take}>
      <p>
        <strong>{text.before(question.text)}</strong>
      </p>
      <p class="lab-offer">
        <label>
          {text.number}{' '}
          <input
            type="number"
            min={0}
            required
            value={typed.value}
            onInput={({ currentTarget }) => (typed.value = currentTarget.value)}
          />
        </label>
        <Button submit>{text.answer}</Button>
      </p>
      <p role="status">{answered.value && answered.value.at === answer && text.predicted(answered.value.number)}</p>
    </form>
  );
}

/** What was drawn and what came of it, in one frame. */
function Compared({ sketch, run }: { sketch: Sketch; run: Run }) {
  const { predict: text } = useUi().strings;
  const floor = floorOf(run.samples).map(({ value }) => value);
  if (floor.length < 2) return null;
  return (
    <figure class="lab-compared">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <polyline points={polyline(sketch, Math.max(...sketch))} data-drawn="" />
        <polyline points={polyline(floor, Math.max(...floor))} />
      </svg>
      <figcaption class="lab-small">{text.compared}</figcaption>
    </figure>
  );
}

const isSettled = (kind: string): boolean => kind === 'leaking' || kind === 'steady';

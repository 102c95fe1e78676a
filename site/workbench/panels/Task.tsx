import { useSignal, type Signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useUi, type Ui } from '../ui.ts';

/** The hint that comes next, counted from 1, and what unfolds it. */
export interface HintOffer {
  readonly step: number;
  unfold(): void;
}

/**
 * The task as the lesson's text has it, with its hints: a copy, since the text may be out of sight. Hints come one after the other; each can show
 * its place in the code, and after a check that failed the next one is offered, by `offer`.
 */
export function Task({ offer }: { offer: Signal<HintOffer | null> }) {
  const ui = useUi();
  const { bench } = ui;
  const host = useRef<HTMLDivElement>(null);
  /** How many hints are open, and how many there are. */
  const hints = useSignal({ open: 0, all: 0 });
  useLayoutEffect(() => {
    const task = document.querySelector(`[data-task="${bench.exercise.id}"]`);
    if (!task) return;
    const copy = task.cloneNode(true) as Element;
    const language = bench.exercise.language ?? 'typescript';
    for (const other of copy.querySelectorAll(`[data-in]:not([data-in=${language}])`)) other.remove();
    for (const element of copy.querySelectorAll('[id]')) element.removeAttribute('id');
    host.current!.replaceChildren(...copy.childNodes);
    const all = [...host.current!.querySelectorAll<HTMLDetailsElement>('details[data-at]')];
    const look = () => {
      const reached = all.findLastIndex(({ open }) => open) + 1;
      hints.value = { open: Math.max(reached, hints.peek().open), all: all.length };
      for (const [index, hint] of all.entries()) hint.hidden = index > hints.peek().open;
    };
    for (const hint of all) {
      const { at, atCsharp } = hint.dataset;
      hint.append(placeButton(ui, (language === 'csharp' && atCsharp) || at!));
      hint.addEventListener('toggle', look);
    }
    look();
  }, []);
  const next = hints.value.open;
  const offered = bench.checkState.value === 'not-solved' && next < hints.value.all;
  useLayoutEffect(() => {
    const unfold = () => {
      const hint = host.current!.querySelectorAll<HTMLDetailsElement>('details[data-at]')[next]!;
      hint.open = true;
      hint.querySelector('summary')!.focus();
    };
    offer.value = offered ? { step: next + 1, unfold } : null;
  }, [offered, next]);
  return <div class="lab-task" ref={host} />;
}

/** Shows where in the learner's files the words stand, as long as they do. */
function placeButton({ bench, view, strings }: Ui, words: string): HTMLButtonElement {
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', className: 'lab-button lab-hint-place', textContent: strings.hints.show });
  button.addEventListener('click', () => {
    const files = bench.work.files.peek();
    const path = bench.exercise.own.find((own) => files[own]?.includes(words)) ?? bench.exercise.own[0]!;
    const before = files[path]!.split(words, 1)[0]!;
    const found = before !== files[path];
    view.show(path, { line: found ? before.split('\n').length : 1, column: 1 });
  });
  return button;
}

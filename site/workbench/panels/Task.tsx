import { useLayoutEffect, useRef } from 'preact/hooks';
import { useUi } from '../ui.ts';

/** The task as the lesson's text has it, with its hints: a copy, since the text may be out of sight. */
export function Task() {
  const { bench } = useUi();
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const task = document.querySelector(`[data-task="${bench.exercise.id}"]`);
    if (!task) return;
    const copy = task.cloneNode(true) as Element;
    for (const element of copy.querySelectorAll('[id]')) element.removeAttribute('id');
    host.current!.replaceChildren(...copy.childNodes);
  }, []);
  return <div class="lab-task" ref={host} />;
}

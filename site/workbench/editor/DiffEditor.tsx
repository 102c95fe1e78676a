import type { EditorView } from '@codemirror/view';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useUi } from '../ui.ts';

/** What the solution changes in one file. */
export function DiffEditor({ path }: { path: string }) {
  const { bench, strings } = useUi();
  const parent = useRef<HTMLDivElement>(null);
  const failed = useSignal(false);

  useEffect(() => {
    let view: EditorView | null = null;
    let gone = false;
    const mine = bench.work.files.peek()[path] ?? '';
    import('./diff-view.ts').then(
      ({ createDiffView }) => {
        if (!gone)
          view = createDiffView(
            parent.current!,
            strings.editor.diff(path),
            mine,
            bench.exercise.solution[path] ?? mine,
          );
      },
      () => (failed.value = true),
    );
    return () => {
      gone = true;
      view?.destroy();
    };
  }, [path]);

  return (
    <div class="lab-codemirror" ref={parent}>
      {failed.value && <p class="lab-empty">{strings.closed.loadFailed}</p>}
    </div>
  );
}

import type { EditorView } from '@codemirror/view';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useUi } from '../ui.ts';

interface FileDiffProps {
  path: string;
  /** The accessible name. */
  label: string;
  before: string;
  after: string;
}

/** What turns one text into another; what shows it is loaded when first asked for. */
export function FileDiff({ path, label, before, after }: FileDiffProps) {
  const { strings } = useUi();
  const parent = useRef<HTMLDivElement>(null);
  const failed = useSignal(false);

  useEffect(() => {
    let view: EditorView | null = null;
    let gone = false;
    import('./diff-view.ts').then(
      ({ createDiffView }) => {
        if (!gone) view = createDiffView(parent.current!, path, label, before, after);
      },
      () => (failed.value = true),
    );
    return () => {
      gone = true;
      view?.destroy();
    };
  }, [path, label, before, after]);

  return (
    <div class="lab-diff" ref={parent}>
      {failed.value && <p class="lab-empty">{strings.closed.loadFailed}</p>}
    </div>
  );
}

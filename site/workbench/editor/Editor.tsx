import { useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useUi } from '../ui.ts';
import { CodeEditor } from './code-editor.ts';

/** Keeps a `CodeEditor` in step with the files, the open tab and the place of an error. Hidden, it keeps its undo history. */
export function Editor({ hidden }: { hidden: boolean }) {
  const { bench, view, strings } = useUi();
  const parent = useRef<HTMLDivElement>(null);
  const editor = useRef<CodeEditor | null>(null);

  useEffect(() => {
    editor.current = new CodeEditor({
      parent: parent.current!,
      label: strings.editor.label,
      frameLabel: strings.editor.enter,
      onEdit: (path, text) => bench.work.edit(path, text),
      onRun: () => void bench.run(),
    });
    return () => editor.current?.destroy();
  }, []);

  useSignalEffect(() => {
    const path = view.tab.value;
    editor.current?.open(path, bench.work.files.value[path] ?? '');
    editor.current?.setText(bench.work.files.value[path] ?? '');
  });
  useSignalEffect(() => {
    const diagnostic = bench.diagnostic.value;
    editor.current?.mark(diagnostic?.path === view.tab.value ? diagnostic : null);
  });
  useSignalEffect(() => {
    const place = view.goTo.value;
    // At the next frame: the editor may still be hidden behind the solution, and then it takes no focus.
    if (place) requestAnimationFrame(() => editor.current?.goTo(place.line, place.column));
  });

  return <div class="lab-codemirror" hidden={hidden} ref={parent} />;
}

import { effect } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { isReadOnly } from '../files/groups.ts';
import { useUi } from '../ui.ts';
import { CodeEditor } from './code-editor.ts';
import type { Language } from './language.ts';

/** Another of the open files beside the one in the editor, to be edited as well. */
export function SecondEditor({ language }: { language: RefObject<Language | null> }) {
  const { bench, view, strings } = useUi();
  const parent = useRef<HTMLDivElement>(null);
  const path = view.second.value;

  useLayoutEffect(() => {
    const editor = new CodeEditor({
      parent: parent.current!,
      label: strings.editor.label,
      frameLabel: strings.editor.enter,
      onEdit: (edited, text) => isReadOnly(edited) || bench.work.edit(edited, text),
      onRun: () => void bench.run(),
      onFocus: () => {
        bench.expectEdits();
        void language.current?.start();
      },
    });
    const leave = language.current?.join(editor);
    const stop = effect(() => {
      const shown = view.second.value;
      if (shown) editor.show(shown, view.texts.value[shown] ?? '', isReadOnly(shown));
    });
    return () => {
      stop();
      leave?.();
      editor.destroy();
    };
  }, []);

  return (
    <div class="lab-second" hidden={path === null}>
      <select
        aria-label={strings.editor.beside}
        value={path ?? undefined}
        onChange={({ currentTarget }) => view.showBeside(currentTarget.value)}
      >
        {view.tabs.value
          .filter((other) => other !== view.tab.value)
          .map((other) => (
            <option key={other}>{other}</option>
          ))}
      </select>
      <div class="lab-second-file">
        <div class="lab-codemirror" ref={parent} />
      </div>
    </div>
  );
}

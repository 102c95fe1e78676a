import { effect } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { isReadOnly } from '../files/groups.ts';
import { useUi } from '../ui.ts';
import { CodeEditor } from './code-editor.ts';
import { Language } from './language.ts';
import { SecondEditor } from './SecondEditor.tsx';

/**
 * Keeps a `CodeEditor` in step with the files, the open tab and the place of an error, and with the file beside it in another. Hidden, it keeps its
 * undo history.
 */
export function Editor({ hidden }: { hidden: boolean }) {
  const { bench, view, strings } = useUi();
  const parent = useRef<HTMLDivElement>(null);
  const service = useRef<Language>(null);

  useLayoutEffect(() => {
    const editor = new CodeEditor({
      parent: parent.current!,
      label: strings.editor.label,
      frameLabel: strings.editor.enter,
      onEdit: (path, text) => isReadOnly(path) || bench.work.edit(path, text),
      onRun: () => void bench.run(),
      onFocus: () => {
        bench.expectEdits();
        void language.start();
      },
    });
    const serve =
      __CSHARP__ && bench.exercise.language === 'csharp'
        ? () => import('./csharp-server.ts').then(({ start }) => start())
        : () => import('./typescript-server.ts').then(({ start }) => start(document.documentElement.lang));
    const language = new Language(serve, {
      editor,
      files: () => bench.work.files.value,
      edit: (path, text) => bench.work.edit(path, text),
      show: (path) => view.show(path),
    });
    service.current = language;
    const stops = [
      effect(() => {
        const path = view.tab.value;
        editor.show(path, view.texts.value[path] ?? '', isReadOnly(path));
      }),
      effect(() => language.take(bench.work.files.value)),
      effect(() => {
        const diagnostic = bench.diagnostic.value;
        editor.mark(diagnostic?.path === view.tab.value ? diagnostic : null);
      }),
      effect(() => {
        const place = view.goTo.value;
        // At the next frame: the editor may still be hidden behind the solution, and then it takes no focus.
        if (place) requestAnimationFrame(() => editor.goTo(place.line, place.column));
      }),
    ];
    return () => {
      for (const stop of stops) stop();
      language.stop();
      editor.destroy();
    };
  }, []);

  return (
    <>
      <div class="lab-codemirror" hidden={hidden} ref={parent} />
      {view.split.value && !hidden && <SecondEditor language={service} />}
    </>
  );
}

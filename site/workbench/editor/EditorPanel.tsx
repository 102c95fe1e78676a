import { useRef } from 'preact/hooks';
import { FilesPanel } from '../files/FilesPanel.tsx';
import { leaving } from '../focus.ts';
import { Notices } from '../panels/Notices.tsx';
import { useUi } from '../ui.ts';
import { DiffEditor } from './DiffEditor.tsx';
import { Editor } from './Editor.tsx';
import { FileTabs } from './FileTabs.tsx';
import { Paper } from './Paper.tsx';

/** The files, to be edited or, with the solution shown, compared with it. */
export function EditorPanel() {
  const { view, bench, strings, prefix, live } = useUi();
  const panel = useRef<HTMLElement>(null);
  const path = view.tab.value;
  const solution = view.solution.value;
  const apply = () => {
    bench.work.applySolution();
    view.solution.value = false;
  };
  /** Over the editor, the tree has done its work once a file is chosen. */
  const onChosen = () => {
    if (live().clientWidth >= 576) return;
    panel.current!.focus({ preventScroll: true });
    view.files.value = false;
  };
  return (
    <section ref={panel} class="lab-panel lab-code" aria-label={strings.editor.panel} tabIndex={-1}>
      <div class="lab-code-bar">
        <button
          type="button"
          class="lab-files-toggle"
          aria-expanded={view.files.value}
          onClick={() => (view.files.value = !view.files.value)}
        >
          {strings.files.toggle}
        </button>
        <FileTabs />
        <button
          type="button"
          class="lab-files-toggle lab-split-toggle"
          aria-pressed={view.split.value}
          onClick={() => (view.split.value = !view.split.value)}
        >
          {strings.editor.split}
        </button>
      </div>
      {solution && (
        <div class="lab-note">
          <p>{path in bench.exercise.solution ? strings.editor.solutionShown : strings.editor.unchanged(path)}</p>
          <button type="button" class="lab-button lab-primary" onClick={leaving(apply)}>
            {strings.actions.applySolution}
          </button>
          <button type="button" class="lab-button" onClick={leaving(() => (view.solution.value = false))}>
            {strings.actions.leaveSolution}
          </button>
        </div>
      )}
      <div class="lab-code-body">
        {view.files.value && <FilesPanel onChosen={onChosen} />}
        <div
          class="lab-editor"
          role="tabpanel"
          id={`${prefix}-file`}
          aria-labelledby={`${prefix}-tab-${view.tabs.value.indexOf(path)}`}
        >
          <Editor hidden={solution} />
          {solution && <DiffEditor key={path} path={path} />}
        </div>
      </div>
      <Paper />
      <Notices />
    </section>
  );
}

import { FilesPanel } from '../files/FilesPanel.tsx';
import { Notices } from '../panels/Notices.tsx';
import { useUi } from '../ui.ts';
import { DiffEditor } from './DiffEditor.tsx';
import { Editor } from './Editor.tsx';
import { FileTabs } from './FileTabs.tsx';
import { Paper } from './Paper.tsx';

/** The files, to be edited or, with the solution shown, compared with it. */
export function EditorPanel() {
  const { view, bench, strings, prefix, live } = useUi();
  const path = view.tab.value;
  const solution = view.solution.value;
  const apply = () => {
    bench.work.applySolution();
    view.solution.value = false;
  };
  /** Over the editor, the tree has done its work once a file is chosen. */
  const onChosen = () => {
    if (live().clientWidth < 576) view.files.value = false;
  };
  return (
    <section class="lab-panel lab-code" aria-label={strings.editor.panel}>
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
          <button type="button" class="lab-button lab-primary" onClick={apply}>
            {strings.actions.applySolution}
          </button>
          <button type="button" class="lab-button" onClick={() => (view.solution.value = false)}>
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

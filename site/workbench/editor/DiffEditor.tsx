import { useUi } from '../ui.ts';
import { FileDiff } from './FileDiff.tsx';

/** What the solution changes in one file. */
export function DiffEditor({ path }: { path: string }) {
  const { bench, strings } = useUi();
  const mine = bench.work.files.peek()[path] ?? '';
  return (
    <div class="lab-codemirror">
      <FileDiff
        path={path}
        label={strings.editor.diff(path)}
        before={mine}
        after={bench.exercise.solution[path] ?? mine}
      />
    </div>
  );
}

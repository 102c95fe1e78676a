import { useUi } from '../ui.ts';

/** The reader's files as they are now, for a page on paper. */
export function Paper() {
  const { bench } = useUi();
  const files = bench.work.files.value;
  const own = Object.keys(files).filter((path) => path === bench.exercise.own[0] || bench.work.isEdited(path));
  return (
    <div class="lab-paper" aria-hidden="true">
      {own.map((path) => (
        <div key={path}>
          <p class="lab-title lab-path">{path}</p>
          {files[path]}
        </div>
      ))}
    </div>
  );
}

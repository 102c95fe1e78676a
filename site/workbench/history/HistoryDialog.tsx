import { useSignal } from '@preact/signals';
import { FileDiff } from '../editor/FileDiff.tsx';
import type { Version } from '../model/history.ts';
import { Button } from '../panels/Button.tsx';
import { Dialog } from '../panels/Dialog.tsx';
import { useUi } from '../ui.ts';

/** The versions of the reader's files, the latest first: to look at, to compare with the files as they are, to bring back. */
export function HistoryDialog() {
  const { bench, view, strings, format, prefix } = useUi();
  const { history: text } = strings;
  const { work } = bench;
  const versions = [...work.history.versions.value].reverse();
  const chosen = useSignal<string | null>(versions[0]?.id ?? null);
  const version = versions.find(({ id }) => id === chosen.value) ?? null;
  const paths = version ? changedBy(version, work.files.value, bench.exercise.start) : [];

  const restore = (close: () => void) => {
    close();
    work.restore(version!);
  };
  return (
    <Dialog name="history" title={text.title} onClose={() => (view.history.value = false)}>
      {(close) =>
        version === null ? (
          <p>{text.none}</p>
        ) : (
          <div class="lab-versions">
            <fieldset>
              <legend class="lab-visually-hidden">{text.versions}</legend>
              {versions.map(({ id, at, because, verdict, solved }) => (
                <label key={id} class="lab-version">
                  <input
                    type="radio"
                    name={`${prefix}-version`}
                    checked={id === version.id}
                    onChange={() => (chosen.value = id)}
                  />
                  <span>
                    <time dateTime={new Date(at).toISOString()}>{format.moment(at)}</time>
                    <span class="lab-small">
                      {text.because[because]}
                      {verdict && verdict !== 'not-enough-data' && ` · ${strings.verdict.word[verdict]}`}
                      {solved && ` · ${strings.closed.solved}`}
                    </span>
                  </span>
                </label>
              ))}
            </fieldset>
            <div class="lab-version-files">
              <p class="lab-move">
                <Button primary disabled={paths.length === 0} onClick={() => restore(close)}>
                  {text.restore}
                </Button>
                <span class="lab-small">{paths.length ? text.restores : text.same}</span>
              </p>
              {paths.map((path) => (
                <section key={`${version.id} ${path}`} aria-label={path}>
                  <h3 class="lab-title lab-path">{path}</h3>
                  <FileDiff
                    path={path}
                    label={text.diff(path)}
                    before={work.files.value[path] ?? ''}
                    after={version.edits[path] ?? bench.exercise.start[path] ?? ''}
                  />
                </section>
              ))}
            </div>
          </div>
        )
      }
    </Dialog>
  );
}

/** The files that would change if the version came back. */
function changedBy({ edits }: Version, now: Version['edits'], start: Version['edits']): string[] {
  const paths = new Set([...Object.keys(edits), ...Object.keys(now)]);
  return [...paths].filter((path) => (edits[path] ?? start[path]) !== now[path]);
}

import { useUi } from '../ui.ts';
import { useInView } from './use-in-view.ts';
import { useLookedAt } from './use-looked-at.ts';
import { useParts } from './use-parts.ts';

const load = async () => {
  const [{ SnapshotsView }, { snapshotStrings }] = await Promise.all([
    import('../../insight/snapshots/SnapshotsView.tsx'),
    import('../../strings/snapshots.ts'),
  ]);
  return { SnapshotsView, snapshotStrings };
};

/** Heap snapshots of the run, compared. What reads and shows them is loaded with it. */
export function SnapshotsPanel() {
  const { bench, view, strings, format } = useUi();
  const { parts, failed } = useParts(load);
  const panel = useInView<HTMLElement>();
  const lookAt = useLookedAt('snapshots', panel);
  const { language = 'typescript' } = bench.exercise;
  const canTake = bench.place.runtime.value === 'local' && language === 'typescript';
  const text = parts.value?.snapshotStrings(document.documentElement.lang);
  const View = parts.value?.SnapshotsView;
  return (
    <section
      ref={panel}
      class="lab-panel lab-snapshots"
      aria-label={text?.title ?? strings.chart.snapshots}
      tabIndex={0}
    >
      <header class="lab-panel-head">
        <h2 class="lab-title">{text?.title ?? strings.chart.snapshots}</h2>
        <button type="button" class="lab-link" onClick={() => (view.snapshots.value = false)}>
          {text?.close ?? ''}
        </button>
      </header>
      {failed.value && <p class="lab-empty">{strings.closed.loadFailed}</p>}
      {View && text && (
        <View
          taken={bench.snapshots.value}
          state={bench.snapshotState.value}
          take={canTake ? { isRunning: bench.state.value === 'running', press: () => bench.takeSnapshot() } : null}
          lookAt={lookAt}
          language={language}
          text={text}
          format={format}
        />
      )}
    </section>
  );
}

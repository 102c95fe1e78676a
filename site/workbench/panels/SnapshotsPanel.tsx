import { useUi } from '../ui.ts';
import { useInView } from './use-in-view.ts';
import { useLookedAt } from './use-looked-at.ts';
import { useParts } from './use-parts.ts';
import { ViewPanel } from './ViewPanel.tsx';

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
  const title = text?.title ?? strings.chart.snapshots;
  const View = parts.value?.SnapshotsView;
  return (
    <ViewPanel
      panel={panel}
      name="snapshots"
      label={title}
      title={title}
      onClose={() => (view.snapshots.value = false)}
      failed={failed.value}
    >
      {View && text && (
        <View
          taken={bench.inside.snapshots.value}
          state={bench.inside.snapshotState.value}
          take={
            canTake ? { isRunning: bench.state.value === 'running', press: () => bench.inside.takeSnapshot() } : null
          }
          lookAt={lookAt}
          language={language}
          text={text}
          format={format}
        />
      )}
    </ViewPanel>
  );
}

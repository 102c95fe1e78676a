import { useEffect } from 'preact/hooks';
import { useUi } from '../ui.ts';
import { useInView } from './use-in-view.ts';
import { useLookedAt } from './use-looked-at.ts';
import { usePaced } from './use-paced.ts';
import { useParts } from './use-parts.ts';
import { ViewPanel } from './ViewPanel.tsx';

const load = async () => {
  const [{ FramesView }, { framesStrings }] = await Promise.all([
    import('../../insight/frames/FramesView.tsx'),
    import('../../strings/frames.ts'),
  ]);
  return { FramesView, framesStrings };
};

/** The programs want the machine more than the drawing of what they send. */
const drawEvery = 200; // ms

/** What client and server send each other, from the next run on, while it is open. What shows it is loaded with it. */
export function FramesPanel() {
  const { bench, view, strings, format, prefix } = useUi();
  const { parts, failed } = useParts(load);
  const panel = useInView<HTMLElement>();
  const lookAt = useLookedAt('frames', panel);
  useEffect(() => {
    bench.inside.recordOctets(true);
    return () => bench.inside.recordOctets(false);
  }, [bench]);

  usePaced(bench.inside.octetsCame, drawEvery);
  const lots = bench.inside.octets;
  const text = parts.value?.framesStrings(document.documentElement.lang);
  const title = text?.title ?? strings.chart.frames;
  const View = parts.value?.FramesView;
  return (
    <ViewPanel
      panel={panel}
      name="wire"
      label={title}
      title={title}
      onClose={() => (view.frames.value = false)}
      failed={failed.value}
    >
      {text && !lots?.length && <p>{!lots && bench.state.value === 'running' ? text.nextRun : text.waiting}</p>}
      {View && text && lots && lots.length > 0 && (
        <View lookAt={lookAt} lots={lots} came={lots.length} prefix={prefix} text={text} format={format} />
      )}
    </ViewPanel>
  );
}

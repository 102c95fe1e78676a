import { useEffect } from 'preact/hooks';
import { useUi } from '../ui.ts';
import { useInView } from './use-in-view.ts';
import { useLookedAt } from './use-looked-at.ts';
import { useParts } from './use-parts.ts';
import { ViewPanel } from './ViewPanel.tsx';

const load = async () => {
  const [{ CacheView }, { cacheStrings }] = await Promise.all([
    import('../../insight/cache-view/CacheView.tsx'),
    import('../../strings/cache-view.ts'),
  ]);
  return { CacheView, cacheStrings };
};

/** What there is of channels, and what their method caches hold, while it is open. What shows it is loaded with it. */
export function CachePanel() {
  const { bench, view, strings, format } = useUi();
  const { parts, failed } = useParts(load);
  const panel = useInView<HTMLElement>();
  useLookedAt('cache', panel);
  useEffect(() => {
    bench.inside.look(true);
    return () => bench.inside.look(false);
  }, [bench]);

  const cached = bench.inside.cached.value;
  const text = parts.value?.cacheStrings(document.documentElement.lang);
  const View = parts.value?.CacheView;
  return (
    <ViewPanel
      panel={panel}
      name="cache"
      label={strings.chart.cache}
      title={text?.title ?? strings.chart.cache}
      onClose={() => (view.cache.value = false)}
      failed={failed.value}
    >
      {text && !cached?.channels.made && <p>{text.waiting}</p>}
      {View && text && cached && cached.channels.made > 0 && <View cached={cached} text={text} format={format} />}
    </ViewPanel>
  );
}

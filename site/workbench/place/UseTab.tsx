import { leaving } from '../focus.ts';
import { useUi } from '../ui.ts';

/** The way out of every trouble with another runtime: the tab needs nothing but this page. */
export function UseTab() {
  const { bench, strings } = useUi();
  if (bench.place.runtime.value === 'tab' || !bench.place.ids.includes('tab')) return null;
  return (
    <button type="button" class="lab-button" onClick={leaving(() => bench.moveTo('tab'))}>
      {strings.place.useTab}
    </button>
  );
}

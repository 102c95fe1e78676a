import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Reason } from '../../sandbox/errors/reason.ts';
import type { RuntimeId } from '../../sandbox/runtime.ts';
import { Button } from '../panels/Button.tsx';
import { Dialog } from '../panels/Dialog.tsx';
import { useUi } from '../ui.ts';
import { AboutRuntime } from './AboutRuntime.tsx';
import { sitePage } from './site-page.ts';

/** Where the sandbox runs: what that is, and where else it could. */
export function PlaceDialog() {
  const { bench, view, strings, prefix } = useUi();
  const { place } = strings;
  const reasons = useSignal<Partial<Record<RuntimeId, Reason | null>>>({});
  const runtime = bench.place.runtime.value;
  const chosen = useSignal(runtime);

  useEffect(() => {
    void bench.place
      .options()
      .then((options) => (reasons.value = Object.fromEntries(options.map(({ id, reason }) => [id, reason]))));
  }, []);

  const move = (close: () => void) => {
    close();
    void bench.moveTo(chosen.value!);
  };
  const ofDotnet = (id: RuntimeId) => id === 'local' && bench.exercise.language === 'csharp';
  const option = (id: RuntimeId) => {
    const reason = reasons.value[id];
    return (
      <label key={id} class="lab-option">
        <input
          type="radio"
          name={`${prefix}-runtime`}
          value={id}
          checked={chosen.value === id}
          disabled={Boolean(reason) && id !== runtime}
          aria-describedby={`${prefix}-runtime-${id}`}
          onChange={() => (chosen.value = id)}
        />
        <strong>{ofDotnet(id) ? place.csharp.name : strings.runtimes[id]}</strong>
        <span id={`${prefix}-runtime-${id}`}>
          {ofDotnet(id) ? place.csharp.option : place.options[id]}
          {reason && <span class="lab-cannot"> {place.cannot[reason.code] ?? place.cannot.internal}</span>}
        </span>
      </label>
    );
  };
  return (
    <Dialog name="place" title={place.title} onClose={() => (view.place.value = false)}>
      {(close) => (
        <>
          <fieldset>
            <legend class="lab-title">{place.legend}</legend>
            {bench.place.ids.map(option)}
          </fieldset>
          <p class="lab-move">
            <Button primary disabled={chosen.value === null || chosen.value === runtime} onClick={() => move(close)}>
              {place.move}
            </Button>
            <span class="lab-small">{place.moved}</span>
          </p>
          {runtime && (
            <section aria-labelledby={`${prefix}-about`}>
              <h3 class="lab-title" id={`${prefix}-about`}>
                {place.about}: {ofDotnet(runtime) ? place.csharp.name : strings.runtimes[runtime]}
              </h3>
              <AboutRuntime runtime={runtime} />
            </section>
          )}
          <p>
            <a href={sitePage('sandboxes')}>{place.more}</a>
          </p>
        </>
      )}
    </Dialog>
  );
}

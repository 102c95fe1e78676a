import { bootSteps } from '../../sandbox/runtime.ts';
import { useUi } from '../ui.ts';
import { UseTab } from './UseTab.tsx';

/** How far a boot has come that takes long enough to say so: steps, since nobody knows how much of the time each one takes. */
export function BootProgress() {
  const { bench, strings } = useUi();
  const step = bench.place.step.value;
  const runtime = bench.place.runtime.value;
  if (step === null || runtime === null) return null;
  const at = bootSteps.indexOf(step);
  return (
    <div class="lab-boot">
      <p>
        {strings.state.booting}: {strings.runtimes[runtime]}
      </p>
      <ol>
        {bootSteps.map((name, i) => (
          <li key={name} aria-current={i === at ? 'step' : undefined} data-done={i < at ? '' : undefined}>
            {strings.place.steps[name]}
          </li>
        ))}
      </ol>
      <UseTab />
    </div>
  );
}

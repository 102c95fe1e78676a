import type { ComponentChildren } from 'preact';
import { useUi } from '../ui.ts';

export function Toolbar({ onClose }: { onClose(): void }) {
  const { bench, view, strings } = useUi();
  const { actions } = strings;
  const state = bench.state.value;
  const busy = state === 'booting' || state === 'running';
  const solution = view.solution.value;
  return (
    <div class="lab-toolbar" role="group" aria-label={strings.toolbar}>
      <Button primary onClick={() => bench.run()}>{actions.run}</Button>
      <Button disabled={!busy} onClick={() => bench.stop()}>{actions.stop}</Button>
      <Button disabled={bench.checking.value} onClick={() => bench.check()}>{actions.check}</Button>
      <span class="lab-toolbar-gap" />
      <Button pressed={solution} onClick={() => (view.solution.value = !solution)}>{actions.solution}</Button>
      <Button onClick={() => bench.work.reset()}>{actions.reset}</Button>
      <Status />
      <button type="button" class="lab-close" aria-label={actions.close} title={actions.close} onClick={onClose}>×</button>
    </div>
  );
}

function Status() {
  const { bench, strings } = useUi();
  const runtime = bench.place.runtime.value;
  const built = bench.built.value;
  return (
    <p class="lab-status">
      {bench.work.solved.value && <span class="lab-solved">{strings.closed.solved}</span>}
      <span class="lab-state">
        <span class="lab-visually-hidden">{strings.stateLabel}: </span>
        {strings.state[bench.state.value]}
      </span>
      {runtime && (
        <span class="lab-runtime" title={built ? strings.builtWith(built.node, built.http2) : undefined}>
          <span class="lab-visually-hidden">{strings.runtimeLabel}: </span>
          {strings.runtimes[runtime]}
        </span>
      )}
    </p>
  );
}

interface ButtonProps {
  children: ComponentChildren;
  primary?: boolean;
  /** Told to assistive technology while the button keeps the focus that it may have. */
  disabled?: boolean;
  pressed?: boolean;
  onClick(): unknown;
}

const Button = ({ children, primary = false, disabled = false, pressed, onClick }: ButtonProps) => (
  <button type="button" class={primary ? 'lab-button lab-primary' : 'lab-button'} aria-disabled={disabled} aria-pressed={pressed} onClick={() => disabled || onClick()}>
    {children}
  </button>
);

import { useUi } from '../ui.ts';
import { Button } from './Button.tsx';

export function Toolbar({ onClose }: { onClose(): void }) {
  const { bench, view, strings } = useUi();
  const { actions } = strings;
  const state = bench.state.value;
  const busy = state === 'booting' || state === 'running';
  const solution = view.solution.value;
  return (
    <div class="lab-toolbar" role="group" aria-label={strings.toolbar}>
      <Button primary onClick={() => bench.run()}>
        {actions.run}
      </Button>
      <Button disabled={!busy} onClick={() => bench.stop()}>
        {actions.stop}
      </Button>
      <Button disabled={bench.checking.value} onClick={() => bench.check()}>
        {actions.check}
      </Button>
      <span class="lab-toolbar-gap" />
      <Button pressed={solution} onClick={() => (view.solution.value = !solution)}>
        {actions.solution}
      </Button>
      <Button onClick={() => bench.work.reset()}>{actions.reset}</Button>
      {bench.place.hasShell.value && (
        <Button pressed={view.terminal.value} onClick={() => (view.terminal.value = !view.terminal.value)}>
          {strings.terminal.label}
        </Button>
      )}
      <Status />
      <button type="button" class="lab-close" aria-label={actions.close} title={actions.close} onClick={onClose}>
        ×
      </button>
    </div>
  );
}

function Status() {
  const { bench, view, strings } = useUi();
  const runtime = bench.place.runtime.value;
  const built = bench.built.value;
  return (
    <div class="lab-status">
      {bench.work.solved.value && <span class="lab-solved">{strings.closed.solved}</span>}
      <span class="lab-state">
        <span class="lab-visually-hidden">{strings.stateLabel}: </span>
        {strings.state[bench.state.value]}
      </span>
      <button
        type="button"
        class="lab-runtime"
        aria-haspopup="dialog"
        title={built ? strings.builtWith(built.node, built.http2) : undefined}
        onClick={() => (view.place.value = true)}
      >
        <span class="lab-visually-hidden">{strings.runtimeLabel}: </span>
        {runtime ? strings.runtimes[runtime] : '–'}
      </button>
    </div>
  );
}

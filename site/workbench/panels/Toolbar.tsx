import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { fillWindow } from '../layout/full-window.ts';
import { useUi } from '../ui.ts';
import { Button } from './Button.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';

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
      <LanguageSwitch />
      <Button pressed={solution} onClick={() => (view.solution.value = !solution)}>
        {actions.solution}
      </Button>
      <Button onClick={() => bench.work.reset()}>{actions.reset}</Button>
      <Button onClick={() => (view.history.value = true)}>{strings.history.open}</Button>
      {bench.place.hasShell.value && (
        <Button pressed={view.terminal.value} onClick={() => (view.terminal.value = !view.terminal.value)}>
          {strings.terminal.label}
        </Button>
      )}
      <Status />
      <Icons onClose={onClose} />
    </div>
  );
}

/** What stands at the end of the bar, and stays together where it wraps. Each is named by its title alone: a label beside it would be said with it. */
function Icons({ onClose }: { onClose(): void }) {
  const { bench, view, strings } = useUi();
  const { actions } = strings;
  // A link, a zip, StackBlitz: all of them take a Node project. C# leaves as one file.
  const away = bench.exercise.language === 'csharp' ? strings.share.own : strings.share.open;
  return (
    <span class="lab-icons">
      <button
        type="button"
        class="lab-close"
        aria-haspopup="dialog"
        title={away}
        onClick={() => (view.share.value = true)}
      >
        <span aria-hidden="true">↗</span>
      </button>
      <button
        type="button"
        class="lab-close"
        aria-haspopup="dialog"
        aria-keyshortcuts="?"
        title={strings.shortcuts.title}
        onClick={() => (view.shortcuts.value = true)}
      >
        <span aria-hidden="true">?</span>
      </button>
      <FullWindow />
      <button type="button" class="lab-close" title={actions.close} onClick={onClose}>
        <span aria-hidden="true">×</span>
      </button>
    </span>
  );
}

/** Escape leaves the full window too, unless something in it had a use for the key. */
function FullWindow() {
  const { live, strings } = useUi();
  const leave = useSignal<(() => void) | null>(null);
  const full = leave.value !== null;
  const toggle = () => {
    leave.value?.();
    leave.value = full ? null : fillWindow(live().parentElement!);
  };
  useEffect(() => {
    if (!full) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]')) toggle();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [full]);
  useEffect(() => () => leave.peek()?.(), []);
  const label = full ? strings.layout.restore : strings.layout.fill;
  return (
    <button type="button" class="lab-close" aria-pressed={full} title={label} onClick={toggle}>
      <span aria-hidden="true">{full ? '⤡' : '⤢'}</span>
    </button>
  );
}

function Status() {
  const { bench, view, strings } = useUi();
  const runtime = bench.place.runtime.value;
  const built = bench.built.value;
  const isDotnet = runtime === 'local' && bench.exercise.language === 'csharp';
  const name = isDotnet ? strings.place.csharp.name : runtime && strings.runtimes[runtime];
  return (
    <div class="lab-status">
      <span class="lab-state" title={strings.state[bench.state.value]}>
        <span class="lab-visually-hidden">{strings.stateLabel}: </span>
        <span class="lab-state-word">{strings.state[bench.state.value]}</span>
      </span>
      <button
        type="button"
        class="lab-runtime"
        aria-haspopup="dialog"
        title={built ? strings.builtWith(built.node, built.http2) : undefined}
        onClick={() => (view.place.value = true)}
      >
        <span class="lab-visually-hidden">{strings.runtimeLabel}: </span>
        {name ?? '–'}
      </button>
    </div>
  );
}

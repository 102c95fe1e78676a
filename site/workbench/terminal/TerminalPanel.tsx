import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { toReason, type Reason } from '../../sandbox/errors/reason.ts';
import { useOpener } from '../focus.ts';
import { useUi } from '../ui.ts';
import type { ShellTerminal } from './shell-terminal.ts';

type Phase = { name: 'starting' | 'open' } | { name: 'ended'; exitCode: number } | { name: 'failed'; reason: Reason };

/** A shell in the sandbox. Its own files, a terminal's, are loaded with it. */
export function TerminalPanel() {
  const { bench, view, strings, format } = useUi();
  const { terminal: text } = strings;
  const screen = useRef<HTMLDivElement>(null);
  const phase = useSignal<Phase>({ name: 'starting' });
  const backToOpener = useOpener();
  const leave = () => {
    backToOpener();
    view.terminal.value = false;
  };
  const start = useRef<() => Promise<void>>(async () => undefined);

  useEffect(() => {
    const leaving = new AbortController();
    let terminal: ShellTerminal | null = null;
    start.current = async () => {
      phase.value = { name: 'starting' };
      try {
        const { ShellTerminal } = await import('./shell-terminal.ts');
        if (leaving.signal.aborted) return;
        terminal ??= new ShellTerminal({ parent: screen.current!, label: text.input });
        const exitCode = await terminal.run(async (size, signal) => {
          const shell = await bench.place.openShell(size, signal);
          phase.value = { name: 'open' };
          terminal!.focus();
          return shell;
        }, leaving.signal);
        if (exitCode !== null) phase.value = { name: 'ended', exitCode };
      } catch (error) {
        if (leaving.signal.aborted) return;
        phase.value = { name: 'failed', reason: toReason(error) };
      }
    };
    void start.current();
    return () => {
      leaving.abort();
      terminal?.destroy();
    };
  }, []);

  const { value } = phase;
  return (
    <section class="lab-panel lab-terminal" aria-label={text.label}>
      <header class="lab-panel-head">
        <h2 class="lab-title">{text.label}</h2>
        <p class="lab-small" role="status">
          {value.name === 'starting' && text.starting}
          {value.name === 'ended' && text.ended(value.exitCode)}
          {value.name === 'failed' &&
            `${strings.trouble.reasons[value.reason.code](value.reason, format)} ${value.reason.message ?? ''}`}
        </p>
        {(value.name === 'ended' || value.name === 'failed') && (
          <button type="button" class="lab-link" onClick={() => start.current()}>
            {text.again}
          </button>
        )}
        <button type="button" class="lab-link" onClick={leave}>
          {text.close}
        </button>
      </header>
      <div class="lab-screen" role="group" aria-label={text.enter} tabIndex={0} ref={screen} />
    </section>
  );
}

import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Program } from '../model/bench.ts';
import { useUi } from '../ui.ts';
import { LogView } from './log-view.ts';

/** What one program printed. Follows the end until its reader scrolls up; a screen reader is not told of each line. */
export function LogPanel({ program }: { program: Program }) {
  const { bench, strings, format } = useUi();
  const { logs } = strings;
  const buffer = bench.logs[program];
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<LogView | null>(null);
  const following = useSignal(true);
  const copied = useSignal(false);
  const empty = useSignal(true);
  const wrapped = useSignal(true);
  const timed = useSignal(false);

  useEffect(() => {
    view.current = new LogView(box.current!, buffer, {
      left: (lines) => logs.left(format.number(lines)),
      time: (milliseconds) => format.clock(milliseconds),
    });
  }, []);
  useSignalEffect(() => {
    bench.logsDrawn.value;
    view.current?.update();
    empty.value = buffer.first === buffer.next && buffer.unfinished.length === 0;
    copied.value = false;
    if (following.value) box.current!.scrollTop = box.current!.scrollHeight;
  });

  const onScroll = ({ currentTarget: { scrollTop, scrollHeight, clientHeight } }: { currentTarget: HTMLElement }) => {
    const atEnd = scrollHeight - scrollTop - clientHeight < 24;
    if (scrollHeight > clientHeight) following.value = atEnd;
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(buffer.text);
      copied.value = true;
    } catch {
      getSelection()?.selectAllChildren(box.current!); // Where the clipboard is refused, one key press is left to do.
    }
  };
  return (
    <section class="lab-panel lab-log" aria-label={logs[program]}>
      <header class="lab-panel-head">
        <h2 class="lab-title">{logs[program]}</h2>
        <button type="button" class="lab-link" onClick={() => (following.value = !following.value)}>
          {following.value ? logs.pause : logs.follow}
        </button>
        <button type="button" class="lab-link" onClick={copy}>
          {copied.value ? logs.copied : logs.copy}
        </button>
        <details class="lab-log-options">
          <summary class="lab-link" title={logs.options}>
            <span aria-hidden="true">⋯</span>
          </summary>
          <div>
            <label>
              {logs.search}
              <input type="search" onInput={({ currentTarget }) => view.current?.search(currentTarget.value)} />
            </label>
            <label>
              <input type="checkbox" checked={wrapped.value} onChange={() => (wrapped.value = !wrapped.value)} />
              {logs.wrap}
            </label>
            <label>
              <input type="checkbox" checked={timed.value} onChange={() => (timed.value = !timed.value)} />
              {logs.times}
            </label>
          </div>
        </details>
      </header>
      {empty.value && <p class="lab-small">{logs.empty}</p>}
      <div
        class="lab-lines"
        role="log"
        aria-live="off"
        aria-label={logs[program]}
        tabIndex={0}
        data-unwrapped={wrapped.value ? undefined : ''}
        data-times={timed.value ? '' : undefined}
        ref={box}
        onScroll={onScroll}
      />
    </section>
  );
}

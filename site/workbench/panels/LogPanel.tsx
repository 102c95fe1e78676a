import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Program } from '../model/bench.ts';
import { useUi } from '../ui.ts';
import { LogView } from './log-view.ts';
import './logs.css';

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

  useEffect(() => {
    view.current = new LogView(box.current!, buffer, (lines) => logs.left(format.number(lines)));
  }, []);
  useSignalEffect(() => {
    bench.logsDrawn.value;
    view.current?.update();
    empty.value = buffer.first === buffer.next;
    copied.value = false;
    if (following.value) box.current!.scrollTop = box.current!.scrollHeight;
  });

  const onScroll = ({ currentTarget: { scrollTop, scrollHeight, clientHeight } }: { currentTarget: HTMLElement }) => {
    const atEnd = scrollHeight - scrollTop - clientHeight < 24;
    if (!atEnd && scrollHeight > clientHeight) following.value = false;
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
      </header>
      {empty.value && <p class="lab-small">{logs.empty}</p>}
      <div
        class="lab-lines"
        role="log"
        aria-live="off"
        aria-label={logs[program]}
        tabIndex={0}
        ref={box}
        onScroll={onScroll}
      />
    </section>
  );
}

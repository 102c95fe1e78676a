import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Format } from '../../strings/format.ts';
import type { FramesStrings } from '../../strings/frames.ts';
import { summary } from './reader/describe.ts';
import { flagNames, frameType } from './reader/protocol.ts';
import type { Frame, Recording } from './reader/recording.ts';

/** Rows are all of one height, so that of 100,000 only those in sight are there. */
const rowHeight = 22; // CSS pixels
const beyond = 8; // rows above and below what is in sight
/** More than any window shows: a page whose styles did not come draws no more. */
const mostRows = 120;

interface Props {
  readonly recording: Recording;
  readonly frames: readonly Frame[];
  /** How many of them there are, since the list grows in place. */
  readonly count: number;
  readonly chosen: Frame | null;
  readonly prefix: string;
  readonly text: FramesStrings;
  readonly format: Format;
  onChoose(frame: Frame): void;
}

/** Two lanes, the client's frames and the server's, in the order in which they crossed. Follows the end until it is scrolled away from it. */
export function FrameList({ recording, frames, count, chosen, prefix, text, format, onChoose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const sight = useSignal({ top: 0, height: 0 });
  const follows = useRef(true);
  /** Of rows that were drawn: what is in them, which does not change. */
  const drawn = useMemo(() => new WeakMap<Frame, VNode>(), [recording, text, format]);

  useEffect(() => {
    const element = box.current!;
    const look = () => {
      const { scrollTop: top, clientHeight: height, scrollHeight } = element;
      follows.current = top + height >= scrollHeight - rowHeight;
      if (sight.peek().top !== top || sight.peek().height !== height) sight.value = { top, height };
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  useLayoutEffect(() => {
    if (follows.current && !chosen) box.current!.scrollTop = count * rowHeight;
  }, [count]);

  const first = Math.max(0, Math.floor(sight.value.top / rowHeight) - beyond);
  const last = Math.min(
    count,
    first + mostRows,
    Math.ceil((sight.value.top + sight.value.height) / rowHeight) + beyond,
  );
  const at = chosen ? placeOf(frames, chosen) : -1;

  const choose = (place: number) => {
    const frame = frames[Math.max(0, Math.min(count - 1, place))];
    if (!frame) return;
    onChoose(frame);
    const element = box.current!;
    const top = Math.max(0, Math.min(count - 1, place)) * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + element.clientHeight)
      element.scrollTop = top + rowHeight - element.clientHeight;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(sight.value.height / rowHeight) - 1);
    const from = at < 0 ? Math.floor(sight.value.top / rowHeight) - 1 : at;
    const places: Record<string, number> = {
      ArrowDown: from + 1,
      ArrowUp: from - 1,
      PageDown: from + page,
      PageUp: from - page,
      Home: 0,
      End: count - 1,
    };
    const place = places[event.key];
    if (place === undefined) return;
    event.preventDefault();
    choose(place);
  };

  const rows = [];
  for (let place = first; place < last; place++) {
    const frame = frames[place]!;
    const content = drawn.get(frame) ?? <Row recording={recording} frame={frame} text={text} format={format} />;
    drawn.set(frame, content);
    rows.push(
      // The box has the keys: it is what the focus is on.
      // biome-ignore lint/a11y/useKeyWithClickEvents: as above
      // biome-ignore lint/a11y/useFocusableInteractive: as above
      <div
        key={frame.index}
        id={`${prefix}-frame-${frame.index}`}
        role="option"
        aria-selected={frame === chosen}
        aria-posinset={place + 1}
        aria-setsize={count}
        class="lab-frame"
        data-sent={frame.sent}
        style={{ top: `${place * rowHeight}px` }}
        onClick={() => onChoose(frame)}
      >
        {content}
      </div>,
    );
  }
  return (
    <div
      ref={box}
      class="lab-frames-list"
      role="listbox"
      aria-label={text.list}
      aria-activedescendant={at >= first && at < last ? `${prefix}-frame-${chosen!.index}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: `${count * rowHeight}px` }}>
        {rows}
      </div>
    </div>
  );
}

function Row({ recording, frame, text, format }: Pick<Props, 'recording' | 'text' | 'format'> & { frame: Frame }) {
  const { at, connection, stream, sent, type, flags, start, end } = frame;
  return (
    <>
      <span class="lab-frame-time">{format.clock(at)}</span>
      <span class="lab-frame-stream">
        <span aria-hidden="true">
          {connection}:{stream}
        </span>
        <span class="lab-visually-hidden">{text.stream(connection, stream)}</span>
      </span>
      <span class="lab-frame-lane">
        <span class="lab-visually-hidden">{sent ? text.fromClient : text.fromServer}</span>
        <span aria-hidden="true">{sent ? '→' : '←'}</span> <b>{frameType(type)}</b> {flagNames(type, flags).join(' ')}{' '}
        <span>{summary(recording, frame)}</span>
      </span>
      <span class="lab-frame-octets">
        {format.number(end - start)}
        <span class="lab-visually-hidden"> {text.octets('')}</span>
      </span>
    </>
  );
}

/** Where a frame stands among those that are shown: they are in the order of their indices. */
function placeOf(frames: readonly Frame[], { index }: Frame): number {
  let [low, high] = [0, frames.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = frames[middle]!.index;
    if (found === index) return middle;
    if (found < index) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

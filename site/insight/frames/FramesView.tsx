import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { mostRecorded } from '../../sandbox/protocol/octets.ts';
import type { Format } from '../../strings/format.ts';
import type { FramesStrings } from '../../strings/frames.ts';
import { everything, type Wanted } from './frame-filter.ts';
import { FrameReader } from './frame-reader.ts';
import { FrameDetails } from './FrameDetails.tsx';
import { FrameList } from './FrameList.tsx';
import { FramesBar } from './FramesBar.tsx';
import css from './frames.css?inline';
import type { Frame } from './reader/recording.ts';

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);

/** With less room than the longest lot takes, a recording has ended. */
const isFull = (octets: number): boolean => octets > mostRecorded - 64 * 1024;

interface Props {
  /** What the frames are to be searched for. */
  readonly lookAt: { readonly words: string } | null;
  /** What came so far, in lots; another array for another run. */
  readonly lots: readonly string[];
  /** How many there are: since they grow in place, it is this that says that there are more. */
  readonly came: number;
  readonly prefix: string;
  readonly text: FramesStrings;
  readonly format: Format;
}

/** A run's frames as they come: what they cost, which they were, and what is in each. */
export function FramesView({ lookAt, lots, prefix, text, format }: Props) {
  const read = useMemo(() => new FrameReader(lots), [lots]);
  const wanted = useSignal<Wanted>(everything);
  /** Frames that there were when the list was held; null where it goes on. */
  const heldAt = useSignal<number | null>(null);
  const chosen = useSignal<Frame | null>(null);
  useEffect(() => {
    if (lookAt) wanted.value = { ...everything, words: lookAt.words };
  }, [lookAt]);
  useEffect(() => {
    chosen.value = null;
    heldAt.value = null;
  }, [lots]);

  read.takeIn();
  const { recording } = read;
  const isHeld = heldAt.value !== null;
  const listed = Math.min(heldAt.value ?? Infinity, recording.frames.length);
  const filter = read.filter(wanted.value, listed);
  const costs = read.calls.costs();
  const frame = chosen.value;
  return (
    <>
      <p>
        {text.sum(
          format.number(recording.frames.length),
          format.number(recording.octets),
          format.number(recording.connections.length),
        )}{' '}
        {costs &&
          text.calls(
            format.number(costs.calls),
            format.number(Math.round(costs.first)),
            costs.later === null ? null : format.number(costs.later),
          )}
      </p>
      {recording.isLost && <p role="alert">{text.lost}</p>}
      {isFull(recording.octets) && <p role="status">{text.ended}</p>}
      <FramesBar
        recording={recording}
        wanted={wanted.value}
        chosen={frame}
        isHeld={isHeld}
        text={text}
        onWant={(change) => (wanted.value = { ...wanted.value, ...change })}
        onHold={() => (heldAt.value = isHeld ? null : recording.frames.length)}
      />
      <div class="lab-frames">
        <div class="lab-frames-lanes">
          <div class="lab-frame lab-frame-head" aria-hidden="true">
            <span />
            <span />
            <span>
              {text.sent} → <span class="lab-frame-from-server">← {text.received}</span>
            </span>
            <span>{text.size}</span>
          </div>
          {filter.frames.length === 0 ? (
            <p class="lab-empty">{text.none}</p>
          ) : (
            <FrameList
              recording={recording}
              frames={filter.frames}
              count={filter.frames.length}
              chosen={frame}
              prefix={prefix}
              text={text}
              format={format}
              onChoose={(one) => (chosen.value = one)}
            />
          )}
        </div>
        <section class="lab-frames-details" aria-label={text.details} tabIndex={0}>
          {frame ? (
            <FrameDetails recording={recording} frame={frame} text={text} format={format} />
          ) : (
            <p class="lab-empty">{text.choose}</p>
          )}
        </section>
      </div>
      {isHeld && <p>{text.held(format.number(recording.frames.length - listed))}</p>}
      <p class="lab-small">{text.point}</p>
    </>
  );
}

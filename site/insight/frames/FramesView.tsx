import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { mostRecorded, readLot } from '../../sandbox/octets.ts';
import type { Format } from '../../strings/format.ts';
import type { FramesStrings } from '../../strings/frames.ts';
import { saveFile } from '../../save-file.ts';
import { everything, FrameFilter, type Wanted } from './frame-filter.ts';
import { FrameDetails } from './FrameDetails.tsx';
import { FrameList } from './FrameList.tsx';
import css from './frames.css?inline';
import { CallCounter } from './reader/calls.ts';
import { toHar } from './reader/har.ts';
import { toPcap } from './reader/pcap.ts';
import { frameType, Type } from './reader/protocol.ts';
import { type Frame, Recording } from './reader/recording.ts';

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);

/** Those of RFC 9113, which are all that a call brings. */
const shownTypes = Object.values(Type).filter((type) => type <= Type.CONTINUATION);

/** With less room than the longest lot takes, a recording has ended. */
const isFull = (octets: number): boolean => octets > mostRecorded - 64 * 1024;

interface Props {
  /** What the frames are to be searched for. */
  readonly lookAt: { readonly words: string } | null;
  /** What came so far, in lots; another array for another run. */
  readonly lots: readonly string[];
  /** When the recording began: milliseconds since the epoch. */
  readonly began: number;
  /** How many there are: since they grow in place, it is this that says that there are more. */
  readonly came: number;
  readonly prefix: string;
  readonly text: FramesStrings;
  readonly format: Format;
}

/** A run's frames as they come: what they cost, which they were, and what is in each. */
export function FramesView({ lookAt, lots, began, prefix, text, format }: Props) {
  const read = useMemo(() => new Reader(lots), [lots]);
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
  const want = (change: Partial<Wanted>) => (wanted.value = { ...wanted.value, ...change });
  const costs = read.calls.costs();
  const { call } = wanted.value;
  const name = `frames-${new Date(began).toISOString().replace(/[:.]/g, '-').slice(0, 19)}`;
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
      <div class="lab-frames-bar">
        <label>
          {text.type}{' '}
          <select
            value={wanted.value.type === null ? '' : String(wanted.value.type)}
            onChange={({ currentTarget: { value } }) => want({ type: value === '' ? null : Number(value) })}
          >
            <option value="">{text.allTypes}</option>
            {shownTypes.map((type) => (
              <option key={type} value={type}>
                {frameType(type)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {text.search}{' '}
          <input
            type="search"
            value={wanted.value.words}
            onInput={({ currentTarget }) => want({ words: currentTarget.value })}
          />
        </label>
        <button
          type="button"
          class="lab-link"
          aria-pressed={isHeld}
          onClick={() => (heldAt.value = isHeld ? null : recording.frames.length)}
        >
          {isHeld ? text.goOn : text.pause}
        </button>
        {call && (
          <span>
            {text.followed(call.connection, call.stream)}{' '}
            <button type="button" class="lab-link" onClick={() => want({ call: null })}>
              {text.all}
            </button>
          </span>
        )}
        {!call && frame && frame.stream > 0 && (
          <button type="button" class="lab-link" onClick={() => want({ call: frame, type: null, words: '' })}>
            {text.follow(frame.connection, frame.stream)}
          </button>
        )}
        <span class="lab-frames-save">
          <button
            type="button"
            class="lab-link"
            onClick={() => saveFile(`${name}.har`, toHar(recording, began), 'application/json')}
          >
            {text.saveHar}
          </button>{' '}
          <button
            type="button"
            class="lab-link"
            onClick={() => saveFile(`${name}.pcap`, toPcap(recording), 'application/vnd.tcpdump.pcap')}
          >
            {text.savePcap}
          </button>
        </span>
      </div>
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

/** A run's recording with what is made of it as it grows. */
class Reader {
  readonly recording = new Recording();
  readonly calls = new CallCounter();
  readonly #lots: readonly string[];
  #taken = 0;
  #counted = 0;
  #filter: FrameFilter | null = null;

  constructor(lots: readonly string[]) {
    this.#lots = lots;
  }

  takeIn(): void {
    for (; this.#taken < this.#lots.length; this.#taken++)
      for (const octets of readLot(this.#lots[this.#taken]!)) this.recording.add(octets);
    const { frames } = this.recording;
    for (; this.#counted < frames.length; this.#counted++) this.calls.add(frames[this.#counted]!);
  }

  filter(wanted: Wanted, upTo: number): FrameFilter {
    if (this.#filter?.wanted !== wanted) this.#filter = new FrameFilter(this.recording, wanted);
    return this.#filter.update(upTo);
  }
}

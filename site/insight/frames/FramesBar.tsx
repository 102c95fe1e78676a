import { saveFile } from '../../save-file.ts';
import type { FramesStrings } from '../../strings/frames.ts';
import type { Wanted } from './frame-filter.ts';
import { toHar } from './reader/har.ts';
import { toPcap } from './reader/pcap.ts';
import { frameType, Type } from './reader/protocol.ts';
import type { Frame, Recording } from './reader/recording.ts';

/** Those of RFC 9113, which are all that a call brings. */
const shownTypes = Object.values(Type).filter((type) => type <= Type.CONTINUATION);

interface Props {
  readonly recording: Recording;
  readonly wanted: Wanted;
  readonly chosen: Frame | null;
  readonly isHeld: boolean;
  readonly text: FramesStrings;
  onWant(change: Partial<Wanted>): void;
  /** Holds the list, or lets it go on. */
  onHold(): void;
}

/** What of the frames is listed, and the whole recording as a file. */
export function FramesBar({ recording, wanted, chosen, isHeld, text, onWant, onHold }: Props) {
  const { call } = wanted;
  const name = `frames-${new Date(recording.began).toISOString().replace(/[:.]/g, '-').slice(0, 19)}`;
  return (
    <div class="lab-frames-bar">
      <label>
        {text.type}{' '}
        <select
          value={wanted.type === null ? '' : String(wanted.type)}
          onChange={({ currentTarget: { value } }) => onWant({ type: value === '' ? null : Number(value) })}
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
          value={wanted.words}
          onInput={({ currentTarget }) => onWant({ words: currentTarget.value })}
        />
      </label>
      <button type="button" class="lab-link" aria-pressed={isHeld} onClick={onHold}>
        {isHeld ? text.goOn : text.pause}
      </button>
      {call && (
        <span>
          {text.followed(call.connection, call.stream)}{' '}
          <button type="button" class="lab-link" onClick={() => onWant({ call: null })}>
            {text.all}
          </button>
        </span>
      )}
      {!call && chosen && chosen.stream > 0 && (
        <button type="button" class="lab-link" onClick={() => onWant({ call: chosen, type: null, words: '' })}>
          {text.follow(chosen.connection, chosen.stream)}
        </button>
      )}
      <span class="lab-frames-save">
        <button
          type="button"
          class="lab-link"
          onClick={() => saveFile(`${name}.har`, toHar(recording), 'application/json')}
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
  );
}

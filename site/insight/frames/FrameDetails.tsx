import type { Format } from '../../strings/format.ts';
import type { FramesStrings } from '../../strings/frames.ts';
import { hexLines, messagesOfStream, settingsOf, summary } from './reader/describe.ts';
import { flagNames, frameType, Type } from './reader/protocol.ts';
import type { CarriedField, Frame, Recording } from './reader/recording.ts';

interface Props {
  readonly recording: Recording;
  readonly frame: Frame;
  readonly text: FramesStrings;
  readonly format: Format;
}

/** What is in a frame: its fields and how they were carried, its messages, its settings, its octets. */
export function FrameDetails({ recording, frame, text, format }: Props) {
  const { type, flags, connection, stream, sent, start, end, fields } = frame;
  const octets = recording.log(connection, sent).slice(start, end);
  const payload = recording.payload(frame);
  return (
    <>
      <p>
        <b>{frameType(type)}</b> {flagNames(type, flags).join(' ')} · {sent ? text.fromClient : text.fromServer} ·{' '}
        {text.stream(connection, stream)} · {text.octets(format.number(end - start))}
      </p>
      {fields && <Fields fields={fields} text={text} format={format} />}
      {type === Type.DATA && stream > 0 && (
        <section>
          <h3>{text.messages}</h3>
          <ol>
            {messagesOfStream(recording, frame).map(({ length, value, compressed }, index) => (
              <li key={index}>{text.message(format.number(length), value, compressed)}</li>
            ))}
          </ol>
        </section>
      )}
      {type === Type.SETTINGS && payload.length > 0 && (
        <section>
          <h3>{text.settings}</h3>
          <ul>
            {settingsOf(new DataView(payload.buffer, payload.byteOffset, payload.byteLength)).map(
              ([setting, value], index) => (
                // One may be set twice in a frame: the last counts (RFC 9113, section 6.5.3).
                <li key={index}>
                  {setting} = {value}
                </li>
              ),
            )}
          </ul>
        </section>
      )}
      {(type === Type.GOAWAY || type === Type.RST_STREAM || type === Type.WINDOW_UPDATE) && (
        <p>{summary(recording, frame)}</p>
      )}
      <section>
        <h3>{text.hex}</h3>
        <pre tabIndex={0} role="group" aria-label={text.hex}>
          {hexLines(octets).join('\n')}
        </pre>
        {octets.length > 4096 && <p>{text.hexCut(format.number(octets.length))}</p>}
      </section>
    </>
  );
}

function Fields({ fields, text, format }: { fields: readonly CarriedField[] } & Pick<Props, 'text' | 'format'>) {
  const how = ({ carried, index, entered }: CarriedField) =>
    ({ static: text.how.static, dynamic: text.how.dynamic, literal: text.how.literal })[carried](index, entered);
  return (
    <table class="lab-table">
      <caption class="lab-visually-hidden">{text.fields}</caption>
      <thead>
        <tr>
          {[text.field, text.value, text.carried, text.size].map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {fields.map((field, index) => (
          <tr key={index} data-carried={field.carried}>
            <th scope="row">{field.name}</th>
            <td>{field.value}</td>
            <td>{how(field)}</td>
            <td>{format.number(field.octets)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import type { ChannelRecord, Channels, SubchannelRecord } from '../../sandbox/protocol/samples.ts';
import type { CacheStrings } from '../../strings/cache-view.ts';
import type { Format } from '../../strings/format.ts';
import { SampleTable } from './SampleTable.tsx';

interface Props {
  readonly channels: Channels;
  /** When they were told of. */
  readonly at: number;
  readonly text: CacheStrings;
  readonly format: Format;
}

/** How many channels there are, what channelz has of some of them, and by which connections they go. */
export function ChannelsView({ channels, at, text: { channels: text, ago, between }, format }: Props) {
  const { made, alive, records, first, latest, subchannels } = channels;
  const number = (value: number | null) => (value === null ? '–' : format.number(value));
  const calls = ({ started, succeeded, failed }: ChannelRecord | SubchannelRecord) => {
    const open = Math.max(0, started - succeeded - failed);
    return text.calls(number(succeeded), number(failed), number(open), { failed, open });
  };
  const object = (isAlive: boolean | null) => (isAlive === null ? '–' : isAlive ? text.alive : text.collected);
  const row = (channel: ChannelRecord) => [
    number(channel.id),
    channel.state,
    channel.line ?? '–',
    format.clock(at - channel.at),
    calls(channel),
    channel.usedAt === null ? text.never : ago(format.clock(Math.max(0, at - channel.usedAt))),
    number(channel.subchannel),
    object(channel.isAlive),
  ];
  const isApart = latest[0] && latest[0].id > (first.at(-1)?.id ?? 0) + 1;
  return (
    <>
      <h3>{text.title}</h3>
      <p>{text.sum(number(made), number(alive), { made, alive })}</p>
      {records && (
        <p>{text.records(number(records.channels), number(records.subchannels), number(records.sockets), records)}</p>
      )}
      <SampleTable
        caption={text.caption}
        columns={Object.values(text.columns)}
        latest={latest.map(row)}
        between={isApart ? between : null}
        first={first.map(row)}
      />
      {subchannels.length > 0 && (
        <>
          <p>{text.subchannelsCaption}</p>
          <SampleTable
            caption={text.subchannelsCaption}
            columns={Object.values(text.subchannelColumns)}
            first={subchannels.map((subchannel) => [
              number(subchannel.id),
              subchannel.target,
              subchannel.state,
              calls(subchannel),
              number(subchannel.socket),
              number(subchannel.streams),
            ])}
          />
        </>
      )}
      <p class="lab-small">{text.sampled}</p>
    </>
  );
}

/** What is said of channels, and of the entries of their method caches. */
export interface CacheStrings {
  title: string;
  waiting: string;
  caches: string;
  /** How many entries there are, and of how many names; numbers also as figures, for their grammar. */
  sum(entries: string, names: string, figures: { entries: number; names: number }): string;
  /** Of one name: its entries. */
  named(name: string, entries: string, count: number): string;
  /** Of all names beyond those that are told one by one. */
  others(entries: string): string;
  holds: string;
  caption: string;
  columns: Record<'index' | 'name' | 'client' | 'line' | 'age' | 'calls' | 'used', string>;
  /** Between the first entries and the latest. */
  between: string;
  gone: string;
  ago(time: string): string;
  sampled: string;
  channels: ChannelsStrings;
}

/** Of channels and their records; numbers also as figures, for their grammar. */
interface ChannelsStrings {
  title: string;
  /** Channels that carried a call, and those not seen to be collected. */
  sum(made: string, alive: string, figures: { made: number; alive: number }): string;
  /** What channelz has. */
  records(
    channels: string,
    subchannels: string,
    sockets: string,
    figures: { channels: number; subchannels: number; sockets: number },
  ): string;
  caption: string;
  columns: Record<'id' | 'state' | 'line' | 'age' | 'calls' | 'used' | 'subchannel' | 'object', string>;
  /** Calls by what became of them. */
  calls(succeeded: string, failed: string, open: string, figures: { failed: number; open: number }): string;
  alive: string;
  collected: string;
  never: string;
  subchannelsCaption: string;
  subchannelColumns: Record<'id' | 'target' | 'state' | 'calls' | 'socket' | 'streams', string>;
  sampled: string;
}

const english: CacheStrings = {
  title: 'What the channels keep',
  waiting: 'Press Run. As soon as a channel carries a call, it is listed here, and what its cache takes in.',
  caches: 'Method caches',
  sum: (entries, names, figures) =>
    `${entries} ${figures.entries === 1 ? 'entry' : 'entries'} so far, for ${names} ${figures.names === 1 ? 'name' : 'names'}.`,
  named: (name, entries, count) =>
    count === 1
      ? `${name}: one Method, one entry`
      : `${name}: ${entries} Methods of this one name, each a key of its own`,
  others: (entries) => `Other names: ${entries}`,
  holds:
    'An entry is a Method and what the channel knows of it: Method → its two marshallers → serializer, and GrpcMethodInfo → URL. All of it stays for as long as the channel does.',
  caption: 'Entries of the method caches: the first, and some of the latest',
  columns: {
    index: 'Entry',
    name: 'Method',
    client: 'Of client',
    line: 'Made at',
    age: 'Age',
    calls: 'Calls',
    used: 'Last used',
  },
  between: '…',
  gone: 'collected',
  ago: (time) => `${time} ago`,
  sampled: 'Listed are the first eight and, while this is open, some ten of the latest a second. All are counted.',
  channels: {
    title: 'Channels and their records',
    sum: (made, alive, figures) =>
      `${made} ${figures.made === 1 ? 'channel has' : 'channels have'} carried a call. ${alive} ${figures.alive === 1 ? 'has' : 'have'} not been collected.`,
    records: (channels, subchannels, sockets, figures) =>
      `channelz, gRPC’s own book-keeping, has ${channels} ${figures.channels === 1 ? 'record of a channel' : 'records of channels'}, ${subchannels} of ${figures.subchannels === 1 ? 'a subchannel' : 'subchannels'} and ${sockets} of ${figures.sockets === 1 ? 'a socket' : 'sockets'}.`,
    caption: 'channelz’s records of channels: the first and the latest',
    columns: {
      id: 'Channel',
      state: 'State',
      line: 'First call at',
      age: 'Age',
      calls: 'Calls',
      used: 'Last call',
      subchannel: 'Subchannel',
      object: 'The channel itself',
    },
    calls: (succeeded, failed, open, figures) =>
      [`${succeeded} ok`, figures.failed && `${failed} failed`, figures.open && `${open} open`]
        .filter(Boolean)
        .join(', '),
    alive: 'still there',
    collected: 'collected',
    never: 'never',
    subchannelsCaption: 'The subchannels that they use: a subchannel stands for a connection',
    subchannelColumns: {
      id: 'Subchannel',
      target: 'Address',
      state: 'State',
      calls: 'Calls',
      socket: 'Socket',
      streams: 'Streams',
    },
    sampled:
      'Listed are the first eight records of channels and the latest eight. A record goes when its channel is closed; the line of a first call is read some ten times a second.',
  },
};

const chinese: CacheStrings = {
  title: '通道里留着什么',
  waiting: '请点“运行”。通道一旦承载了调用，就会列在这里，它的缓存收进了什么也会列出。',
  caches: '方法缓存',
  sum: (entries, names) => `到目前为止有 ${entries} 个条目，名称 ${names} 个。`,
  named: (name, entries, count) =>
    count === 1 ? `${name}：一个 Method，一个条目` : `${name}：${entries} 个 Method 同用这一个名称，却各是各的键`,
  others: (entries) => `其他名称：${entries} 个`,
  holds:
    '一个条目就是一个 Method，加上通道对它的了解：Method → 两个编组器（marshaller）→ 序列化器（serializer），以及 GrpcMethodInfo → URL。通道在，它们就都在。',
  caption: '方法缓存中的条目：最早的几个，和最近的一部分',
  columns: {
    index: '条目',
    name: '方法',
    client: '所属客户端',
    line: '创建位置',
    age: '存在时间',
    calls: '调用次数',
    used: '上次使用',
  },
  between: '……',
  gone: '已回收',
  ago: (time) => `${time}前`,
  sampled: '列出的是最早的八个；打开本面板期间，每秒还会列出最近的约十个。计数则包含全部。',
  channels: {
    title: '通道与它们的记录',
    sum: (made, alive) => `承载过调用的通道有 ${made} 个，其中 ${alive} 个还没有被回收。`,
    records: (channels, subchannels, sockets) =>
      `gRPC 自带的登记簿 channelz 里，有通道记录 ${channels} 条、子通道（subchannel）记录 ${subchannels} 条、套接字（socket）记录 ${sockets} 条。`,
    caption: 'channelz 里的通道记录：最早的和最近的',
    columns: {
      id: '通道',
      state: '状态',
      line: '首次调用位置',
      age: '存在时间',
      calls: '调用',
      used: '上次调用',
      subchannel: '子通道',
      object: '通道本身',
    },
    calls: (succeeded, failed, open, figures) =>
      [`成功 ${succeeded}`, figures.failed && `失败 ${failed}`, figures.open && `进行中 ${open}`]
        .filter(Boolean)
        .join('，'),
    alive: '还在',
    collected: '已回收',
    never: '从未',
    subchannelsCaption: '它们所用的子通道：一个子通道代表一条连接',
    subchannelColumns: {
      id: '子通道',
      target: '地址',
      state: '状态',
      calls: '调用',
      socket: '套接字',
      streams: '流',
    },
    sampled: '列出的是最早的八条和最近的八条通道记录。通道关闭时，它的记录才会消失；首次调用的位置每秒读取约十次。',
  },
};

export const cacheStrings = (language: string): CacheStrings =>
  language.toLowerCase().startsWith('zh') ? chinese : english;

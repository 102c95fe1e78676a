/** What is said of the entries of channels' method caches. */
export interface CacheStrings {
  title: string;
  close: string;
  waiting: string;
  /** How many entries there are, and of how many names; numbers also as figures, for their grammar. */
  sum(entries: string, names: string, figures: { entries: number; names: number }): string;
  /** Of one name: its entries. */
  named(name: string, entries: string, count: number): string;
  holds: string;
  caption: string;
  columns: Record<'index' | 'name' | 'client' | 'line' | 'age' | 'calls' | 'used', string>;
  /** Between the first entries and the latest. */
  between: string;
  gone: string;
  ago(time: string): string;
  sampled: string;
}

const english: CacheStrings = {
  title: 'The channels’ method caches',
  close: 'Close',
  waiting: 'Press Run. As soon as a method is called for the first time, its entry is listed here.',
  sum: (entries, names, figures) =>
    `${entries} ${figures.entries === 1 ? 'entry' : 'entries'} so far, for ${names} ${figures.names === 1 ? 'name' : 'names'}.`,
  named: (name, entries, count) =>
    count === 1
      ? `${name}: one Method, one entry`
      : `${name}: ${entries} Methods of this one name, each a key of its own`,
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
};

const chinese: CacheStrings = {
  title: '各通道的方法缓存',
  close: '关闭',
  waiting: '请点“运行”。一个方法第一次被调用时，它的条目就会列在这里。',
  sum: (entries, names) => `到目前为止有 ${entries} 个条目，名称 ${names} 个。`,
  named: (name, entries, count) =>
    count === 1 ? `${name}：一个 Method，一个条目` : `${name}：${entries} 个 Method 同用这一个名称，却各是各的键`,
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
};

export const cacheStrings = (language: string): CacheStrings =>
  language.toLowerCase().startsWith('zh') ? chinese : english;

import { liveObjects, type Sample } from '../../sandbox/protocol/samples.ts';
import { spaced, type Format } from '../format.ts';

/** How a run's files stood to the exercise's when it began. */
export type RunFiles = 'as-given' | 'solution' | 'edited';

/** The figures of one run, for the sentence that stands for the chart. */
export interface RunFigures {
  name: string;
  last: Sample;
  /** What the channels' caches hold. */
  entries: number;
  /** The first and the last value of the floor, in bytes or, where the samples count objects, objects. */
  floor: readonly [number, number] | null;
}

/** What is said of runs: their figures, the chart, the table that stands for it, the logs. */
export interface RunStrings {
  stats: { label: string; calls: string; rate: string; firstSum: string; none: string };
  chart: {
    label: string;
    empty: string;
    /** In its place while a program that runs has shown nothing yet. */
    starting: string;
    used: string;
    floor: string;
    objects: string;
    clients: string;
    methods: string;
    /** The button that opens what the channels' caches hold. */
    cache: string;
    /** The button that opens what client and server send each other. */
    frames: string;
    /** The button that opens heap snapshots of the run. */
    snapshots: string;
    show: string;
    cap(size: string): string;
    source: Record<Exclude<Sample['source'], 'clr'>, string> & {
      /** By whose client the programs have: MagicOnion's own, of its package, or our reading of it. */
      clr: Record<'package' | 'reading', string>;
    };
    otherUnit: string;
    at(time: string): string;
    summary(figures: RunFigures, format: Format): string;
  };
  runs: {
    label: string;
    name(id: number, files: RunFiles): string;
    show(name: string): string;
    remove(name: string): string;
    none: string;
    /** The reader's own name for a run, or the one that it has by itself. */
    nameOf(run: { readonly id: number; readonly files: RunFiles; readonly name: string | null }): string;
    rename(name: string): string;
    compare: string;
    run: string;
    perCall: string;
    actions: string;
    pin: string;
    bringBack: string;
    picture: string;
  };
  table: {
    caption: string;
    scroll: string;
    time: string;
    calls: string;
    clients: string;
    methods: string;
    used: string;
    floor: string;
    objects: string;
    empty: string;
  };
  logs: {
    client: string;
    server: string;
    empty: string;
    left(lines: string): string;
    pause: string;
    follow: string;
    copy: string;
    copied: string;
    options: string;
    search: string;
    wrap: string;
    times: string;
  };
}

export const english: RunStrings = {
  stats: {
    label: 'Figures of this run',
    calls: 'Calls made',
    rate: 'Calls per second',
    firstSum: 'First sum after',
    none: '–',
  },
  chart: {
    label: 'Heap',
    empty: 'Press Run: the client’s heap is drawn here, live.',
    starting: 'The program is starting. What it needs may still be on its way from the network.',
    used: 'Heap used',
    floor: 'Floor after collections',
    objects: 'Live objects',
    clients: 'Clients created',
    methods: 'Methods cached',
    cache: 'Look into the channels',
    frames: 'Frames',
    snapshots: 'Snapshots',
    show: 'Also show',
    cap: (size) => `heap cap ${size}`,
    source: {
      v8: 'Bytes, from V8',
      tab: 'Bytes, from the tab',
      clr: {
        package: 'Bytes, from .NET’s collector; the client is MagicOnion’s own',
        reading: 'Bytes, from .NET’s collector; the client is our reading of MagicOnion’s',
      },
      objects: 'Live objects, not bytes: clients, methods, channels',
    },
    otherUnit: 'Runs measured in another unit are left out of the chart.',
    at: (time) => `At ${time}`,
    summary({ name, last, entries, floor }, f) {
      const many = (count: number, noun: string) => `${f.number(count)} ${noun}${count === 1 ? '' : 's'}`;
      const made = `${many(last.calls, 'call')}, ${many(last.clientsCreated, 'client')} created, ${many(entries, 'method')} cached.`;
      const size = last.source === 'objects' ? f.number : f.bytes;
      const now =
        last.source === 'objects'
          ? last.alive !== null && ` ${many(liveObjects(last.alive), 'live object')}: clients, methods and channels.`
          : last.heapUsed !== null && ` The heap holds ${f.bytes(last.heapUsed)}.`;
      return `${name}, ${f.clock(last.at)}: ${made}${now || ''}${floor ? ` The floor went from ${size(floor[0])} to ${size(floor[1])}.` : ''}`;
    },
  },
  runs: {
    label: 'Runs',
    name: (id, files) => `Run ${id} – ${{ 'as-given': 'as given', solution: 'the solution', edited: 'edited' }[files]}`,
    show: (name) => `Show ${name}`,
    remove: (name) => `Remove ${name}`,
    none: 'Each run is kept here, to lay over the next.',
    nameOf: ({ id, files, name }) => name ?? english.runs.name(id, files),
    rename: (name) => `Name of ${name}`,
    compare: 'Compare runs',
    run: 'Run',
    perCall: 'Floor’s growth a call',
    actions: 'Actions',
    pin: 'Keep',
    bringBack: 'Bring its code back',
    picture: 'The chart as a picture:',
  },
  table: {
    caption: 'Heap samples',
    scroll: 'Heap samples, scrollable',
    time: 'Time',
    calls: 'Calls',
    clients: 'Clients created',
    methods: 'Methods cached',
    used: 'Heap used',
    floor: 'Floor',
    objects: 'Live objects',
    empty: 'No samples yet.',
  },
  logs: {
    client: 'Client log',
    server: 'Server log',
    empty: 'Nothing printed yet.',
    left: (lines) => `${lines} lines left out`,
    pause: 'Pause',
    follow: 'Follow',
    copy: 'Copy',
    copied: 'Copied',
    options: 'Options',
    search: 'Only lines with',
    wrap: 'Wrap long lines',
    times: 'Show times',
  },
};

export const chinese: RunStrings = {
  stats: { label: '本次运行的数据', calls: '调用次数', rate: '每秒调用数', firstSum: '首个结果用时', none: '–' },
  chart: {
    label: '堆内存',
    empty: '点击“运行”，客户端的堆内存会实时画在这里。',
    starting: '程序正在启动，它需要的文件可能还在下载。',
    used: '已用堆内存',
    floor: '回收后的基线',
    objects: '存活对象',
    clients: '已创建的客户端',
    methods: '已缓存的方法',
    cache: '看看通道里有什么',
    frames: '帧',
    snapshots: '堆快照',
    show: '同时显示',
    cap: (size) => `堆上限 ${size}`,
    source: {
      v8: '字节数，来自 V8',
      tab: '字节数，来自标签页',
      clr: {
        package: '字节数，来自 .NET 的垃圾回收器；客户端就是 MagicOnion 自己的',
        reading: '字节数，来自 .NET 的垃圾回收器；客户端是本课程仿照 MagicOnion 写的',
      },
      objects: '存活对象数，不是字节：客户端、方法、通道',
    },
    otherUnit: '单位不同的运行没有画在图上。',
    at: (time) => `${time}时`,
    summary({ name, last, entries, floor }, f) {
      const made = `调用 ${f.number(last.calls)} 次，创建客户端 ${f.number(last.clientsCreated)} 个，缓存方法 ${f.number(entries)} 个。`;
      const size = last.source === 'objects' ? f.number : f.bytes;
      const now =
        last.source === 'objects'
          ? last.alive !== null && `目前存活的客户端、方法和通道共 ${f.number(liveObjects(last.alive))} 个。`
          : last.heapUsed !== null && `堆内存为 ${f.bytes(last.heapUsed)}。`;
      return `${name}，${f.clock(last.at)}：${made}${now || ''}${floor ? spaced(`基线从 ${size(floor[0])}变为 ${size(floor[1])}。`) : ''}`;
    },
  },
  runs: {
    label: '各次运行',
    name: (id, files) => `第 ${id} 次：${{ 'as-given': '初始代码', solution: '参考答案', edited: '修改后' }[files]}`,
    show: (name) => `显示${name}`,
    remove: (name) => `移除${name}`,
    none: '每次运行都会留在这里，方便和下一次叠加对比。',
    nameOf: ({ id, files, name }) => name ?? chinese.runs.name(id, files),
    rename: (name) => `${name}的名称`,
    compare: '对比各次运行',
    run: '运行',
    perCall: '每次调用的基线增长',
    actions: '操作',
    pin: '保留',
    bringBack: '恢复这次的代码',
    picture: '把图表存成图片：',
  },
  table: {
    caption: '堆内存采样',
    scroll: '堆内存采样，可滚动',
    time: '时间',
    calls: '调用',
    clients: '已创建客户端',
    methods: '已缓存方法',
    used: '已用堆内存',
    floor: '基线',
    objects: '存活对象',
    empty: '还没有采样。',
  },
  logs: {
    client: '客户端日志',
    server: '服务端日志',
    empty: '还没有输出。',
    left: (lines) => `省略了 ${lines} 行`,
    pause: '暂停滚动',
    follow: '继续滚动',
    copy: '复制',
    copied: '已复制',
    options: '选项',
    search: '只显示包含',
    wrap: '长行自动换行',
    times: '显示时间',
  },
};

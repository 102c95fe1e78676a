import type { CsvHeads } from '../insight/dumps/csv.ts';
import type { DumpFault } from '../insight/dumps/dump-error.ts';
import type { FindingKind } from '../insight/dumps/finding.ts';
import type { Format } from './format.ts';

/** What a finding's sentences name, written as the page's language does. */
export interface FindingWords {
  readonly name: string;
  /** The type of what a collection holds; null of the other kinds. */
  readonly of: string | null;
  readonly count: string;
  /** How many more than before, with its sign; null where there is one dump. */
  readonly more: string | null;
  readonly bytes: string;
}

/** What is said of heap dumps, on their page and by their command. */
export interface DumpStrings {
  choose: string;
  chooseNote: string;
  needsScript: string;
  example: string;
  exampleNote: string;
  reading(file: string, share: string): string;
  /** The page's own files, or the example, did not come. */
  loadFailed: string;
  faults: Record<DumpFault, string>;
  /** Names the file that a fault is of. */
  fault(file: string, text: string): string;
  opened: string;
  dump(objects: string, bytes: string): string;
  earlier: string;
  later: string;
  remove(file: string): string;
  swap: string;
  otherFormats: string;
  /** Why a dump's sum is less than the process's memory. */
  sums: Record<'gcdump' | 'heapsnapshot', string>;
  findings: {
    title: string;
    none: string;
    /** What two dumps would show. */
    alone: string;
    kinds: Record<FindingKind, { title: string; text(words: FindingWords): string }>;
    held: string;
    /** Before the lesson's title. */
    lesson: string;
  };
  table: {
    title: string;
    caption: string;
    columns: Record<
      'type' | 'count' | 'countMore' | 'bytes' | 'bytesMore' | 'retained' | 'fresh' | 'gone' | 'kept',
      string
    >;
    retainedNote: string;
    /** Of two snapshots: why none of their objects can be told to be new. */
    otherProcesses: string;
    search: string;
    hideFramework: string;
    csv: string;
    showing(shown: string, all: string): string;
    more: string;
    none: string;
    reckoning: string;
  };
  csv: CsvHeads;
  ways: {
    title(type: string): string;
    count(count: string, bytes: string): string;
    others(count: string): string;
    unreached(count: string): string;
    gone: string;
    /** The one object that alone keeps all, or nearly all, that a way leads to. */
    keeper(count: string, name: string, bytes: string): string;
    /** Names the drawing. */
    graph: string;
    by: Record<'variable' | 'field', (name: string) => string> & { element: string; internal(name: string): string };
    staticField(name: string): string;
    global: string;
    /** The module that a program of Node begins with. */
    module: string;
    roots: Record<'local' | 'static' | 'thread' | 'handle' | 'finalizer' | 'dependent' | 'other' | 'v8', string>;
    inRow(count: string): string;
    /** Of a long way: how many steps are not told here. */
    leftOut(count: string): string;
  };
  /** What keeps most. */
  kept: { title: string; note: string; others(bytes: string): string };
  command: {
    /** @param command by which it was started. */
    usage(command: string): string;
    total(file: string, objects: string, bytes: string): string;
    rest(count: string): string;
  };
}

const english: DumpStrings = {
  choose: 'Drop one or two dumps here, or choose them',
  chooseNote: '.gcdump of .NET, .heapsnapshot of Node, Chrome or Edge',
  needsScript: 'The dump is read in your browser, by JavaScript, which is off here.',
  example: 'Try two dumps of the leak',
  exampleNote: 'A .NET client on MagicOnion, after 100 and after 1,000 calls.',
  reading: (file, share) => `Reading ${file}: ${share}`,
  loadFailed: 'The files that this needs did not come. Reload the page.',
  faults: {
    empty: 'The file is empty. A collection that failed leaves such a file: collect it again.',
    unreadable:
      'It cannot be read: it is a folder, or was changed or moved after it was chosen. Choose the file again.',
    foreign: 'This is neither a .gcdump nor a .heapsnapshot.',
    'process-dump':
      'This is a dump of a whole process. Take a .gcdump of the process instead, with dotnet-gcdump collect -p <pid>.',
    trace: 'This is a trace, not a heap dump. dotnet-gcdump collect -p <pid> makes one.',
    compressed: 'This file is compressed. Unpack it, and open what is inside.',
    truncated: 'The file ends before it is complete: it was cut short while it was written or copied.',
    malformed: 'The file is damaged: what it says of itself does not fit together.',
    'too-old': 'This .gcdump is of a version from before .NET Core. Collect it again with today’s dotnet-gcdump.',
    'too-large': 'The file is larger than can be read here: up to 2 GB, and what memory there is.',
  },
  fault: (file, text) => `${file}: ${text}`,
  opened: 'Opened dumps',
  dump: (objects, bytes) => `${objects} objects, ${bytes}`,
  earlier: 'earlier',
  later: 'later',
  remove: (file) => `Close ${file}`,
  swap: 'Swap earlier and later',
  otherFormats: 'A .gcdump and a .heapsnapshot cannot be compared: the one of another kind was closed.',
  sums: {
    gcdump:
      'These are objects that were alive after a full collection. The process takes more: free room in the heap, the runtime’s own memory, native code. dotnet-gcdump collects at most 10,000,000 objects.',
    heapsnapshot:
      'These are objects that were alive after a full collection, with V8’s own parts of an object counted to it, as DevTools does. What buffers hold outside of the heap is counted where V8 knows of it.',
  },
  findings: {
    title: 'What it looks like',
    none: 'It looks like none of the leaks that are known here. What grows between two dumps is at the top of the table below.',
    alone: 'One dump shows what there is much of. Only a second, taken after more of the same work, shows what grows.',
    kinds: {
      'method-cache': {
        title: 'A client for each request: the leak of this course',
        text: ({ name, count, more, bytes }) =>
          `${count} objects ${name} are kept by a channel’s method cache${more ? `, ${more} since the earlier dump` : ''}. A program needs one for each method that each of its base clients calls. The cache holds ${bytes}.`,
      },
      channels: {
        title: 'A channel for each call',
        text: ({ name, count, more, bytes }) =>
          `There are ${count} objects ${name}${more ? `, ${more} since the earlier dump` : ''}, which hold ${bytes}. A program needs one for each address.`,
      },
      events: {
        title: 'Handlers that were never taken off an event',
        text: ({ name, count, more, bytes }) =>
          `${count} handlers wait for one event (${name}${more ? `, ${more} since the earlier dump` : ''}). With what each refers to, they hold ${bytes}.`,
      },
      timers: {
        title: 'Timers that wait',
        text: ({ name, count, more, bytes }) =>
          `${count} objects ${name} stand in a timer queue${more ? `, ${more} since the earlier dump` : ''}. Until each fires or is taken back, it keeps what its callback refers to: ${bytes}.`,
      },
      cancellations: {
        title: 'Callbacks on a token or signal that lives on',
        text: ({ name, count, more, bytes }) =>
          `${count} callbacks (${name}${more ? `, ${more} since the earlier dump` : ''}) wait for one cancellation. Those of calls that are over hold ${bytes}, until each is unregistered.`,
      },
      collection: {
        title: 'A collection that holds much',
        text: ({ name, of, count, more, bytes }) =>
          `${name} holds ${count} objects ${of}${more ? `, ${more} since the earlier dump` : ''}: ${bytes} in all. That is a leak if nothing takes entries out, and a cache if something does.`,
      },
    },
    held: 'Held by',
    lesson: 'The lesson: ',
  },
  table: {
    title: 'Types',
    caption: 'Types of objects in the dump. Press a type for the way from a root to its objects.',
    columns: {
      type: 'Type',
      count: 'Objects',
      countMore: '± objects',
      bytes: 'Bytes',
      bytesMore: '± bytes',
      retained: 'Retained',
      fresh: 'New',
      gone: 'Gone',
      kept: 'Kept',
    },
    otherProcesses:
      'The two snapshots are of different processes: their sums can be compared, but not which objects are new and which are gone.',
    retainedNote: 'Retained: what would go with the objects of a type, by dominators.',
    search: 'Search types',
    hideFramework: 'Hide the framework’s own',
    csv: 'Save as CSV',
    showing: (shown, all) => `${shown} of ${all} types`,
    more: 'Show more',
    none: 'No type matches.',
    reckoning: '…',
  },
  csv: {
    type: 'Type',
    module: 'Module',
    count: 'Objects',
    bytes: 'Bytes',
    retained: 'Retained bytes',
    countBefore: 'Objects before',
    bytesBefore: 'Bytes before',
    fresh: 'New objects',
    gone: 'Gone objects',
  },
  ways: {
    title: (type) => `What holds ${type}`,
    count: (count, bytes) =>
      count === '1' ? `1 object, ${bytes}, is held this way:` : `${count} objects, ${bytes}, are held this way:`,
    others: (count) => `Held in other ways: ${count} more.`,
    unreached: (count) =>
      `Reached from no root: ${count}. They were garbage by the time of the dump, or are held by what it leaves out.`,
    gone: 'There are none of this type any more.',
    keeper: (count, name, bytes) =>
      `One object holds ${count} of them by itself: ${name}. Without it, ${bytes} would go.`,
    graph: 'The ways, drawn',
    by: {
      variable: (name) => `variable ${name}`,
      field: (name) => `.${name}`,
      element: 'element',
      internal: (name) => (name ? `its ${name}` : 'inside it'),
    },
    staticField: (name) => `the static field ${name}`,
    global: 'the global object',
    module: 'the program’s own module',
    roots: {
      local: 'a local variable, or a static field that the dump does not name',
      static: 'a static field',
      thread: 'a thread’s static field',
      handle: 'a handle of the runtime',
      finalizer: 'the queue of finalizers',
      dependent: 'a dependent handle',
      other: 'a root',
      v8: 'a root of V8’s',
    },
    inRow: (count) => `up to ${count} in a row`,
    leftOut: (count) => `… ${count} more steps, then`,
  },
  kept: {
    title: 'What keeps most',
    note: 'Objects by what would go with them, and below each, what it alone keeps: the tree of dominators, by type.',
    others: (bytes) => `… and ${bytes} that others keep`,
  },
  command: {
    usage: (command) => `Usage: ${command} [options] <later> | <earlier> <later>

Reads heap dumps, .gcdump of .NET or .heapsnapshot of V8: types by bytes or growth, what it looks like, and what holds it.

  --csv          prints the whole table as CSV, and nothing else
  --top <n>      so many types, 25 unless told otherwise
  --type <text>  only types whose names have this in them, each with what holds it
  --lang <zh|en> the language`,
    total: (file, objects, bytes) => `${file}: ${objects} objects, ${bytes}`,
    rest: (count) => `… and ${count} more types`,
  },
};

const chinese: DumpStrings = {
  choose: '把一个或两个转储文件拖到这里，或点击选择',
  chooseNote: '.NET 的 .gcdump，Node、Chrome 或 Edge 的 .heapsnapshot',
  needsScript: '转储由 JavaScript 在你的浏览器里读取，而这里没有启用 JavaScript。',
  example: '用这个泄漏的两份转储试试',
  exampleNote: '一个使用 MagicOnion 的 .NET 客户端，分别在调用 100 次和 1,000 次之后。',
  reading: (file, share) => `正在读取 ${file}：${share}`,
  loadFailed: '所需的文件没有加载成功。请重新加载页面。',
  faults: {
    empty: '文件是空的。采集失败时会留下这样的文件，请重新采集。',
    unreadable: '无法读取：这是文件夹，或者选中之后文件被改动、移走了。请重新选择文件。',
    foreign: '这既不是 .gcdump，也不是 .heapsnapshot。',
    'process-dump': '这是整个进程的转储。请改用 dotnet-gcdump collect -p <pid> 采集 .gcdump。',
    trace: '这是跟踪文件，不是堆转储。请用 dotnet-gcdump collect -p <pid> 采集。',
    compressed: '这是压缩文件。请先解压，再打开里面的文件。',
    truncated: '文件不完整：写入或复制时被截断了。',
    malformed: '文件已损坏：内容前后对不上。',
    'too-old': '这个 .gcdump 的版本早于 .NET Core。请用现在的 dotnet-gcdump 重新采集。',
    'too-large': '文件太大，这里读不了：最多 2 GB，还要看可用内存有多少。',
  },
  fault: (file, text) => `${file}：${text}`,
  opened: '已打开的转储',
  dump: (objects, bytes) => `${objects} 个对象，${bytes}`,
  earlier: '较早',
  later: '较晚',
  remove: (file) => `关闭 ${file}`,
  swap: '对调先后',
  otherFormats: '.gcdump 和 .heapsnapshot 无法互相比较，已关闭另一种格式的那份。',
  sums: {
    gcdump:
      '这里是一次完整回收之后仍然存活的对象。进程占用的内存比这更多：堆里的空闲空间、运行时自己的内存、原生代码。dotnet-gcdump 最多采集 10,000,000 个对象。',
    heapsnapshot:
      '这里是一次完整回收之后仍然存活的对象；和 DevTools 一样，V8 为对象分配的内部结构计入该对象。缓冲区在堆外的部分，只计入 V8 知道的。',
  },
  findings: {
    title: '看起来像什么',
    none: '不像这里已知的任何一种泄漏。两份转储之间增长的类型排在下表的最前面。',
    alone: '一份转储只能看出什么多；再做同样多的工作之后采集第二份，才能看出什么在增长。',
    kinds: {
      'method-cache': {
        title: '每个请求创建一个客户端：本课程讲的泄漏',
        text: ({ name, count, more, bytes }) =>
          `通道（channel）的方法缓存持有 ${count} 个 ${name}${more ? `，与较早的转储相比 ${more}` : ''}。每个基础客户端调用几个方法，本来就只需要几个。缓存共占用 ${bytes}。`,
      },
      channels: {
        title: '每次调用创建一个通道（channel）',
        text: ({ name, count, more, bytes }) =>
          `共有 ${count} 个 ${name}${more ? `，与较早的转储相比 ${more}` : ''}，占用 ${bytes}。一个地址只需要一个。`,
      },
      events: {
        title: '从未移除的事件处理程序',
        text: ({ name, count, more, bytes }) =>
          `同一个事件上有 ${count} 个处理程序（${name}${more ? `，与较早的转储相比 ${more}` : ''}）。连同各自引用的对象，占用 ${bytes}。`,
      },
      timers: {
        title: '等待中的定时器',
        text: ({ name, count, more, bytes }) =>
          `定时器队列里有 ${count} 个 ${name}${more ? `，与较早的转储相比 ${more}` : ''}。在触发或取消之前，每个都保留着回调所引用的对象，共 ${bytes}。`,
      },
      cancellations: {
        title: '注册在长寿的令牌或信号上的回调',
        text: ({ name, count, more, bytes }) =>
          `有 ${count} 个回调（${name}${more ? `，与较早的转储相比 ${more}` : ''}）在等同一个取消信号。其中有些调用早已结束，它们的回调只要没有注销，就一直占着内存，共 ${bytes}。`,
      },
      collection: {
        title: '装了很多东西的集合',
        text: ({ name, of, count, more, bytes }) =>
          `${name} 持有 ${count} 个 ${of}${more ? `，与较早的转储相比 ${more}` : ''}，共占用 ${bytes}。如果没有代码从中移除条目，就是泄漏；如果有，就是缓存。`,
      },
    },
    held: '被谁持有',
    lesson: '对应的课程：',
  },
  table: {
    title: '类型',
    caption: '转储中的对象类型。点击类型可以查看从根到这些对象的路径。',
    columns: {
      type: '类型',
      count: '对象数',
      countMore: '对象数±',
      bytes: '字节数',
      bytesMore: '字节数±',
      retained: '保留大小',
      fresh: '新增',
      gone: '消失',
      kept: '留存',
    },
    otherProcesses: '两份快照来自不同的进程：可以比较总数，但看不出哪些对象是新增的、哪些消失了。',
    retainedNote: '保留大小：这个类型的对象释放时会一并释放的字节数，按支配关系计算。',
    search: '搜索类型',
    hideFramework: '隐藏框架自身的类型',
    csv: '存为 CSV',
    showing: (shown, all) => `显示 ${shown} 个类型，共 ${all} 个`,
    more: '显示更多',
    none: '没有匹配的类型。',
    reckoning: '……',
  },
  csv: {
    type: '类型',
    module: '模块',
    count: '对象数',
    bytes: '字节数',
    retained: '保留大小',
    countBefore: '之前的对象数',
    bytesBefore: '之前的字节数',
    fresh: '新增对象',
    gone: '消失对象',
  },
  ways: {
    title: (type) => `谁持有 ${type}`,
    count: (count, bytes) => `${count} 个对象（${bytes}）由以下路径持有：`,
    others: (count) => `另外 ${count} 个由其他路径持有。`,
    unreached: (count) => `有 ${count} 个从任何根都到达不了：转储时已是垃圾，或由转储未收录的对象持有。`,
    gone: '已经没有这个类型的对象了。',
    keeper: (count, name, bytes) => `其中 ${count} 个只由一个对象持有：${name}。没有它，就能释放 ${bytes}。`,
    graph: '路径图',
    by: {
      variable: (name) => `变量 ${name}`,
      field: (name) => `.${name}`,
      element: '元素',
      internal: (name) => (name ? `内部的 ${name}` : '内部'),
    },
    staticField: (name) => `静态字段 ${name}`,
    global: '全局对象',
    module: '程序的主模块',
    roots: {
      local: '局部变量，或转储没有写明的静态字段',
      static: '静态字段',
      thread: '线程静态字段',
      handle: '运行时的句柄',
      finalizer: '终结器队列',
      dependent: '依赖句柄',
      other: '根',
      v8: 'V8 的根',
    },
    inRow: (count) => `连续最多 ${count} 个`,
    leftOut: (count) => `……中间还有 ${count} 步，然后是`,
  },
  kept: {
    title: '谁占得最多',
    note: '对象按“随它一并释放”的字节数排列，展开后是只由它持有的对象：这就是按类型归并的支配树。',
    others: (bytes) => `……其余共 ${bytes}`,
  },
  command: {
    usage: (command) => `用法：${command} [选项] <较晚的转储> | <较早的转储> <较晚的转储>

读取堆转储（.NET 的 .gcdump 或 V8 的 .heapsnapshot）：按字节数或增长量列出类型，看起来像哪种泄漏，被谁持有。

  --csv          只输出 CSV 格式的完整表格
  --top <n>      列出多少个类型，默认 25
  --type <文字>  只列出名称含有这段文字的类型，并写明被谁持有
  --lang <zh|en> 语言`,
    total: (file, objects, bytes) => `${file}：${objects} 个对象，${bytes}`,
    rest: (count) => `……另有 ${count} 个类型`,
  },
};

export const dumpStrings = (language: string): DumpStrings =>
  language.toLowerCase().startsWith('zh') ? chinese : english;

/** How a growth is written: with its sign. */
export const signed = (value: number, format: Format): string => `${value > 0 ? '+' : ''}${format.number(value)}`;

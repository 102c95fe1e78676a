import type { ReasonCode } from '../../sandbox/errors/reason.ts';
import type { BootStep, FactId, RuntimeId } from '../../sandbox/runtime.ts';
import { spaced } from '../format.ts';

/** What is said of where a sandbox runs. */
export interface PlaceStrings {
  runtimeLabel: string;
  runtimes: Record<RuntimeId, string>;
  builtWith(node: string, http2: 'builtin' | 'own'): string;
  place: {
    title: string;
    close: string;
    legend: string;
    /** What each runtime is, in a few words. */
    options: Record<RuntimeId, string>;
    /** Why one cannot run here, in a few words. */
    cannot: Partial<Record<ReasonCode, string>> & { internal: string };
    move: string;
    moved: string;
    useTab: string;
    fellBack(from: RuntimeId, to: RuntimeId): string;
    steps: Record<BootStep, string>;
    about: string;
    facts: Record<FactId | 'programs', string>;
    /** What confines the programs of the local runtime. */
    walls: Record<'bubblewrap' | 'permissions', string>;
    /** What is real in each. */
    programs: Record<RuntimeId, string>;
    /** The same, of C#: on this machine's .NET, and in the tab. */
    csharp: Record<'name' | 'option' | 'wall', string> & Record<'programs' | 'heap', Record<'local' | 'tab', string>>;
    heap: Record<RuntimeId, string>;
    /** Ends `text` so that another sentence can follow. */
    sentence(text: string): string;
    http2: Record<'builtin' | 'own', string>;
    more: string;
    /** Links to the pages for those who run a network, or a course. */
    pages: Record<'webcontainer-hosts' | 'webcontainer-licence', string>;
  };
  terminal: {
    label: string;
    /** The accessible name of the frame that Tab comes to. */
    enter: string;
    input: string;
    starting: string;
    ended(exitCode: number): string;
    again: string;
    close: string;
  };
}

const englishRuntimes = { local: 'this machine’s Node', webcontainer: 'a WebContainer', tab: 'this browser tab' };
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export const english: PlaceStrings = {
  runtimeLabel: 'Runs on',
  runtimes: englishRuntimes,
  builtWith: (node, http2) =>
    `Node ${node.replace(/^v/, '')}, ${http2 === 'builtin' ? 'node:http2' : 'our own HTTP/2'}`,
  place: {
    title: 'Where this sandbox runs',
    close: 'Close',
    legend: 'Run it on',
    options: {
      local: 'Processes of Node on the computer that serves this page, with V8’s own heap figures.',
      webcontainer: 'A whole Node in this browser, with a shell. It is loaded from StackBlitz.',
      tab: 'In this page itself: no server, no third party, and no network needed.',
    },
    cannot: {
      'runtime-missing': 'Not here: only a page served by “npm start” has it.',
      'no-key': 'Not here: this browser came without the key that “npm start” printed.',
      'no-dotnet': 'Not for C#: the computer that serves this page has no .NET 10 on its path that runs it.',
      'not-built':
        'Not for C#: what runs it was not built with the settings of this server (SITE_CSHARP, SITE_MAGICONION).',
      'no-wall': 'Not for C#: that takes Linux with Bubblewrap, without which nothing would keep .NET from your files.',
      refused: 'Not here: it turned this page away.',
      'not-isolated': 'Not here: the page was served without the headers that it needs.',
      'no-shared-memory': 'Not here: this browser has no memory that threads share.',
      'storage-blocked': 'Not here: this browser blocks the cookies and storage that it needs.',
      'not-supported': 'Not here: this browser lacks what it needs.',
      internal: 'Not now: it could not be asked.',
    },
    move: 'Run it there',
    moved: 'What is running is stopped. Your edits come along.',
    useTab: 'Use the tab instead',
    fellBack: (from, to) =>
      `${capital(englishRuntimes[to])} took over, because ${englishRuntimes[from]} did not come up.`,
    steps: {
      checking: 'Looking at what this browser allows',
      loading: 'Loading it',
      booting: 'Booting',
      mounting: 'Putting the files in',
      probing: 'Trying out what works in it',
    },
    about: 'About this runtime',
    facts: {
      programs: 'Programs',
      node: 'Node',
      dotnet: '.NET',
      wall: 'Wall',
      http2: 'HTTP/2',
      'http2-fault': 'Why',
      heap: 'Heap',
      boot: 'Ready after',
    },
    programs: {
      local: 'Server and client are processes of that Node.',
      webcontainer: 'Server and client are processes of a Node that StackBlitz’s WebContainer runs in this browser.',
      tab: 'The client runs in a frame and the server in a worker, both closed off from the page. grpc-js is unmodified; Node’s modules are stand-ins.',
    },
    csharp: {
      name: 'this machine’s .NET',
      option: 'A process of .NET on the computer that serves this page: .NET’s own collector, threads and HTTP/2.',
      wall: 'Bubblewrap: a program sees no process but its own, and no file but its own and .NET’s. It starts no other process, and shares this machine’s network.',
      programs: {
        local:
          'The client is a process of .NET: the real GrpcChannel on .NET’s own HTTP/2. The server is a process of Node.',
        tab: 'The client is the real GrpcChannel, on .NET’s WebAssembly runtime in a worker, over our own HTTP/2. The server is in another worker, and both are closed off from the page.',
      },
      heap: {
        local:
          'What .NET’s collector counts, ten times a second. The floor is what was alive when a full collection, forced now and then, had stopped the program.',
        tab: 'What .NET’s collector counts, to the byte, ten times a second. The floor is what a full collection leaves, forced now and then.',
      },
    },
    heap: {
      local:
        'V8’s own figure, to the byte, ten times a second. The floor is what a full collection leaves, forced now and then, between two calls where it can be; it is judged by data alone, without code.',
      webcontainer:
        'Bytes only where the figure was seen to rise and fall with memory of a known size. Elsewhere live objects are counted.',
      tab: 'In Chromium, V8’s figure for that frame, renewed twenty times a second. Collections are brought about, not forced. Elsewhere live objects are counted.',
    },
    sentence: (text) => `${text}. `,
    walls: {
      bubblewrap:
        'Bubblewrap and Node’s permission model: a program sees no process but its own, and no file but its own and what it needs to run. It shares this machine’s network.',
      permissions:
        'Node’s permission model alone: it keeps a program that goes astray from your files, but it is no wall against code that means harm. Run only what you trust.',
    },
    http2: { builtin: 'node:http2, the built-in', own: 'our own implementation, in place of node:http2' },
    more: 'How the sandboxes work',
    pages: { 'webcontainer-hosts': 'Hosts to allow', 'webcontainer-licence': 'WebContainers and licences' },
  },
  terminal: {
    label: 'Terminal',
    enter: 'Terminal. Press Enter to type, Escape to leave.',
    input: 'Terminal input. Escape leaves it.',
    starting: 'Starting the shell…',
    ended: (exitCode) => `The shell ended with exit code ${exitCode}.`,
    again: 'Start another',
    close: 'Close terminal',
  },
};

const chineseRuntimes = { local: '本机 Node', webcontainer: 'WebContainer', tab: '当前标签页' };

export const chinese: PlaceStrings = {
  runtimeLabel: '运行环境',
  runtimes: chineseRuntimes,
  builtWith: (node, http2) =>
    `Node ${node.replace(/^v/, '')}，${http2 === 'builtin' ? 'node:http2' : '自带的 HTTP/2 实现'}`,
  place: {
    title: '这个沙盒在哪里运行',
    close: '关闭',
    legend: '运行在',
    options: {
      local: '提供本页的那台电脑上的 Node 进程，堆内存数字由 V8 直接给出。',
      webcontainer: '在这个浏览器里运行的完整 Node，带有命令行。从 StackBlitz 加载。',
      tab: '就在本页里运行：不需要服务器、第三方，也不需要网络。',
    },
    cannot: {
      'runtime-missing': '这里不行：只有用“npm start”打开的页面才有。',
      'no-key': '这里不行：打开这个页面的地址里没有“npm start”给出的密钥。',
      'no-dotnet': 'C# 不行：提供本页的电脑的 PATH 上没有能运行它的 .NET 10。',
      'not-built': 'C# 不行：没有用这个服务端的设置（SITE_CSHARP、SITE_MAGICONION）构建过能运行它的程序。',
      'no-wall': 'C# 不行：这需要 Linux 和 Bubblewrap，否则没有什么能挡住 .NET 读写你的文件。',
      refused: '这里不行：它拒绝了本页。',
      'not-isolated': '这里不行：本页送达时缺少它需要的响应头。',
      'no-shared-memory': '这里不行：这个浏览器没有线程间共享的内存。',
      'storage-blocked': '这里不行：这个浏览器阻止了它需要的 Cookie 和存储。',
      'not-supported': '这里不行：这个浏览器缺少它需要的功能。',
      internal: '暂时不行：无法得知它的状况。',
    },
    move: '改在这里运行',
    moved: '正在运行的程序会停止，你的修改会一并带过去。',
    useTab: '改用标签页',
    fellBack: (from, to) => spaced(`${chineseRuntimes[from]}没有启动成功，已改用${chineseRuntimes[to]}。`),
    steps: {
      checking: '查看浏览器是否允许',
      loading: '加载',
      booting: '启动',
      mounting: '放入文件',
      probing: '试试里面哪些能用',
    },
    about: '关于这个运行环境',
    facts: {
      programs: '程序',
      node: 'Node',
      dotnet: '.NET',
      wall: '隔离',
      http2: 'HTTP/2',
      'http2-fault': '原因',
      heap: '堆内存',
      boot: '就绪用时',
    },
    programs: {
      local: '服务端和客户端是这个 Node 的两个进程。',
      webcontainer: '服务端和客户端是两个进程，由 StackBlitz 的 WebContainer 在这个浏览器里运行的 Node 执行。',
      tab: '客户端在 iframe 里运行，服务端在 worker 里运行，都与本页隔离。grpc-js 未经修改；Node 的模块由替身代替。',
    },
    csharp: {
      name: '本机 .NET',
      option: '提供本页的那台电脑上的 .NET 进程：用的是 .NET 自己的垃圾回收器、线程和 HTTP/2。',
      wall: 'Bubblewrap：程序看不到别的进程，除了自己的文件和 .NET 的文件也看不到任何文件；不能启动其他进程；网络则与本机共用。',
      programs: {
        local: '客户端是一个 .NET 进程：真正的 GrpcChannel，用的是 .NET 自带的 HTTP/2。服务端是 Node 进程。',
        tab: '客户端是真正的 GrpcChannel，运行在 worker 里的 .NET WebAssembly 运行时上，用的是我们自己的 HTTP/2 实现。服务端在另一个 worker 里，两者都与本页隔离。',
      },
      heap: {
        local:
          '.NET 回收器统计的数字，每秒采样十次。每隔一会儿强制做一次完整回收，程序停住的那一刻还活着的，就是基线。',
        tab: '.NET 回收器统计的数字，精确到字节，每秒采样十次。每隔一会儿强制做一次完整回收，剩下的就是基线。',
      },
    },
    heap: {
      local:
        'V8 给出的数字，精确到字节，每秒采样十次。每隔一会儿强制做一次完整回收（尽量在两次调用之间），剩下的就是基线；判定只看数据，不算代码。',
      webcontainer: '只有确认数字会随着已知大小的内存一同增减，才显示字节数；否则统计存活的对象。',
      tab: '在 Chromium 里是 V8 给这个 iframe 的数字，每秒更新二十次；回收是促成的，不是强制的。在别的浏览器里，统计存活的对象。',
    },
    sentence: (text) => `${text}。`,
    walls: {
      bubblewrap:
        'Bubblewrap 加上 Node 的权限模型：程序看不到别的进程，也看不到自己的文件和运行所需之外的任何文件；网络则与本机共用。',
      permissions:
        '只有 Node 的权限模型：程序出错时不会碰到你的文件，但它挡不住存心作恶的代码。请只运行你信得过的代码。',
    },
    http2: { builtin: 'Node 自带的 node:http2', own: '我们自己的实现，代替 node:http2' },
    more: '沙盒是怎样工作的',
    pages: { 'webcontainer-hosts': '需要放行的主机', 'webcontainer-licence': 'WebContainer 与许可证' },
  },
  terminal: {
    label: '终端',
    enter: '终端。按 Enter 开始输入，按 Esc 离开。',
    input: '终端输入。按 Esc 离开。',
    starting: '正在启动命令行……',
    ended: (exitCode) => `命令行已结束，退出码 ${exitCode}。`,
    again: '再开一个',
    close: '关闭终端',
  },
};

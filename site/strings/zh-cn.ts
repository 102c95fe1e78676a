import { moreThanTypes } from './more-than-types.ts';
import type { Culprit } from '../sandbox/culprits.ts';
import type { Interval } from '../sandbox/statistics.ts';
import type { Verdict } from '../sandbox/verdict.ts';
import { spaced, type Format } from './format.ts';
import type { Reason } from '../sandbox/reason.ts';
import type { Strings } from './strings.ts';

const program = (reason: Reason) => reason.program ?? '程序';
const place = ({ file, line, column }: Reason) =>
  file === undefined
    ? ''
    : `（${file}${line === undefined ? '' : `，第 ${line} 行`}${column === undefined ? '' : `，第 ${column} 列`}）`;

const runtimes = { local: '本机 Node', webcontainer: 'WebContainer', tab: '当前标签页' };

const sizeIn = (unit: Verdict['unit'], f: Format) => (value: number) =>
  unit === 'bytes' ? f.bytes(value) : `${f.number(value)} 个对象`;

function leftBehind({ kind, held, perCall: { estimate } }: Culprit, f: Format): string {
  const what = {
    methodsCached: '方法留在通道的缓存里',
    methods: ' Method 对象没有释放',
    clients: '客户端没有释放',
    channels: '通道没有关闭',
  }[kind];
  const every = Math.round(1 / estimate);
  const rate =
    estimate > 1.5
      ? `每次调用大约有 ${f.number(Math.round(estimate))} 个`
      : every <= 1
        ? '每次调用都有一个'
        : `大约每 ${f.number(every)} 次调用有一个`;
  return `${rate}${what}，目前有 ${f.number(held)} 个。`;
}

export const strings: Strings = {
  closed: {
    kicker: '沙盒',
    about: '真实的 gRPC 服务端和客户端；运行时，客户端的堆内存会实时画在图上。',
    steps: ['先运行，观察堆内存。', '再修改客户端。', '最后检查你的修复。'],
    open: '打开沙盒',
    opening: '正在打开……',
    loadFailed: '沙盒没有加载成功。请检查网络连接，然后再点一次按钮。',
    needsScript: '运行代码需要 JavaScript；不启用也可以在这里读完全部代码。',
    yourFile: '你要改的文件',
    yourEdits: '你的文件，含你的修改',
    otherFiles: '其他文件',
    port: 'MagicOnion 客户端的移植版，各课相同',
    solved: '已完成',
  },
  predict: {
    right: '对。',
    wrong: '不对。',
    before: (question) => `运行之前先猜一猜：${question}`,
    predicted: (answer) => `你的预测：“${answer}”`,
    waits: '让程序继续跑，等有了判定，再回头对照这个预测。',
    showed: (verdict) => `你的运行结果：${verdict}。`,
    number: '你的数字',
    answer: '回答',
    draw: '选一个答案，或者在空白图表上画出基线的走势。',
    sketch: '你预期的基线：可以直接画，也可以用方向键移动各点',
    handle: (at, of, percent) => `第 ${at} 点，共 ${of} 点，高度 ${percent}%`,
    erase: '擦掉',
    drew: (shape) =>
      ({
        steady: '你画的基线保持不变。',
        rises: '你画的基线一直上升。',
        'levels-off': '你画的基线先升，然后走平。',
        returns: '你画的基线升上去又落回来。',
      })[shape],
    compared: '虚线是你画的基线，实线是运行得到的基线。各自以最高点撑满图框。',
  },
  shortcuts: {
    title: '键盘快捷键',
    does: {
      enter: '焦点在代码外框时：进入代码编辑，之后 Tab 用来缩进。',
      leave: '在代码里：回到外框，Tab 可以继续往下走。',
      run: '在代码里：运行。',
      complete: '补全单词。',
      find: '在文件中搜索。',
      definition: '跳到定义。',
      rename: '重命名，所有文件一起改。',
      format: '格式化文件。',
      closeTab: '焦点在文件标签上：关闭该文件。',
      edge: '焦点在面板边界上：移动边界；按住 Shift 移动得更多。',
      restore: '占满窗口时：恢复原来的大小。',
      card: '不在代码里时：打开这张卡片。',
    },
  },
  hint: (step) => `提示 ${step}`,
  hints: { show: '在代码中显示', offer: '卡住了？可以看看：' },
  solved: {
    avoided: ({ seconds, perCall, cap }, f) =>
      spaced(
        `你避免了什么：泄漏的那次运行里，每次调用留下 ${f.bytes(perCall)}。照那个速度，进程再过 ${f.span(seconds)}就会撞上 ${f.bytes(cap)}的堆上限。`,
      ),
    compare: '与参考答案对比',
    next: (title) => `下一课：${title}`,
  },
  sandbox: (id) => `沙盒 ${id}`,
  actions: {
    run: '运行',
    stop: '停止',
    reset: '重置',
    solution: '参考答案',
    check: '检查',
    close: '关闭沙盒',
    applySolution: '采用参考答案',
    leaveSolution: '回到我的代码',
    bringBack: '恢复我的版本',
    dismiss: '知道了',
    tryAgain: '重试',
  },
  history: {
    open: '历史',
    title: '运行过和被替换的版本',
    versions: '你的文件的各个版本，新的在前',
    none: '还没有。你运行、重置或替换过的每个版本都会保存在这里，只存在这个浏览器中。',
    because: {
      ran: '运行过',
      reset: '重置之前',
      solution: '采用参考答案之前',
      restored: '恢复另一版本之前',
      'other-tab': '被另一标签页的修改替换之前',
      removed: '删除文件之前',
      link: '采用链接中的代码之前',
      left: '上次离开时的版本',
    },
    restore: '恢复这个版本',
    restores: '你现在的文件也会保存在这里。下面标出的是将要改变的内容。',
    same: '你现在的文件就是这个版本。',
    diff: (path) => `这个版本对 ${path} 的改动`,
  },
  share: {
    open: '分享或下载',
    title: '分享或下载',
    link: '带有你的代码的链接',
    linkAbout: '代码就在链接里，不经过任何服务器。打开链接的人会先看到差异，点“运行”之前什么都不会执行。',
    linkTooLong: '你的文件太长，放不进链接。请改用 zip。',
    copy: '复制',
    copied: '已复制。',
    copyYourself: '浏览器不允许本页复制。请选中文字自行复制。',
    away: '带走',
    zip: '下载 zip',
    zipAbout: '解压后执行 “npm ci && npm start” 即可在命令行运行，需要 Node 22.18 或更新版本。',
    stackBlitz: '在 StackBlitz 中打开',
    stackBlitzAbout: '会在新标签页中把你的文件发送到 stackblitz.com。点击之前不发送任何内容。',
    embed: '把这个沙盒放进你的网页',
    embedAbout: '嵌入的是初始代码，不含你的修改。它在读者的浏览器标签页中运行。',
    own: '在你自己的 .NET 上运行',
    ownAbout:
      '你的程序和它的服务端合成一个文件 leak.cs。只需要 .NET SDK 10，其余的包（MagicOnion 7.10.2、grpc-dotnet 2.85.0）由 NuGet 提供。',
    ownSave: '下载 leak.cs',
    ownTools:
      '程序启动后会打印自己的进程号。dotnet-counters 显示每次回收后的堆大小（dotnet.gc.last_collection.heap.size），有泄漏时，其中的 gen2 会越来越大。dotnet-gcdump report 的输出请按数量排序：如果每次调用都有自己的客户端，有多少次调用，就有多少个 Method 对象。',
    ownNoClipboard: '浏览器不允许本页复制，请下载文件。',
    received: '来自链接的代码',
    receivedAbout:
      '这个链接带有别人写的代码。下面是它会对你的文件做的改动。什么都还没有执行，点“运行”之前也不会执行。你的版本会保存在历史里。',
    receivedSame: '链接里的代码和你现在的一样。',
    take: '放进我的文件',
    leave: '保持我的文件不变',
    diff: (path) => `链接对 ${path} 的改动`,
    agreeTitle: '在本机运行链接中的代码？',
    agreeAbout:
      '这段代码来自链接。在本机的 Node 上，它会作为你的进程运行。请先读一读；如果不信任作者，请在浏览器标签页中运行。',
    agreeYes: '在本机运行',
    agreeTab: '在标签页中运行',
    agreeNo: '不运行',
    faults: {
      malformed: '链接已损坏，可能被截断了。你的文件没有变化。',
      'too-large': '链接里的内容超过了沙盒文件的上限，没有解压。你的文件没有变化。',
      newer: '这个链接由课程的更新版本生成。请刷新页面后再打开。',
      'bad-path': '链接里有一个沙盒不允许的文件名，因此没有采用其中任何内容。',
    },
  },
  layout: {
    edges: {
      text: '正文与沙盒之间的分隔条',
      columns: '左右两栏之间的分隔条',
      upper: '代码下方的分隔条',
      lower: '日志上方的分隔条',
    },
    fill: '占满窗口',
    restore: '退出占满窗口',
  },
  toolbar: '沙盒控制',
  language: '程序的语言',
  state: {
    closed: '已关闭',
    idle: '就绪',
    booting: '启动中',
    running: '运行中',
    stopping: '停止中',
    failed: '无法运行',
  },
  stateLabel: '状态',
  runtimeLabel: '运行环境',
  runtimes,
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
    fellBack: (from, to) => spaced(`${runtimes[from]}没有启动成功，已改用${runtimes[to]}。`),
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
  editor: {
    split: '并排',
    beside: '并排显示的文件',
    panel: '代码',
    files: '打开的文件',
    label: (path) => `${path} 的代码。按 Esc 离开编辑器。`,
    enter: (path) => `${path} 的编辑器。按 Enter 开始编辑，按 Esc 离开。`,
    hasError: (path) => `${path}，有错误`,
    edited: '已修改',
    diff: (path) => `参考答案对 ${path} 的改动`,
    solutionShown: '这是参考答案与你的代码的差异。点击“采用参考答案”之前，你的代码不会变。',
    unchanged: (path) => `参考答案没有改动 ${path}。`,
    goTo: (where) => `转到 ${where}`,
  },
  files: {
    label: '沙盒里的文件',
    toggle: '文件',
    groups: { own: '你的文件', server: '服务端', port: 'MagicOnion 移植版', beside: '旁边运行的程序' },
    readOnly: '只读',
    add: '新建文件',
    rename: '重命名或移动',
    remove: '删除',
    given: '练习自带的文件可以修改，但不能改名或删除。',
    path: '新文件的路径，例如 lib/pool.ts',
    renameTo: (path) => `${path} 的新路径`,
    save: '保存',
    cancel: '取消',
    faults: {
      'not-plain': '请使用字母、数字和 “.”、“-”、“_”、“@”，文件夹之间用 “/” 分隔。',
      'not-code': '文件名须以 .ts、.mts、.js、.mjs、.json、.txt 或 .md 结尾。',
      reserved: '这个名字留给了在命令行中启动沙盒的脚本。',
      taken: '已经有同名的文件或文件夹。',
    },
    closeTab: (path) => `关闭 ${path}`,
    search: '在文件中搜索',
    found: (count, f) => (count === 0 ? '没有找到。' : `找到 ${f.number(count)} 行。`),
    place: (path, line) => `${path}，第 ${line} 行`,
  },
  stats: { label: '本次运行的数据', calls: '调用次数', rate: '每秒调用数', firstSum: '首个结果用时', none: '–' },
  chart: {
    label: '堆内存',
    empty: '点击“运行”，客户端的堆内存会实时画在这里。',
    used: '已用堆内存',
    floor: '回收后的基线',
    objects: '存活的 Method',
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
      clr: '字节数，来自 .NET 的垃圾回收器；客户端是本课程仿照 MagicOnion 写的',
      objects: '存活对象数，不是字节',
    },
    otherUnit: '单位不同的运行没有画在图上。',
    at: (time) => `${time}时`,
    summary({ name, last, entries, floor }, f) {
      const made = `调用 ${f.number(last.calls)} 次，创建客户端 ${f.number(last.clientsCreated)} 个，缓存方法 ${f.number(entries)} 个。`;
      const size = last.source === 'objects' ? f.number : f.bytes;
      const now =
        last.source === 'objects'
          ? last.alive !== null && `目前有 ${f.number(last.alive.methods)} 个 Method 对象存活。`
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
    nameOf: ({ id, files, name }) => name ?? strings.runs.name(id, files),
    rename: (name) => `${name}的名称`,
    compare: '对比各次运行',
    run: '运行',
    perCall: '每次调用的基线增长',
    actions: '操作',
    pin: '保留',
    bringBack: '恢复这次的代码',
    picture: '把图表存成图片：',
  },
  verdict: {
    label: '判定',
    word: { none: '尚未运行', leaking: '正在泄漏', steady: '平稳', 'not-enough-data': '数据不足' },
    none: '判定只根据采样得出，运行几秒后就会出现。',
    measured: ({ at, bytes, floor }, f) =>
      spaced(
        `${f.clock(at)}时请浏览器自行测量，程序所在的 iframe 里，JavaScript 占用 ${f.bytes(bytes)}；下一次回收之后，图上是 ${f.bytes(floor)}。`,
      ),
    notEnough({ missing, seconds, growth, unit }, f) {
      const wait = seconds === null ? '' : `大约还需要 ${f.span(seconds)}。`;
      switch (missing) {
        case 'starting':
          return `要先经过几次回收才能判定。${wait}`;
        case 'no-calls':
          return '程序还没有发出调用，堆也没有随时间增长：目前没有可以判定的东西。';
        case 'few-calls':
          return `调用还太少，看不出一次调用会留下什么。${wait}`;
        case 'warming-up':
          return `代码还在编译，各种池还在填充：这时的增长说明不了泄漏。${wait}`;
        case 'growing':
          return growth?.perCall
            ? `基线每次调用大约上升 ${sizeIn(unit, f)(growth.perCall.estimate)}：幅度太小或时间太短，还分不清是泄漏还是预热。${wait}`
            : `基线在上升，但幅度太小或时间太短，还分不清是泄漏还是预热。${wait}`;
        case 'even-rate':
          return '基线在上升，调用也越来越快：泄漏会这样，只把结果保留一段时间的缓存也会这样。等每秒调用数稳定下来，才能分清是哪一种。';
        case 'noisy':
          return `各次回收后剩下的内存忽多忽少，起伏超过了泄漏到目前为止可能增加的量。${wait}`;
        case 'ended':
          return '程序结束得太早，数据还不够判定。持续发出调用的程序才能看得更清楚。';
      }
    },
    leaking({ unit, growth, culprit, buffers, secondsToLimit }, f) {
      const size = sizeIn(unit, f);
      const range = ({ estimate, low, high }: Interval, of = size) =>
        f.number(low) === f.number(high) ? of(estimate) : `${of(estimate)}（${of(Math.max(0, low))}到 ${of(high)}）`;
      const sentences = [
        culprit && leftBehind(culprit, f),
        growth.perCall
          ? `基线每次调用上升 ${range(growth.perCall)}，每秒 ${size(growth.perSecond.estimate)}。`
          : `基线每秒上升 ${range(growth.perSecond)}。`,
        growth.perClient && unit === 'bytes' && `平均到每个新建的客户端，是 ${size(growth.perClient.estimate)}。`,
        buffers &&
          `V8 的堆之外，缓冲区每${buffers.perCall ? '次调用' : '秒'}增长 ${range(buffers.perCall ?? buffers.perSecond, f.bytes)}。`,
        secondsToLimit !== null && `照这个速度，进程大约 ${f.span(secondsToLimit)}后就会崩溃。`,
      ];
      return spaced(sentences.filter(Boolean).join(''));
    },
    steady({ unit, floor, bound, calls }, f) {
      const looked = `观察了 ${f.number(calls)} 次调用`;
      if (unit === 'objects')
        return `${looked}：${bound === null ? '调用没有留下客户端、方法或通道' : `平均每次调用留下的客户端、方法和通道不超过 ${f.number(bound)} 个`}，目前约有 ${f.number(floor)} 个。这个浏览器里只看得到这些，有没有留下别的东西看不出来。`;
      const no = bound === null ? '没有随时间增长' : `每次调用的增长不超过 ${f.bytes(Math.max(1, Math.ceil(bound)))}`;
      return `${looked}：${no}。基线稳定在 ${spaced(`${f.bytes(floor)}左右`)}，调用占用的内存，回收后都还了回来。`;
    },
    why: {
      label: '依据',
      empty: '至少要有五个基线点才能连成线，每次回收会增加一个。',
      line({ points, axis, slope }, unit, f) {
        const size = sizeIn(unit, f);
        const [factor, of] = axis === 'calls' ? [1, '每次调用'] : [1000, '每秒'];
        const [low, estimate, high] = [slope.low, slope.estimate, slope.high].map((value) => size(value * factor));
        return spaced(
          `这条线穿过 ${f.number(points.length)} 个基线点，从 ${f.clock(points[0]!.at)}到 ${f.clock(points.at(-1)!.at)}。${of}上升 ${estimate}，有 95% 的把握在 ${low}到 ${high}之间。`,
        );
      },
      warmUp: (points, until) => `最早的 ${points} 个点（到 ${until}为止）算作预热，没有计入：算上它们，线就弯了。`,
      busy: (points) => `另有 ${points} 个点没有计入：当时进行中的调用比平时多，或者才刚开始调用。`,
      allowance: ({ axis, allowance }, unit, f) =>
        spaced(
          `其中${axis === 'calls' ? '每次调用' : '每秒'}最多 ${sizeIn(unit, f)(axis === 'calls' ? allowance : allowance * 1000)}可能是预热的余波，超出的部分才算泄漏。`,
        ),
      dataOnly: '判定只看数据：代码以及 V8 为代码收集的信息已经扣除。',
      table: {
        caption: '基线点',
        time: '时间',
        calls: '调用',
        floor: '基线',
        judged: '用于判定',
        buffers: '缓冲区',
        use: '用途',
      },
      used: '计入',
      leftOut: '预热',
      plot: '基线点、穿过它们的线和误差带',
    },
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
    objects: '存活的 Method',
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
  check: {
    label: '练习',
    before: '点击“检查”，会运行你的文件并逐项给出结果。',
    measuring: ({ settled, all, seconds }, f) =>
      `测量中：${f.number(all)} 项里已有 ${f.number(settled)} 项有结果${seconds === null ? '' : `，大约还需 ${f.span(Math.max(1, Math.ceil(seconds)))}`}。`,
    progress: ({ settled, all }, f) => `检查：${f.number(all)} 项里已有 ${f.number(settled)} 项有结果。`,
    solved: '已完成，每一项都通过了。',
    unsolved: (missing, f) => `还没有完成：标为“未达成”的 ${f.number(missing)} 项说明了要改什么。`,
    unsettled: (open, f) => `还不能下结论：标为“待定”的 ${f.number(open)} 项，这次运行给出的数据还不够。程序仍在运行。`,
    goOn: '继续测量',
    stale: '这些结果来自你上次修改之前。',
    result: { passed: '通过', failed: '未达成', open: '待定' },
    endedBefore: '还没看到这一点，程序就结束了：请让它一直调用下去。',
    criteria: {
      'sums-right': {
        passed: ({ right = 0 }, f) => `服务端算出的 ${f.number(right)} 个和全都正确。`,
        failed: ({ wrong = 0, failed = 0 }, f) =>
          wrong > 0
            ? `有 ${f.number(wrong)} 个结果不等于两数之和：请让服务端的 SumAsync 来相加。`
            : `有 ${f.number(failed)} 次调用失败：请看客户端日志里的状态码，改好调用。`,
        open: () => '服务端算出的和全都正确，没有失败的调用。',
      },
      'enough-calls': {
        passed: ({ calls = 0 }, f) => `完成了 ${f.number(calls)} 次调用，足够判断了。`,
        failed: ({ calls = 0, wanted = 0 }, f) =>
          `程序完成 ${f.number(calls)} 次调用就结束了，需要 ${f.number(wanted)} 次。请让循环一直调用下去。`,
        open: ({ calls = 0, wanted = 0 }, f) =>
          `至少完成 ${f.number(wanted)} 次调用，目前 ${f.number(calls)} 次。请让循环一直调用下去。`,
      },
      'floor-steady': {
        passed: () => '堆内存的基线是平稳的。',
        failed: ({ methods = 0, channels = 0, clients = 0, listeners = 0, series = 0 }, f) => {
          const held = [
            channels > 0 && `${f.number(channels)} 个通道`,
            clients > 0 && `${f.number(clients)} 个客户端`,
            methods > 0 && `通道缓存里的 ${f.number(methods)} 个 Method`,
            listeners > 0 && `同一个信号上的 ${f.number(listeners)} 个监听器`,
            series > 0 && `同一个计数器的 ${f.number(series)} 条序列`,
          ].filter((part) => part !== false);
          return held.length
            ? `程序留住的东西随调用增多：${held.join('、')}。请只创建一次，或者让它能被回收。`
            : '堆内存的基线一直在上升，涨了多少见“判定”。有东西被反复创建，又一直被留住：请只创建一次，或者让它能被回收。';
        },
        open: () => '堆内存的基线保持平稳。',
      },
      'channel-reused': {
        passed: () => '通道一直在重复使用。',
        failed: ({ channels = 0, most = 0, late = 0 }, f) =>
          late > 0 || most > 1
            ? `创建了 ${f.number(channels)} 个通道${late > 0 ? `，其中 ${f.number(late)} 个是在调用进行中创建的` : ''}。请在循环之前创建一个，每次调用都用它。`
            : `创建了 ${f.number(channels)} 个通道，只需要一个，由它承载所有调用。请在循环之前创建它。`,
        open: () => '通道（channel）一直在重复使用。',
      },
      'tenants-differ': {
        passed: ({ distinct = 0 }, f) => `服务端看到了 ${f.number(distinct)} 个不同的租户。`,
        failed: ({ calls = 0, carried = 0, distinct = 0, wanted = 0 }, f) =>
          calls > carried
            ? `有 ${f.number(calls - carried)} 次调用没有带 x-tenant 请求头。请让每次调用都带上。`
            : `${f.number(calls)} 次调用里，服务端只看到 ${f.number(distinct)} 个不同的租户，需要 ${f.number(wanted)} 个。每次调用都要带上自己的租户。`,
        open: ({ distinct = 0, wanted = 0 }, f) =>
          `每次调用都带上自己的租户：服务端至少看到 ${f.number(wanted)} 个，目前 ${f.number(distinct)} 个。`,
      },
      'traces-own': {
        passed: ({ carried = 0 }, f) => `${f.number(carried)} 次调用，每次都只带一个 x-trace 请求头，而且是它自己的。`,
        failed: ({ calls = 0, carried = 0, several = 0, again = 0 }, f) => {
          if (several > 0)
            return `有 ${f.number(several)} 次调用除了自己的编号，还带着别的调用的编号：过滤器修改的那组请求头，不是它独有的。请让每次调用都有自己的请求头。`;
          if (again > 0)
            return `有 ${f.number(again)} 次调用带着别的调用已经用过的编号。请给每次调用一个自己的编号，放在别的调用改不到的请求头里。`;
          return `有 ${f.number(calls - carried)} 次调用没有带 x-trace 请求头。每次调用都要带上。`;
        },
        open: () => '每次调用都只带一个 x-trace 请求头，而且是它自己的。',
      },
      'deadlines-differ': {
        passed: ({ distinct = 0 }, f) => `服务端看到了 ${f.number(distinct)} 个不同的截止时间。`,
        failed: ({ calls = 0, carried = 0, distinct = 0, wanted = 0, stale = 0, longest = 0, most = 0 }, f) => {
          if (calls > carried) return `有 ${f.number(calls - carried)} 次调用没有截止时间。请给每次调用都设一个。`;
          if (longest > 0)
            return `有一次调用到达时还剩 ${f.span(longest / 1000)}，没有响应的请求就会等这么久。请让每次调用最多等 ${f.span(most / 1000)}。`;
          if (stale > 0)
            return `有 ${f.number(stale)} 次调用与别的调用共用截止时间，只分到别人剩下的时间。请从每次调用开始时起，为它单独计算。`;
          return `${f.number(calls)} 次调用里，服务端只看到 ${f.number(distinct)} 个不同的截止时间，需要 ${f.number(wanted)} 个。截止时间是一个时刻，要在每次调用开始时计算。`;
        },
        open: ({ distinct = 0, wanted = 0 }, f) =>
          `每次调用都有自己的截止时间（deadline）：服务端至少看到 ${f.number(wanted)} 个，目前 ${f.number(distinct)} 个。`,
      },
      'requests-differ': {
        passed: ({ distinct = 0 }, f) => `服务端收到了 ${f.number(distinct)} 种不同的请求。`,
        failed: ({ calls = 0, distinct = 0, wanted = 0 }, f) =>
          `${f.number(calls)} 次调用里，只有 ${f.number(distinct)} 种不同的请求，需要 ${f.number(wanted)} 种。请让每次调用的数字有所变化。`,
        open: ({ distinct = 0, wanted = 0 }, f) =>
          `服务端至少收到 ${f.number(wanted)} 种不同的请求，目前 ${f.number(distinct)} 种。`,
      },
      'calls-overlap': {
        passed: ({ most = 0 }, f) => `服务端曾同时处理 ${f.number(most)} 个调用。`,
        failed: ({ most = 0, wanted = 0 }, f) =>
          `服务端同时处理的调用最多只有 ${f.number(most)} 个，需要 ${f.number(wanted)} 个。不要等第一个返回，先把后面的调用也发出去。`,
        open: ({ most = 0, wanted = 0 }, f) =>
          `服务端同时处理 ${f.number(wanted)} 个调用，目前最多 ${f.number(most)} 个。`,
      },
      'members-marked': {
        passed: () => '服务端看到一半的调用带有 x-member 请求头，也就是会员的那些。',
        failed: ({ calls = 0, carried = 0 }, f) =>
          `${f.number(calls)} 次调用里，有 ${f.number(carried)} 次带有 x-member 请求头，应当是一半。会员的调用都要经过他们的过滤器，其他调用则不经过。`,
        open: () => '会员的调用占一半，都经过他们的过滤器：服务端能看到 x-member 请求头。',
      },
      'calls-bounded': {
        passed: ({ most = 0 }, f) => `进行中的调用最多 ${f.number(most)} 个：数量有上限。`,
        failed: ({ open = 0 }, f) =>
          `进行中的调用已有 ${f.number(open)} 个，而且越来越多：发起比完成快。请给程序定一个上限，有一个完成了，再发起下一个。`,
        open: () => '进行中的调用有上限：发起不比完成快。',
      },
      'filter-used': {
        passed: () => '这个请求头是客户端过滤器加上的。',
        failed: ({ carried = 0, filtered = 0 }, f) =>
          filtered === 0
            ? `没有任何过滤器给调用加上 x-member 请求头${carried > 0 ? `，却有 ${f.number(carried)} 次调用带着它：它是手工设置的` : ''}。请给会员一个创建时就带有过滤器的客户端。`
            : `带有 x-member 请求头的 ${f.number(carried)} 次调用里，只有 ${f.number(filtered)} 次是过滤器加上的。请让会员的调用都经过它。`,
        open: () => '会员调用上的请求头，是由他们的过滤器加上的。',
      },
      'parts-asked': {
        passed: () => '每个请求的两个部分都在调用服务端。',
        failed: () =>
          '服务端收到的两部分调用并不均匀。请保留 price 和 tax 原来的写法：它们各自向容器要一个客户端，然后调用。',
        open: () => '每个请求的两个部分（price 和 tax）都调用服务端。',
      },
      'calls-counted': {
        passed: ({ tenants = 0 }, f) =>
          `/metrics 里有一个计数器，随每次调用增长，并区分了 ${f.number(tenants)} 个租户。`,
        failed: ({ counters = 0, calls = 0, counted = 0, tenants = 0, wanted = 0 }, f) => {
          if (counters === 0) return '/metrics 里没有计数器。请保留一个，按租户统计每次调用。';
          return tenants < wanted
            ? `/metrics 里没有能区分租户的计数器：取值最多的标签也只有 ${f.number(tenants)} 个值。请按租户统计每次调用。`
            : `已有 ${f.number(calls)} 次调用，/metrics 里的计数器却只有 ${f.number(counted)}。请统计每次调用，也不要清零：速率由 Prometheus 来算。`;
        },
        open: () => '/metrics 里有一个计数器，随每次调用增长，并能区分租户。',
      },
      'calls-given-up': {
        passed: () => '收到结束的通知后，程序放弃了进行中的调用。',
        failed: () =>
          '收到结束的通知后，程序还在等一个进行中的调用。请让 SIGTERM 触发 shutdown 信号，并把这个信号交给每次调用。',
        open: () => '收到结束的通知后，程序会放弃进行中的调用。这一步放在最后。',
      },
      'methods-called': {
        passed: ({ methods = 0 }, f) => `${f.number(methods)} 个方法都在调用。`,
        failed: ({ methods = 0, wanted = 0 }, f) =>
          `${f.number(wanted)} 个方法里，只有 ${f.number(methods)} 个在正常调用。请继续均匀地调用每一个。`,
        open: ({ wanted = 0 }, f) => `${f.number(wanted)} 个方法都在均匀地调用。`,
      },
    },
  },
  notices: {
    replaced: {
      removed: '文件已删除。删除前的版本已经收好。',
      link: '链接中的代码已放进文件，你的版本已经收好。',
      reset: '文件已恢复为初始代码，你的版本已经收好。',
      solution: '文件已换成参考答案，你的版本已经收好。',
      'other-tab': '这些文件在另一个标签页中被修改，现在显示的是那边的版本。本页原来的版本已经收好。',
      'this-tab': '另一个标签页也修改过这些文件。本页的版本较新，已经保留；那边的版本已经收好。',
    },
    notKept: '浏览器不允许本页存储数据，离开页面后修改就会丢失。',
    unreadable: '之前保存的内容来自本站的另一个版本，无法读取。它已被另存，没有删除。',
  },
  trouble: {
    reasons: {
      'no-compiler': () =>
        '没能下载把 TypeScript 转成浏览器可执行代码的部分：网络似乎断了。你的修改都还在。网络恢复后再点“运行”；下载过一次，以后断网也能运行。',
      'syntax-error': (r) => {
        const kind = moreThanTypes(r);
        if (!kind) return `${r.file ?? program(r)} 有语法错误${place(r)}。改好标出的那一行，再点“运行”。`;
        const { what, instead } = {
          enum: { what: 'enum', instead: '请改写成 `const Color = { Red: 0, Blue: 1 } as const`' },
          namespace: { what: 'namespace', instead: '一个文件就是一个模块，请直接从文件里导出' },
          'parameter property': { what: '参数属性', instead: '请声明字段，再在构造函数里赋值' },
        }[kind];
        return `这里不能用${what}${place(r)}：Node 运行 TypeScript 时只是去掉类型，去掉后它就什么也不剩了。${instead}，再点“运行”。`;
      },
      'does-not-compile': (r) =>
        `${r.file ?? program(r)} 编译不过${place(r)}。编译器的原话在下面。改好标出的那一行，再点“运行”。`,
      'uncaught-error': (r) => `${program(r)} 因未捕获的错误而退出${place(r)}。看一下错误信息，改好代码，再点“运行”。`,
      'access-denied': (r) =>
        `${program(r)} 用到了沙盒不提供的东西${place(r)}：沙盒外的文件、其他进程、网络或原生扩展。去掉它，再点“运行”。`,
      'one-thread': (r) =>
        `${program(r)} 想用第二个线程${place(r)}，而浏览器里的 .NET 只有一个。.Result 和 .Wait() 会卡住它们自己所等的东西，新的 Thread 也启动不了。请改用 await 和 Task.Run，再点“运行”。`,
      'held-up': (r) =>
        `${program(r)} 睡得太久${place(r)}。浏览器里的 .NET 只有一个线程，Thread.Sleep 会一直占着它：这段时间里收不到任何响应，定时器不触发，也测不到内存。请改用 await Task.Delay(…)，它等待时不占线程，再点“运行”。`,
      'no-file': (r) =>
        `${program(r)} 要用的文件不存在${place(r)}。浏览器里的 .NET 看不到本机的任何文件，程序只有自己的一份内存文件系统：一开始是空的，结束后就没了。请先写入这个文件再读取，然后点“运行”。`,
      'missing-module': (r) =>
        `${program(r)} 导入了沙盒里没有的模块${place(r)}。可以导入的有：沙盒里的文件、@grpc/grpc-js、msgpackr、prom-client 和 Node 自带模块。`,
      'heap-full': (r, f) =>
        `${program(r)} 用满了堆内存${r.bytes === undefined ? '' : `（上限 ${f.bytes(r.bytes)}）`}，已被终止。在生产环境里，泄漏也可能这样收场。找出基线里积累了什么，再运行一次。`,
      'memory-full': (r, f) =>
        `${program(r)} 在堆之外占用的内存超出了沙盒的限额${r.bytes === undefined ? '' : `（${f.bytes(r.bytes)}）`}，已被终止。Buffer、共享内存和数据库都不在堆里，图上看不到它们。找出是什么留了下来，再运行一次。`,
      'disk-full': (r, f) =>
        `${program(r)} 已被终止：它写入的文件超出了沙盒可用的磁盘空间${r.bytes === undefined ? '' : `（${f.bytes(r.bytes)} 或 20,000 个文件）`}。下次运行时，这些文件会被清除。`,
      'heap-vast': (r) =>
        `${program(r)} 已被终止：回收它的垃圾要花这么大的力气，它的堆内存必定已达 1 GB 甚至更多。这个浏览器看不到字节数，只看得到有多少客户端和通道还活着：如果这些并不多，那就是别的东西留了下来。找出它，再运行一次。`,
      'ended-by-browser': (r) =>
        `${program(r)} 被浏览器终止了，多半是因为内存耗尽。不断创建对象又从不 await 的循环几秒之内就会用满内存，图上也来不及显示：请在循环里加上 await，再找出是什么留了下来。`,
      unresponsive: (r, f) =>
        `${program(r)} ${r.seconds === undefined ? '' : `在 ${f.span(r.seconds)}内`}没有任何响应，已被终止。从不 await 的循环会阻塞一切，请在循环里加上 await。如果它还不断创建对象，堆内存会在看不见的时候越来越大。`,
      exited: (r) =>
        `${program(r)} 自己结束了${r.exitCode === undefined ? '' : `（退出码 ${r.exitCode}）`}。要画出曲线，客户端得一直调用下去：请保留循环，再点“运行”。`,
      killed: (r) => `${program(r)} 被沙盒之外的原因终止，可能是本机内存不足。点“运行”重新开始。`,
      'port-in-use': (r) =>
        `${r.port === undefined ? '端口' : `端口 ${r.port} `}已被占用，服务端无法监听。让 server.ts 使用分配给它的端口，再点“运行”。`,
      'server-exited': () =>
        '客户端还在运行，Sum 服务端却退出了，调用得不到响应。看看服务端日志，修改或重置 server.ts，再点“运行”。',
      'no-listen': () => 'server.ts 没有开始监听就退出了，客户端没有服务可以调用。修改或重置它，再点“运行”。',
      'never-listens': (r, f) =>
        `server.ts 已经运行${r.seconds === undefined ? '' : ` ${f.span(r.seconds)}`}，却一直没有开始监听，客户端没有服务可以调用。它在监听之前陷入了循环，或者在等一个不会到来的结果。修改或重置它，再点“运行”。`,
      'runtime-missing': () =>
        '这里没有可以运行代码的环境。请克隆本站的仓库，运行“npm ci && npm start”，打开它给出的地址，再点“重试”。在此期间代码仍可编辑。',
      'connection-lost': () =>
        '与运行环境的连接断开了，这次运行也随之结束。你的修改都还在。确认“npm start”仍在运行，再点“运行”。',
      'no-key': () =>
        '打开这个页面时没有带上本机运行环境的密钥。请在这台机器上打开“npm start”最后打印的那个地址：密钥就在里面，这个浏览器会记住它（无痕窗口可能不会）。也可以改在这个标签页里运行。',
      'no-dotnet': () =>
        '提供本页的电脑的 PATH 上没有能运行这个程序的 .NET 10。请在那里安装 .NET 10 运行时或 SDK，再重新执行“npm start”；也可以改在这个标签页里运行。',
      'no-wall': () =>
        'C# 只有在 Linux 上、有 Bubblewrap 时才能在那里运行：没有它，就没有什么能挡住 .NET 读写你的文件。请改在这个标签页里运行。',
      refused: () => '运行环境拒绝了本页。请用“npm start”给出的地址打开页面并刷新。',
      'too-large': (r, f) =>
        `文件超出了沙盒的大小限制${r.bytes === undefined ? '' : `（${f.bytes(r.bytes)}）`}。删减一些，再点“运行”。`,
      exhausted: () =>
        '这台机器用尽了沙盒所需的某种资源：磁盘空间、可打开的文件数、进程数或内存。系统给出的原话见下方。请腾出一些，再点“运行”。',
      'too-many': () => '同时打开的沙盒太多了。关掉一个（也可能在别的标签页里），再点“运行”。',
      'boot-timeout': (r, f) =>
        `运行环境没有${r.seconds === undefined ? '及时' : `在 ${f.span(r.seconds)}内`}启动。点“运行”再试一次。`,
      'not-isolated': () =>
        'WebContainer 要求页面处于跨源隔离状态，而这个页面送达时缺少相应的响应头。请发布本站的人加上它们：构建产物里的“_headers”文件写明了内容。',
      'no-shared-memory': () =>
        'WebContainer 需要线程间共享的内存（SharedArrayBuffer），而这个浏览器没有，或者已被关闭。请换用新版桌面浏览器，或改用别的运行环境。',
      'storage-blocked': () =>
        'WebContainer 运行在来自 stackblitz.com 的 iframe 里，而这个 iframe 没有回应。浏览器或扩展阻止其他网站的 Cookie 和存储时，就是这种情形。请为 stackblitz.com、*.webcontainer.io 和 *.staticblitz.com 放行，再点“重试”。',
      'hosts-unreachable': (r) =>
        `WebContainer 要从这些主机加载，而这里连不上它们：${r.hosts?.join('、') ?? 'stackblitz.com'}。请检查网络连接，或请管理网络的人放行，再点“重试”。`,
      'out-of-memory': () => '浏览器已没有内存可供 WebContainer 使用。请关闭其他标签页，再点“重试”。',
      'version-refused': () => 'StackBlitz 不再接受本站所用的客户端版本。请改用别的运行环境，并告知发布本站的人。',
      unlicensed: () =>
        'StackBlitz 拒绝了本站：它要求许可证，或者别的客户端 ID。请改用别的运行环境，并告知发布本站的人。',
      'boot-failed': () => '运行环境未能启动，它给出的信息见下方。请点“重试”，或改用别的运行环境。',
      'container-lost': () => 'WebContainer 已经退出，这次运行也随之中断。你的修改没有丢失。点“运行”即可重新启动它。',
      'not-supported': () =>
        '浏览器缺少运行环境需要的功能，或者本站没有所指定的运行环境。请换用较新的浏览器，并去掉地址中的“?runtime=”。',
      internal: () => 'Leak Lab 自身出了问题。点“运行”再试一次；如果仍然出错，请附上下面的信息反馈给我们。',
    },
  },
};

import { isCsharp } from '../../sandbox/files/file-path.ts';
import type { Reason, ReasonCode } from '../../sandbox/errors/reason.ts';
import type { Format } from '../format.ts';
import { moreThanTypes } from '../more-than-types.ts';

/** What went wrong, and what to do. */
export interface TroubleStrings {
  trouble: {
    reasons: Record<ReasonCode, (reason: Reason, format: Format) => string>;
  };
}

/** Whether it befell a program in C#. */
const isOfCsharp = ({ program = '' }: Reason) => isCsharp(program);
/** Node's code for an await at the top of a module that nothing is left to settle. https://nodejs.org/api/process.html#exit-codes */
const waitsInVain = (reason: Reason) => reason.exitCode === 13 && !isOfCsharp(reason);
const englishProgram = (reason: Reason) => reason.program ?? 'The program';
const englishPlace = ({ file, line, column }: Reason) =>
  file === undefined
    ? ''
    : ` at ${file}${line === undefined ? '' : `, line ${line}`}${column === undefined ? '' : `, column ${column}`}`;

export const english: TroubleStrings = {
  trouble: {
    reasons: {
      'no-compiler': (r) =>
        `${isOfCsharp(r) ? 'What compiles C# here, or runs it,' : 'What turns your TypeScript into what a browser runs'} could not be fetched. Your edits are safe. Press Run when the network is back; from then on it is not needed. If that does not help, reload the page: some browsers ask only once, and the site may have changed since you opened it.`,
      'syntax-error': (r) => {
        const kind = moreThanTypes(r);
        if (!kind)
          return `${r.file ?? englishProgram(r)} does not parse${englishPlace(r)}. Mend the marked line and press Run.`;
        const { what, instead } = {
          enum: { what: 'An enum', instead: 'Write `const Color = { Red: 0, Blue: 1 } as const`' },
          namespace: { what: 'A namespace', instead: 'A file is a module: export from it' },
          'parameter property': {
            what: 'A parameter property',
            instead: 'Declare the field and set it in the constructor',
          },
        }[kind];
        return `${what} cannot be used${englishPlace(r)}: Node runs TypeScript by taking its types out, and that would leave nothing. ${instead}, then press Run.`;
      },
      'does-not-compile': (r) =>
        `${r.file ?? englishProgram(r)} does not compile${englishPlace(r)}. The compiler’s own words are below. Mend ${r.file === undefined ? 'it' : 'the marked line'} and press Run.`,
      'uncaught-error': (r) =>
        `${englishProgram(r)} ended with an error that nothing caught${englishPlace(r)}. Read the message, mend the code, then press Run.`,
      'access-denied': (r) =>
        `${englishProgram(r)} asked for something a sandbox does not give${englishPlace(r)}: files outside it, other processes, the network or native add-ons. Leave that out and press Run.`,
      'one-thread': (r) =>
        `${englishProgram(r)} wanted a second thread${englishPlace(r)}, and in a browser .NET has one. .Result and .Wait() would hold up what they wait for, and a new Thread cannot start. Use await and Task.Run, and press Run.`,
      'held-up': (r) =>
        `${englishProgram(r)} slept for too long${englishPlace(r)}. In a browser .NET has one thread, and Thread.Sleep holds it: no call is answered, no timer fires, nothing is measured. Write await Task.Delay(…), which waits without holding the thread, and press Run.`,
      'no-file': (r) =>
        `${englishProgram(r)} asked for a file that is not there${englishPlace(r)}. In a browser .NET sees none of this machine’s files. A program has files in memory of its own: none at first, gone at its end. Let it write the file before it reads it, and press Run.`,
      'missing-module': (r) =>
        `${englishProgram(r)} imports a module that is not in this sandbox${englishPlace(r)}. Import from the files in the tabs, @grpc/grpc-js, msgpackr, prom-client, or Node itself.`,
      'heap-full': (r, f) =>
        `${englishProgram(r)} filled its heap${r.bytes === undefined ? '' : ` up to its cap of ${f.bytes(r.bytes)}`} and was ended. So a leak may end in production. Find what the floor is made of, and run again.`,
      'memory-full': (r, f) =>
        `${englishProgram(r)} took more memory outside its heap than a sandbox gives${r.bytes === undefined ? '' : ` (${f.bytes(r.bytes)})`} and was ended. Buffers, shared memory and databases lie there, where the chart does not show them. Find what is kept, and run again.`,
      'disk-full': (r, f) =>
        `${englishProgram(r)} was ended: its files took more of the disk than a sandbox gives${r.bytes === undefined ? '' : ` (${f.bytes(r.bytes)}, or 20,000 files)`}. They are gone at the next Run.`,
      'heap-vast': (r) =>
        `${englishProgram(r)} was ended: collecting its garbage takes so much that its heap must hold a gigabyte or more. This browser shows no bytes, only how many clients and channels live: if these are few, something else is kept. Find it, and run again.`,
      'ended-by-browser': (r) =>
        `${englishProgram(r)} was ended by the browser, most likely because its memory ran out. A loop that makes things and never awaits fills it within seconds, and no chart can show it: put an await in it, then find what is kept.`,
      unresponsive: (r, f) =>
        `${englishProgram(r)} gave no sign of life${r.seconds === undefined ? '' : ` for ${f.span(r.seconds)}`} and was ended. A loop that never awaits blocks everything: put an await in it. If it also makes things, its heap grows unseen.`,
      exited: (r) =>
        waitsInVain(r)
          ? `${englishProgram(r)} ended because it waited for what could not come any more: an await of a promise that nothing was left to settle. See what should have settled it, and press Run.`
          : `${englishProgram(r)} ended by itself${r.exitCode === undefined ? '' : ` with exit code ${r.exitCode}`}. The chart needs a client that goes on calling: keep its loop, and press Run.`,
      killed: (r) =>
        `${englishProgram(r)} was ended from outside the sandbox, perhaps for lack of memory on this machine. Press Run to start again.`,
      'port-in-use': (r) =>
        `${r.port === undefined ? 'The port' : `Port ${r.port}`} was already taken, so the server could not listen. Let server.ts listen on the port it is given, and press Run.`,
      'server-exited': () =>
        'The Sum server ended while the client was running, so no call can be answered. Look at the server’s log, mend server.ts or reset it, and press Run.',
      'no-listen': () =>
        'server.ts ended without listening, so the client had nothing to call. Mend it or reset it, and press Run.',
      'never-listens': (r, f) =>
        `server.ts has been running${r.seconds === undefined ? '' : ` for ${f.span(r.seconds)}`} without listening, so the client has nothing to call. It loops, or waits for something that never comes, before it listens. Mend it or reset it, and press Run.`,
      'runtime-missing': () =>
        'There is nothing here to run the code on. In a clone of this site’s repository, run “npm ci && npm start”, open the address it prints, and press Try again. The code can be edited meanwhile.',
      'connection-lost': () =>
        'The connection to the runtime was lost, and the run with it. Your edits are safe. See that “npm start” is still running, then press Run.',
      'no-key': () =>
        'This page was opened without the key to the local runtime. Open the address that “npm start” printed last, on this machine: it carries the key, and this browser then keeps it; a private window may not. Or run the code in this tab.',
      'no-dotnet': () =>
        'The computer that serves this page has no .NET 10 on its path that runs the program. Install the .NET 10 runtime or SDK there and start “npm start” again, or run the code in this tab.',
      'not-built': () =>
        'What runs C# on the computer that serves this page was not built of these sources with the settings that its server was started with (SITE_CSHARP, SITE_MAGICONION). Build the site and start the server with the same settings, or run the code in this tab.',
      'no-wall': () =>
        'C# runs there only on Linux, behind Bubblewrap: without it, nothing would keep .NET from your files. Run the code in this tab.',
      refused: () =>
        'The runtime turned this page away. Open the page at the address that “npm start” printed, and reload it.',
      'too-large': (r, f) =>
        `The files are larger than a sandbox takes${r.bytes === undefined ? '' : ` (${f.bytes(r.bytes)})`}. Shorten them and press Run.`,
      exhausted: () =>
        'This machine has run out of something that a sandbox needs: disk space, open files, processes or memory. Its own word for it is below. Free some of it, and press Run.',
      'too-many': () => 'Too many sandboxes are open at once. Close one, here or in another tab, and press Run.',
      'boot-timeout': (r, f) =>
        `The runtime did not come up${r.seconds === undefined ? ' in time' : ` within ${f.span(r.seconds)}`}. Press Run to try again.`,
      'not-isolated': () =>
        'A WebContainer needs a page that is cross-origin isolated, and this one was served without the headers for that. Whoever publishes the site can add them: they are in the file “_headers” of the built site.',
      'no-shared-memory': () =>
        'A WebContainer needs memory that threads share (SharedArrayBuffer), and this browser does not have it, or it was turned off. Use a current desktop browser, or another runtime.',
      'storage-blocked': () =>
        'A WebContainer lives in a frame from stackblitz.com, and that frame stayed silent, as it does where the browser or an extension blocks cookies and storage of other sites. Allow them for stackblitz.com, *.webcontainer.io and *.staticblitz.com, and press Try again.',
      'hosts-unreachable': (r) =>
        `A WebContainer is loaded from hosts that cannot be reached from here: ${r.hosts?.join(', ') ?? 'stackblitz.com'}. Look at the connection, or ask whoever runs this network to allow them, and press Try again.`,
      'out-of-memory': () =>
        'The browser has no memory left for a WebContainer. Close other tabs, and press Try again.',
      'version-refused': () =>
        'StackBlitz no longer takes the version of its client that this site uses. Use another runtime, and tell whoever publishes the site.',
      unlicensed: () =>
        'StackBlitz turned this site away: it asks for a licence, or for another client id. Use another runtime, and tell whoever publishes the site.',
      'boot-failed': () =>
        'The runtime could not start; its own words are below. Press Try again, or use another runtime.',
      'container-lost': () =>
        'The WebContainer went away, and the run with it. Your edits are safe. Press Run to boot it again.',
      'not-supported': () =>
        'This browser lacks what the runtime needs, or the runtime asked for is not part of this site. Open the page in a current browser and without “?runtime=”.',
      internal: () =>
        'Something went wrong in Leak Lab itself. Press Run to try again; if it happens again, report it with the message below.',
    },
  },
};

const chineseProgram = (reason: Reason) => reason.program ?? '程序';
const chinesePlace = ({ file, line, column }: Reason) =>
  file === undefined
    ? ''
    : `（${file}${line === undefined ? '' : `，第 ${line} 行`}${column === undefined ? '' : `，第 ${column} 列`}）`;

export const chinese: TroubleStrings = {
  trouble: {
    reasons: {
      'no-compiler': (r) =>
        `没能下载${isOfCsharp(r) ? '编译或运行 C# 的部分' : '把 TypeScript 转成浏览器可执行代码的部分'}。你的修改都还在。网络恢复后再点“运行”；下载过一次，以后断网也能运行。如果还是不行，请刷新本页：有的浏览器只下载一次，网站也可能在你打开本页之后更新过。`,
      'syntax-error': (r) => {
        const kind = moreThanTypes(r);
        if (!kind) return `${r.file ?? chineseProgram(r)} 有语法错误${chinesePlace(r)}。改好标出的那一行，再点“运行”。`;
        const { what, instead } = {
          enum: { what: 'enum', instead: '请改写成 `const Color = { Red: 0, Blue: 1 } as const`' },
          namespace: { what: 'namespace', instead: '一个文件就是一个模块，请直接从文件里导出' },
          'parameter property': { what: '参数属性', instead: '请声明字段，再在构造函数里赋值' },
        }[kind];
        return `这里不能用${what}${chinesePlace(r)}：Node 运行 TypeScript 时只是去掉类型，去掉后它就什么也不剩了。${instead}，再点“运行”。`;
      },
      'does-not-compile': (r) =>
        `${r.file ?? chineseProgram(r)} 编译不过${chinesePlace(r)}。编译器的原话在下面。改好${r.file === undefined ? '' : '标出的那一行'}，再点“运行”。`,
      'uncaught-error': (r) =>
        `${chineseProgram(r)} 因未捕获的错误而退出${chinesePlace(r)}。看一下错误信息，改好代码，再点“运行”。`,
      'access-denied': (r) =>
        `${chineseProgram(r)} 用到了沙盒不提供的东西${chinesePlace(r)}：沙盒外的文件、其他进程、网络或原生扩展。去掉它，再点“运行”。`,
      'one-thread': (r) =>
        `${chineseProgram(r)} 想用第二个线程${chinesePlace(r)}，而浏览器里的 .NET 只有一个。.Result 和 .Wait() 会卡住它们自己所等的东西，新的 Thread 也启动不了。请改用 await 和 Task.Run，再点“运行”。`,
      'held-up': (r) =>
        `${chineseProgram(r)} 睡得太久${chinesePlace(r)}。浏览器里的 .NET 只有一个线程，Thread.Sleep 会一直占着它：这段时间里收不到任何响应，定时器不触发，也测不到内存。请改用 await Task.Delay(…)，它等待时不占线程，再点“运行”。`,
      'no-file': (r) =>
        `${chineseProgram(r)} 要用的文件不存在${chinesePlace(r)}。浏览器里的 .NET 看不到本机的任何文件，程序只有自己的一份内存文件系统：一开始是空的，结束后就没了。请先写入这个文件再读取，然后点“运行”。`,
      'missing-module': (r) =>
        `${chineseProgram(r)} 导入了沙盒里没有的模块${chinesePlace(r)}。可以导入的有：沙盒里的文件、@grpc/grpc-js、msgpackr、prom-client 和 Node 自带模块。`,
      'heap-full': (r, f) =>
        `${chineseProgram(r)} 用满了堆内存${r.bytes === undefined ? '' : `（上限 ${f.bytes(r.bytes)}）`}，已被终止。在生产环境里，泄漏也可能这样收场。找出基线里积累了什么，再运行一次。`,
      'memory-full': (r, f) =>
        `${chineseProgram(r)} 在堆之外占用的内存超出了沙盒的限额${r.bytes === undefined ? '' : `（${f.bytes(r.bytes)}）`}，已被终止。Buffer、共享内存和数据库都不在堆里，图上看不到它们。找出是什么留了下来，再运行一次。`,
      'disk-full': (r, f) =>
        `${chineseProgram(r)} 已被终止：它写入的文件超出了沙盒可用的磁盘空间${r.bytes === undefined ? '' : `（${f.bytes(r.bytes)} 或 20,000 个文件）`}。下次运行时，这些文件会被清除。`,
      'heap-vast': (r) =>
        `${chineseProgram(r)} 已被终止：回收它的垃圾要花这么大的力气，它的堆内存必定已达 1 GB 甚至更多。这个浏览器看不到字节数，只看得到有多少客户端和通道还活着：如果这些并不多，那就是别的东西留了下来。找出它，再运行一次。`,
      'ended-by-browser': (r) =>
        `${chineseProgram(r)} 被浏览器终止了，多半是因为内存耗尽。不断创建对象又从不 await 的循环几秒之内就会用满内存，图上也来不及显示：请在循环里加上 await，再找出是什么留了下来。`,
      unresponsive: (r, f) =>
        `${chineseProgram(r)} ${r.seconds === undefined ? '' : `在 ${f.span(r.seconds)}内`}没有任何响应，已被终止。从不 await 的循环会阻塞一切，请在循环里加上 await。如果它还不断创建对象，堆内存会在看不见的时候越来越大。`,
      exited: (r) =>
        waitsInVain(r)
          ? `${chineseProgram(r)} 在等一个再也不会来的结果，所以结束了：它 await 了一个 Promise，却已经没有什么能让它完成。看看本该由什么来完成它，再点“运行”。`
          : `${chineseProgram(r)} 自己结束了${r.exitCode === undefined ? '' : `（退出码 ${r.exitCode}）`}。要画出曲线，客户端得一直调用下去：请保留循环，再点“运行”。`,
      killed: (r) => `${chineseProgram(r)} 被沙盒之外的原因终止，可能是本机内存不足。点“运行”重新开始。`,
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
      'not-built': () =>
        '提供本页的电脑上还没有能运行 C# 的程序：没有用服务端启动时的设置（SITE_CSHARP、SITE_MAGICONION）和现在的源码构建过。请用同样的设置构建站点、启动服务端，或者改在这个标签页里运行。',
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

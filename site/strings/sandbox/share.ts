/** Why the code of a link cannot be shown. */
export type LinkFault = 'malformed' | 'too-large' | 'newer' | 'bad-path';

/** What is said of taking a sandbox elsewhere, and of what came by a link. */
export interface ShareStrings {
  share: Record<
    | 'open'
    | 'title'
    | 'link'
    | 'linkAbout'
    | 'linkTooLong'
    | 'copy'
    | 'copied'
    | 'copyYourself'
    | 'away'
    | 'zip'
    | 'zipAbout'
    | 'stackBlitz'
    | 'stackBlitzAbout'
    | 'embed'
    | 'embedAbout'
    | 'own'
    | 'ownAbout'
    | 'ownSave'
    | 'ownTools'
    | 'ownNoClipboard'
    | 'received'
    | 'receivedAbout'
    | 'receivedSame'
    | 'take'
    | 'leave'
    | 'agreeTitle'
    | 'agreeAbout'
    | 'agreeYes'
    | 'agreeTab'
    | 'agreeNo',
    string
  > & { faults: Record<LinkFault, string>; diff(path: string): string };
}

export const english: ShareStrings = {
  share: {
    open: 'Share or download',
    title: 'Share or download',
    link: 'Link to your code',
    linkAbout:
      'The code is in the link itself; no server keeps it. Who opens it sees what differs, and nothing runs before they press Run.',
    linkTooLong: 'Your files are too long for a link. Pass them on as a zip.',
    copy: 'Copy',
    copied: 'Copied.',
    copyYourself: 'This browser does not let the page copy. Select the text and copy it.',
    away: 'Take it away',
    zip: 'Download as zip',
    zipAbout: 'Unpacked, “npm ci && npm start” runs it in a shell, with Node 22.18 or newer.',
    stackBlitz: 'Open in StackBlitz',
    stackBlitzAbout: 'Sends your files to stackblitz.com, in a new tab. Before the click, nothing is sent.',
    embed: 'This sandbox in a page of yours',
    embedAbout: 'As given, without your edits. It runs in the reader’s browser tab.',
    own: 'Run it on your own .NET',
    ownAbout:
      'Your program and its server in one file, leak.cs. It needs the .NET SDK 10; NuGet has the packages, MagicOnion 7.10.2 and grpc-dotnet 2.85.0.',
    ownSave: 'Download leak.cs',
    ownTools:
      'The program says the id of its process. dotnet-counters shows the heap after each collection (dotnet.gc.last_collection.heap.size); where it leaks, gen2 rises with time. In what dotnet-gcdump report prints, sort by count: where each call has a client of its own, there are as many Method objects as calls.',
    ownNoClipboard: 'This browser does not let the page copy. Download the file.',
    received: 'Code from a link',
    receivedAbout:
      'This link carries code that someone made. Below is what it would change in your files. Nothing has run, and nothing runs until you press Run. Your version is kept in the history.',
    receivedSame: 'This link carries the code that you have already.',
    take: 'Put it in my files',
    leave: 'Leave my files as they are',
    diff: (path) => `What the link changes in ${path}`,
    agreeTitle: 'Run a link’s code on this machine?',
    agreeAbout:
      'This code came by a link. On this machine’s Node it runs as a process of yours. Read it first; if you do not trust who made it, run it in the browser tab.',
    agreeYes: 'Run it on this machine',
    agreeTab: 'Run it in the tab',
    agreeNo: 'Do not run it',
    faults: {
      malformed: 'This link is broken: part of it may have been cut off. Your files are as they were.',
      'too-large':
        'This link holds more than a sandbox’s files can be. It was not unpacked, and your files are as they were.',
      newer: 'This link was made by a newer version of the course. Reload the page, and open it again.',
      'bad-path': 'This link holds a file whose name no file of a sandbox may have. Nothing of it was taken.',
    },
  },
};

export const chinese: ShareStrings = {
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
};

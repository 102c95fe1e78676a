import type { Language } from '../../sandbox/language.ts';
import type { PathFault } from '../../sandbox/files/file-path.ts';
import { counted, type Format } from '../format.ts';

/** Whose a file of a sandbox is. */
export type FileGroup = 'own' | 'server' | 'port' | 'beside';

/** Why the learner's files were replaced; the version before is kept. */
export type ReplacedBy = 'reset' | 'solution' | 'other-tab' | 'this-tab' | 'removed' | 'link';

/** What is said of the learner’s files: in the editor, in the tree, in the history, and when they were replaced. */
export interface FileStrings {
  editor: {
    /** The panel, and the files that are open in it. */
    panel: string;
    files: string;
    /** The button that shows a second file, and what that file is chosen by. */
    split: string;
    beside: string;
    label(path: string): string;
    enter(path: string): string;
    hasError(path: string): string;
    edited: string;
    diff(path: string): string;
    solutionShown: string;
    unchanged(path: string): string;
    goTo(place: string): string;
  };
  /** The tree of files. */
  files: {
    label: string;
    toggle: string;
    groups: Record<FileGroup, string>;
    readOnly: string;
    add: string;
    rename: string;
    remove: string;
    /** Why a file cannot be renamed or deleted. */
    given: string;
    path(language: Language): string;
    renameTo(path: string): string;
    save: string;
    cancel: string;
    faults: Record<PathFault, (language: Language) => string>;
    closeTab(path: string): string;
    search: string;
    found(count: number, format: Format): string;
  };
  history: {
    open: string;
    title: string;
    versions: string;
    none: string;
    because: Record<'ran' | 'reset' | 'solution' | 'restored' | 'other-tab' | 'removed' | 'link' | 'left', string>;
    restore: string;
    /** What Restore does to the files as they are. */
    restores: string;
    same: string;
    diff(path: string): string;
  };
  notices: {
    replaced: Record<ReplacedBy, string>;
    notKept: string;
    unreadable: string;
  };
}

export const english: FileStrings = {
  editor: {
    split: 'Beside',
    beside: 'File beside',
    panel: 'Code',
    files: 'Open files',
    label: (path) => `Code of ${path}. Escape leaves the editor.`,
    enter: (path) => `Editor for ${path}. Press Enter to edit, Escape to leave.`,
    hasError: (path) => `${path}, has an error`,
    edited: 'edited',
    diff: (path) => `What the solution changes in ${path}`,
    solutionShown: 'The solution, compared with your code. Nothing is replaced until you apply it.',
    unchanged: (path) => `The solution leaves ${path} as it is.`,
    goTo: (where) => `Go to ${where}`,
  },
  files: {
    label: 'Files of this sandbox',
    toggle: 'Files',
    groups: {
      own: 'Yours',
      server: 'The server',
      port: 'The port of MagicOnion',
      beside: 'What runs beside',
    },
    readOnly: 'read-only',
    add: 'New file',
    rename: 'Rename or move',
    remove: 'Delete',
    given: 'The exercise’s own files can be edited, but not renamed or deleted.',
    path: (language) => `Path of the new file, such as ${language === 'csharp' ? 'lib/Pool.cs' : 'lib/pool.ts'}`,
    renameTo: (path) => `New path of ${path}`,
    save: 'Save',
    cancel: 'Cancel',
    faults: {
      'not-plain': () => 'Use letters, digits, “.”, “-”, “_” and “@”, with “/” between folders.',
      'not-code': (language) =>
        `The name must end in ${language === 'csharp' ? '.cs' : '.ts, .mts, .js, .mjs'}, .json, .txt or .md.`,
      reserved: () => 'That name is taken by what runs the sandbox in a shell.',
      taken: () => 'There is a file or folder of that name already.',
    },
    closeTab: (path) => `Close ${path}`,
    search: 'Search in files',
    found: (count, f) => (count === 0 ? 'Found nowhere.' : `Found in ${counted(count, 'line', f)}.`),
  },
  history: {
    open: 'History',
    title: 'What you ran and replaced',
    versions: 'Versions of your files, the latest first',
    none: 'Nothing yet. Each version of your files that you run, reset or replace is kept here, in this browser.',
    because: {
      ran: 'Ran',
      reset: 'Before a reset',
      solution: 'Before the solution',
      restored: 'Before another version came back',
      'other-tab': 'Before another tab’s edits',
      removed: 'Before a file was deleted',
      link: 'Before a link’s code',
      left: 'As you left it',
    },
    restore: 'Bring this version back',
    restores: 'Your files as they are now are kept here too. Marked below: what would change.',
    same: 'Your files are this version.',
    diff: (path) => `What this version changes in ${path}`,
  },
  notices: {
    replaced: {
      removed: 'The file is deleted. Your files as they were are put aside.',
      link: 'The code of the link is in the files. Your version is put aside.',
      reset: 'The files are as given again. Your version is put aside.',
      solution: 'The solution is in the files. Your version is put aside.',
      'other-tab':
        'These files were changed in another tab, and are shown as changed there. The version from this tab is put aside.',
      'this-tab':
        'Another tab had changed these files too. This tab’s version is the newer and was kept; the other is put aside.',
    },
    notKept:
      'This browser does not keep your edits: it stores nothing for this page, or has no room left for more. They last until you leave the page; the button ↗ saves them as a file.',
    unreadable:
      'What was saved here came from another version of this site and could not be read. It was put aside, not deleted.',
  },
};

export const chinese: FileStrings = {
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
    path: (language) => `新文件的路径，例如 ${language === 'csharp' ? 'lib/Pool.cs' : 'lib/pool.ts'}`,
    renameTo: (path) => `${path} 的新路径`,
    save: '保存',
    cancel: '取消',
    faults: {
      'not-plain': () => '请使用字母、数字和 “.”、“-”、“_”、“@”，文件夹之间用 “/” 分隔。',
      'not-code': (language) =>
        `文件名须以 ${language === 'csharp' ? '.cs' : '.ts、.mts、.js、.mjs'}、.json、.txt 或 .md 结尾。`,
      reserved: () => '这个名字留给了在命令行中启动沙盒的脚本。',
      taken: () => '已经有同名的文件或文件夹。',
    },
    closeTab: (path) => `关闭 ${path}`,
    search: '在文件中搜索',
    found: (count, f) => (count === 0 ? '没有找到。' : `找到 ${f.number(count)} 行。`),
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
  notices: {
    replaced: {
      removed: '文件已删除。删除前的版本已经收好。',
      link: '链接中的代码已放进文件，你的版本已经收好。',
      reset: '文件已恢复为初始代码，你的版本已经收好。',
      solution: '文件已换成参考答案，你的版本已经收好。',
      'other-tab': '这些文件在另一个标签页中被修改，现在显示的是那边的版本。本页原来的版本已经收好。',
      'this-tab': '另一个标签页也修改过这些文件。本页的版本较新，已经保留；那边的版本已经收好。',
    },
    notKept:
      '浏览器没有保存你的修改：它不允许本页存储数据，或者空间已满。离开页面后修改就会丢失；可以用 ↗ 按钮存成文件。',
    unreadable: '之前保存的内容来自本站的另一个版本，无法读取。它已被另存，没有删除。',
  },
};

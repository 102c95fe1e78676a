import type { SessionState } from '../../sandbox/run/session.ts';

/** What a key does. */
export type Shortcut =
  | 'enter'
  | 'leave'
  | 'run'
  | 'complete'
  | 'find'
  | 'definition'
  | 'rename'
  | 'format'
  | 'closeTab'
  | 'edge'
  | 'restore'
  | 'card';

/** What the sandbox’s buttons, edges and keys are called, and the state that it is in. */
export interface ControlStrings {
  toolbar: string;
  actions: Record<
    | 'run'
    | 'stop'
    | 'reset'
    | 'solution'
    | 'check'
    | 'close'
    | 'applySolution'
    | 'leaveSolution'
    | 'bringBack'
    | 'dismiss'
    | 'tryAgain',
    string
  >;
  /** The accessible name of the switch between the languages that a program can be written in. */
  language: string;
  /** For a screen reader: a state, with what it is at, and what was found. */
  announced: { state(state: string, step: string | null): string; verdict(word: string): string };
  stateLabel: string;
  state: Record<SessionState, string>;
  layout: {
    /** The accessible names of the edges that can be moved. */
    edges: Record<'text' | 'columns' | 'upper' | 'lower', string>;
    fill: string;
    restore: string;
  };
  shortcuts: { title: string; does: Record<Shortcut, string> };
}

export const english: ControlStrings = {
  toolbar: 'Sandbox controls',
  actions: {
    run: 'Run',
    stop: 'Stop',
    reset: 'Reset',
    solution: 'Solution',
    check: 'Check',
    close: 'Close sandbox',
    applySolution: 'Apply solution',
    leaveSolution: 'Back to my code',
    bringBack: 'Bring my version back',
    dismiss: 'Dismiss',
    tryAgain: 'Try again',
  },
  language: 'Language of your program',
  announced: {
    state: (state, step) => `${state}${step === null ? '' : `: ${step}`}.`,
    verdict: (word) => `Verdict: ${word}.`,
  },
  stateLabel: 'State',
  state: {
    closed: 'Closed',
    idle: 'Ready',
    booting: 'Starting',
    running: 'Running',
    stopping: 'Stopping',
    failed: 'Cannot run',
  },
  layout: {
    edges: {
      text: 'Edge between text and sandbox',
      columns: 'Edge between the columns',
      upper: 'Edge below the code',
      lower: 'Edge above the logs',
    },
    fill: 'Fill the window',
    restore: 'Leave the full window',
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    does: {
      enter: 'On the frame around the code: write in it. Tab then indents.',
      leave: 'In the code: back to the frame, where Tab goes on.',
      run: 'In the code: run it.',
      complete: 'Complete a word.',
      find: 'Search in the file.',
      definition: 'Go to the definition.',
      rename: 'Rename, in every file.',
      format: 'Format the file.',
      closeTab: 'On a file’s tab: close it.',
      edge: 'On an edge between panels: move it; with Shift, further.',
      restore: 'Filling the window: give it back.',
      card: 'Outside the code: this card.',
    },
  },
};

export const chinese: ControlStrings = {
  toolbar: '沙盒控制',
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
  language: '程序的语言',
  announced: {
    state: (state, step) => `${state}${step === null ? '' : `：${step}`}。`,
    verdict: (word) => `判定：${word}。`,
  },
  stateLabel: '状态',
  state: {
    closed: '已关闭',
    idle: '就绪',
    booting: '启动中',
    running: '运行中',
    stopping: '停止中',
    failed: '无法运行',
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
};

/** How the floor of a heap goes, as a reader draws it before a run. */
export type Shape = 'steady' | 'rises' | 'levels-off' | 'returns';

/** What a lesson says of its sandbox while that is closed, of its questions and of its hints. */
export interface LessonStrings {
  closed: {
    kicker: string;
    about: string;
    steps: readonly string[];
    open: string;
    opening: string;
    /** The workbench's own files did not come. */
    loadFailed: string;
    needsScript: string;
    yourFile: string;
    /** In place of `yourFile`, where the file is shown as the reader left it. */
    yourEdits: string;
    otherFiles: string;
    /** Stands over the files of the port. */
    port: string;
    solved: string;
  };
  /** What is said first of an answer to a question of a lesson. */
  predict: {
    right: string;
    wrong: string;
    /** Beside an opened sandbox: the question, what was answered, and what the run has shown, by the verdict's word. */
    before(question: string): string;
    predicted(answer: string): string;
    waits: string;
    /** In its place where what ran so far was edited. */
    ofGiven: string;
    showed(verdict: string): string;
    number: string;
    answer: string;
    /** Of a curve: that it can be drawn, what it is called, where its handles are, and what it says. */
    draw: string;
    sketch: string;
    handle(at: number, of: number, percent: number): string;
    erase: string;
    drew(shape: Shape): string;
    compared: string;
  };
  /** The label of an exercise's hint, which counts from 1. */
  hint(step: number): string;
  /** Of a hint: what shows its place, and what offers the next one after a check that failed. */
  hints: Record<'show' | 'offer', string>;
  sandbox(id: string): string;
}

export const english: LessonStrings = {
  closed: {
    kicker: 'Sandbox',
    about: 'A real gRPC server and a real client, with the client’s heap on a chart while it runs.',
    steps: ['Run it, and watch the heap.', 'Change the client.', 'Check your cure.'],
    open: 'Open sandbox',
    opening: 'Opening…',
    loadFailed: 'This could not be loaded. Check the connection, then press the button again.',
    needsScript: 'Running the code needs JavaScript. Without it, all of the code can still be read here.',
    yourFile: 'Your file',
    yourEdits: 'Your file, with your edits',
    otherFiles: 'The other files',
    port: 'The port of MagicOnion’s client, the same in every lesson',
    solved: 'Solved',
  },
  predict: {
    right: 'Right.',
    wrong: 'Not so.',
    before: (question) => `Before you run it: ${question}`,
    predicted: (answer) => `You predicted: “${answer}”`,
    waits: 'Let the run go on until it has a verdict, then hold it against this.',
    ofGiven:
      'This was about the program as given, and what you ran is edited. To hold it against that, press Reset and Run; History brings your version back.',
    showed: (verdict) => `Your run: ${verdict.toLowerCase()}.`,
    number: 'Your number',
    answer: 'Answer',
    draw: 'Choose an answer, or draw the floor over the empty chart.',
    sketch: 'The floor as you expect it: draw it, or move its points with the arrow keys',
    handle: (at, of, percent) => `Point ${at} of ${of}, at ${percent}% of the height`,
    erase: 'Erase',
    drew: (shape) =>
      ({
        steady: 'You drew a floor that stays.',
        rises: 'You drew a floor that rises all the time.',
        'levels-off': 'You drew a floor that rises, then stays.',
        returns: 'You drew a floor that rises and comes back.',
      })[shape],
    compared: 'Dashed, the floor that you drew; solid, that of the run. Each fills the frame by its highest point.',
  },
  hint: (step) => `Hint ${step}`,
  hints: { show: 'Show in the code', offer: 'Stuck? There is help:' },
  sandbox: (id) => `Sandbox ${id}`,
};

export const chinese: LessonStrings = {
  closed: {
    kicker: '沙盒',
    about: '真实的 gRPC 服务端和客户端；运行时，客户端的堆内存会实时画在图上。',
    steps: ['先运行，观察堆内存。', '再修改客户端。', '最后检查你的修复。'],
    open: '打开沙盒',
    opening: '正在打开……',
    loadFailed: '没有加载成功。请检查网络连接，然后再点一次按钮。',
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
    ofGiven:
      '这个预测针对的是最初给出的代码，而你运行的是改过的。想对照，请点“重置”再运行；你的版本可以从“历史”里找回。',
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
  hint: (step) => `提示 ${step}`,
  hints: { show: '在代码中显示', offer: '卡住了？可以看看：' },
  sandbox: (id) => `沙盒 ${id}`,
};

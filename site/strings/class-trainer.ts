import type { LearnerStatus } from '../class/trainer/status.ts';

/** What the trainers’ page says. */
export interface TrainerStrings {
  needsKey: string;
  wrongKey: string;
  yourName: string;
  enter: string;
  connected: string;
  waiting: string;
  notStoring: string;
  ended: string;
  views: Record<'learners' | 'lessons' | 'help' | 'presenter', string>;
  joinAt: string;
  counts(learners: number, away: number): string;
  columns: Record<'name' | 'lesson' | 'sandbox' | 'criteria' | 'solved' | 'status' | 'since', string>;
  sorted: string;
  criteria(met: number, of: number): string;
  states: Record<'closed' | 'idle' | 'booting' | 'running' | 'stopping' | 'failed', string>;
  verdicts: Record<'leaking' | 'steady' | 'not-enough-data', string>;
  status: Record<LearnerStatus, string>;
  rules: string[];
  rulesTitle: string;
  nobody: string;
  minutes(minutes: number): string;
  say: string;
  toAll: string;
  to(name: string): string;
  send: string;
  toAllAgain: string;
  remove(name: string): string;
  sureRemove(name: string): string;
  door(open: boolean, most: number): string;
  closeDoor: string;
  openDoor: string;
  most: string;
  setMost: string;
  turnedAway(count: number): string;
  sweepWhom: string;
  neverHeard: string;
  joinedWithin(minutes: number): string;
  sweep(count: number): string;
  sureSweep(count: number): string;
  yes: string;
  no: string;
  timer: string;
  startTimer: string;
  stopTimer: string;
  follow: string;
  following: string;
  stopFollow: string;
  here: string;
  opened: string;
  solvedBy: string;
  lessonPage: string;
  notes: string;
  noNotes: string;
  polls: string;
  noPolls: string;
  answers(count: number): string;
  reveal: string;
  hide: string;
  right: string;
  hidden: string;
  heap: string;
  heapCaption(leaking: number, steady: number, other: number): string;
  heapNone: string;
  bytes: string;
  calls: string;
  queueEmpty: string;
  take: string;
  giveBack: string;
  takenBy(name: string): string;
  done: string;
  showCode: string;
  codeOf(name: string, exercise: string): string;
  codeGone: string;
  closeCode: string;
  present: string;
  leavePresenter: string;
  csv: string;
  json: string;
  exportTold: string;
  end: string;
  sureEnd: string;
  lesson: string;
}

const english: TrainerStrings = {
  needsKey: 'This page opens by the link that was printed where the class was started.',
  wrongKey: 'No class here has this key. It may have ended.',
  yourName: 'Your name, as learners see it',
  enter: 'Enter',
  connected: 'connected',
  waiting: 'no connection: trying again',
  notStoring: 'The hub cannot store what it is told: its disk may be full. Nothing is lost yet.',
  ended: 'The class has ended. All of it is deleted.',
  views: { learners: 'Learners', lessons: 'Lessons', help: 'Help', presenter: 'Presenter' },
  joinAt: 'Join at',
  counts: (learners, away) => `${learners} learners, ${away} away`,
  columns: {
    name: 'Name',
    lesson: 'Lesson',
    sandbox: 'Sandbox',
    criteria: 'Criteria',
    solved: 'Solved',
    status: 'Status',
    since: 'Active',
  },
  sorted: 'Sort by a column’s head.',
  criteria: (met, of) => `${met} of ${of}`,
  states: { closed: '', idle: 'ready', booting: 'starting', running: 'runs', stopping: 'stopping', failed: 'failed' },
  verdicts: { leaking: 'leaking', steady: 'steady', 'not-enough-data': 'measuring' },
  status: { help: 'asks for help', stuck: 'stuck', idle: 'idle', away: 'away', working: 'at work' },
  rulesTitle: 'When is somebody stuck?',
  rules: [
    'Stuck: three checks of an unsolved exercise have failed, or it was opened 15 minutes ago, has been run, and is not solved.',
    'Idle: the page is open and nothing was done on it for ten minutes. Reading counts as nothing done.',
    'Away: the page is closed or behind another, or was not heard of for two and a half minutes.',
  ],
  nobody: 'Nobody has joined yet.',
  minutes: (minutes) => (minutes < 1 ? 'now' : `${minutes} min ago`),
  say: 'Message',
  toAll: 'Message to all',
  to: (name) => `Message to ${name}`,
  send: 'Send',
  toAllAgain: 'To all instead',
  remove: (name) => `Take ${name} out of the class`,
  sureRemove: (name) => `Take ${name} out, and delete what the class knows of them?`,
  door: (open, most) => (open ? `Learners may join, up to ${most}` : 'Nobody more may join'),
  closeDoor: 'Let nobody more join',
  openDoor: 'Let learners join again',
  most: 'Learners at most',
  setMost: 'Set',
  turnedAway: (count) =>
    `${count} ${count === 1 ? 'try' : 'tries'} to join turned away: the class is full, its door is closed, or too many came at once.`,
  sweepWhom: 'Take out',
  neverHeard: 'who joined, and never opened a page since',
  joinedWithin: (minutes) => `who joined in the last ${minutes} minutes`,
  sweep: (count) => `Take ${count} out`,
  sureSweep: (count) => `Take ${count} out, and delete what the class knows of them?`,
  yes: 'Yes',
  no: 'No',
  timer: 'Minutes',
  startTimer: 'Start timer',
  stopTimer: 'Stop timer',
  follow: 'Offer to follow me here',
  following: 'Learners are offered to come here.',
  stopFollow: 'Take the offer back',
  here: 'here now',
  opened: 'opened',
  solvedBy: 'solved',
  lessonPage: 'Open the lesson',
  notes: 'Notes for trainers',
  noNotes: 'There are none for this lesson.',
  polls: 'Questions',
  noPolls: 'This lesson asks no question.',
  answers: (count) => `${count} ${count === 1 ? 'answer' : 'answers'}`,
  reveal: 'Reveal to all',
  hide: 'Hide again',
  right: 'right',
  hidden: 'hidden until revealed',
  heap: 'The class’s heaps',
  heapCaption: (leaking, steady, other) => `${leaking} leaking, ${steady} steady, ${other} not told yet`,
  heapNone: 'Nobody has run this exercise yet.',
  bytes: 'floor of the heap',
  calls: 'calls',
  queueEmpty: 'Nobody asks for help.',
  take: 'I go',
  giveBack: 'Back to the queue',
  takenBy: (name) => `taken by ${name}`,
  done: 'Done',
  showCode: 'Open their code here',
  codeOf: (name, exercise) => `${name}’s ${exercise}, in a sandbox of your own tab`,
  codeGone: 'The code is shown no more.',
  closeCode: 'Close',
  present: 'Show on the projector',
  leavePresenter: 'Back',
  csv: 'Save as CSV',
  json: 'Save as JSON',
  exportTold: 'By name, which lessons are solved. Learners are told that it was saved.',
  end: 'End the class',
  sureEnd: 'End the class, and delete all of it but what you saved?',
  lesson: 'Lesson',
};

const chinese: TrainerStrings = {
  needsKey: '请用启动班级时打印出来的讲师链接打开本页。',
  wrongKey: '这里没有与该密钥对应的班级，可能已经结束。',
  yourName: '你的名字（学员会看到）',
  enter: '进入',
  connected: '已连接',
  waiting: '连接中断，正在重试',
  notStoring: '班级服务暂时无法保存数据，磁盘可能已满。目前还没有丢失任何内容。',
  ended: '班级已结束，全部内容都已删除。',
  views: { learners: '学员', lessons: '课程', help: '求助', presenter: '投影' },
  joinAt: '加入地址',
  counts: (learners, away) => `${learners} 名学员，${away} 名离开`,
  columns: {
    name: '名字',
    lesson: '课程',
    sandbox: '沙盒',
    criteria: '标准',
    solved: '已完成',
    status: '状态',
    since: '最近活动',
  },
  sorted: '点击列标题排序。',
  criteria: (met, of) => `${of} 项达到 ${met} 项`,
  states: { closed: '', idle: '就绪', booting: '启动中', running: '运行中', stopping: '停止中', failed: '失败' },
  verdicts: { leaking: '泄漏', steady: '平稳', 'not-enough-data': '测量中' },
  status: { help: '求助', stuck: '卡住', idle: '无操作', away: '离开', working: '进行中' },
  rulesTitle: '怎样算“卡住”？',
  rules: [
    '卡住：练习未完成，且检查已失败三次；或者打开已满 15 分钟、运行过，仍未完成。',
    '无操作：页面开着，但十分钟内没有任何操作。阅读不算操作。',
    '离开：页面已关闭或被挡住，或者两分半钟没有音讯。',
  ],
  nobody: '还没有人加入。',
  minutes: (minutes) => (minutes < 1 ? '刚刚' : `${minutes} 分钟前`),
  say: '消息',
  toAll: '发给所有人的消息',
  to: (name) => `发给 ${name} 的消息`,
  send: '发送',
  toAllAgain: '改为发给所有人',
  remove: (name) => `将 ${name} 移出班级`,
  sureRemove: (name) => `将 ${name} 移出班级，并删除班级中关于此人的内容？`,
  door: (open, most) => (open ? `可以加入，最多 ${most} 人` : '已停止加入'),
  closeDoor: '停止加入',
  openDoor: '重新开放加入',
  most: '人数上限',
  setMost: '设定',
  turnedAway: (count) => `有 ${count} 次加入被拒：人数已满、已停止加入，或者一下子来的人太多。`,
  sweepWhom: '移出',
  neverHeard: '加入后从未打开过页面的人',
  joinedWithin: (minutes) => `最近 ${minutes} 分钟内加入的人`,
  sweep: (count) => `移出 ${count} 人`,
  sureSweep: (count) => `移出这 ${count} 人，并删除班级里有关他们的内容？`,
  yes: '确定',
  no: '取消',
  timer: '分钟',
  startTimer: '开始计时',
  stopTimer: '停止计时',
  follow: '邀请学员到这一课',
  following: '已邀请学员到这一课。',
  stopFollow: '收回邀请',
  here: '正在这里',
  opened: '打开过练习',
  solvedBy: '已完成',
  lessonPage: '打开这一课',
  notes: '讲师笔记',
  noNotes: '这一课没有笔记。',
  polls: '课中的问题',
  noPolls: '这一课没有提问。',
  answers: (count) => `${count} 人作答`,
  reveal: '公布结果',
  hide: '重新隐藏',
  right: '正确',
  hidden: '公布前不显示',
  heap: '全班的堆内存',
  heapCaption: (leaking, steady, other) => `${leaking} 个泄漏，${steady} 个平稳，${other} 个尚无判定`,
  heapNone: '还没有人运行这个练习。',
  bytes: '堆内存的基线',
  calls: '调用次数',
  queueEmpty: '没有人求助。',
  take: '我去',
  giveBack: '放回队列',
  takenBy: (name) => `${name} 已接手`,
  done: '已解决',
  showCode: '在这里打开对方的代码',
  codeOf: (name, exercise) => `${name} 的 ${exercise}，在你自己标签页的沙盒里`,
  codeGone: '对方已不再出示代码。',
  closeCode: '关闭',
  present: '投影显示',
  leavePresenter: '返回',
  csv: '存为 CSV',
  json: '存为 JSON',
  exportTold: '按名字列出完成了哪些课。学员会得知结果已被保存。',
  end: '结束班级',
  sureEnd: '结束班级，并删除除已保存文件外的全部内容？',
  lesson: '课程',
};

export const trainerStrings = (language: string): TrainerStrings =>
  language.toLowerCase().startsWith('zh') ? chinese : english;

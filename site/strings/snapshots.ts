/** What is said of heap snapshots beside a run. What is in them is told as on the page of dumps (`dumps.ts`). */
export interface SnapshotStrings {
  title: string;
  /** What to do, where snapshots can be taken. */
  howTo: string;
  take: string;
  taking: string;
  failed: string;
  /** A snapshot's name: which, and after how many calls. */
  name(number: number, calls: string): string;
  /** One was taken. */
  second: string;
  /** One was taken, and the run has ended. */
  ended: string;
  /** Another run has begun since. */
  before: string;
  /** Why there is only a recorded pair. */
  onlyRecorded: string;
  openRecorded: string;
  /** Of the recorded pair. */
  recorded(node: string): string;
  recordedCsharp: string;
  recordedName(calls: string): string;
}

const english: SnapshotStrings = {
  title: 'What holds the memory',
  howTo:
    'Press Run, then take a snapshot of the client’s heap, and some hundred calls later another. The program stands still for a moment while V8 writes it.',
  take: 'Take a snapshot',
  taking: 'Taking a snapshot. The program does it as soon as it waits for something.',
  failed: 'The snapshot was not completed: the run ended, or there was no room for it. Press Run, and take another.',
  name: (number, calls) => `Snapshot ${number}, after ${calls} calls`,
  second: 'Let the client make some hundred calls more, and take a second one. The two are compared below.',
  ended: 'The run has ended. To compare two, take both in one run.',
  before: 'These are of the run before.',
  onlyRecorded: 'No snapshot can be taken where this sandbox runs. You can open two that were recorded on Node.',
  openRecorded: 'Open the recorded snapshots',
  recorded: (node) =>
    `Recorded: the program of the lesson “Find it yourself”, as it is given, on Node ${node}, two snapshots of one run. What V8 keeps of code and of objects’ forms is left out, and long texts are cut, so sums are smaller than the heap.`,
  recordedCsharp: 'Recorded: a .NET client on MagicOnion that makes a client for each call, after 100 and after 1,000.',
  recordedName: (calls) => `After ${calls} calls`,
};

const chinese: SnapshotStrings = {
  title: '内存被谁占着',
  howTo: '先点“运行”，给客户端的堆拍一份快照；过几百次调用再拍一份。V8 写快照时，程序会停顿片刻。',
  take: '拍一份快照',
  taking: '正在拍快照。程序一有空闲就会执行。',
  failed: '快照没有拍成：运行已经结束，或者空间不够。请重新运行，再拍一次。',
  name: (number, calls) => `快照 ${number}，调用 ${calls} 次之后`,
  second: '让客户端再调用几百次，然后拍第二份，两份会在下面对比。',
  ended: '运行已经结束。要对比两份，请在同一次运行中拍。',
  before: '下面的快照来自之前的运行。',
  onlyRecorded: '沙盒现在运行的地方拍不了快照。可以打开在 Node 上录制的两份。',
  openRecorded: '打开实录的快照',
  recorded: (node) =>
    `实录：《自己动手找》一课的初始程序，Node ${node}，同一次运行中的两份快照。V8 为代码和对象形状保存的内部数据已略去，长文本已截短，所以总和比实际的堆小。`,
  recordedCsharp: '实录：一个使用 MagicOnion、每次调用都新建客户端的 .NET 程序，分别在调用 100 次和 1,000 次之后。',
  recordedName: (calls) => `调用 ${calls} 次之后`,
};

export const snapshotStrings = (language: string): SnapshotStrings =>
  language.toLowerCase().startsWith('zh') ? chinese : english;

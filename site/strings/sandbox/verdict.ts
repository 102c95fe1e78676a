import type { Culprit } from '../../sandbox/verdict/culprits.ts';
import type { RunEnd } from '../../sandbox/run/run-end.ts';
import type { Interval } from '../../sandbox/verdict/statistics.ts';
import type { Basis, Verdict } from '../../sandbox/verdict/verdict.ts';
import { spaced, type Format } from '../format.ts';

type Leaking = Extract<Verdict, { kind: 'leaking' }>;
type Steady = Extract<Verdict, { kind: 'steady' }>;
type NotEnough = Extract<Verdict, { kind: 'not-enough-data' }>;

/** What is said of the heap of a run, and why. */
export interface VerdictStrings {
  verdict: {
    label: string;
    word: Record<Verdict['kind'] | 'none', string>;
    none: string;
    /** Of a run that goes on, or has ended so. */
    notEnough(verdict: NotEnough, end: RunEnd | null, format: Format): string;
    leaking(verdict: Leaking, end: RunEnd | null, format: Format): string;
    steady(verdict: Steady, format: Format): string;
    why: {
      label: string;
      empty: string;
      /** The line: how many points it goes through, from when to when, and its slope. */
      line(basis: Basis, unit: Verdict['unit'], format: Format): string;
      warmUp(points: number, until: string): string;
      busy(points: number): string;
      allowance(basis: Basis, unit: Verdict['unit'], format: Format): string;
      dataOnly: string;
      table: Record<'caption' | 'time' | 'calls' | 'floor' | 'judged' | 'buffers' | 'use', string>;
      used: string;
      leftOut: string;
      plot: string;
    };
    /** The browser's own figure, and what the chart has at the next collection. */
    measured(figures: { at: number; bytes: number; floor: number }, format: Format): string;
  };
}

const englishSize = (unit: Verdict['unit'], f: Format) => (value: number) =>
  unit === 'bytes' ? f.bytes(value) : f.number(value) === '1' ? '1 object' : `${f.number(value)} objects`;

function leftBehindInEnglish({ kind, held, perCall: { estimate } }: Culprit, end: RunEnd | null, f: Format): string {
  const what = {
    methodsCached: ['method in the channel’s cache', 'methods in the channels’ caches'],
    methods: ['Method object', 'Method objects'],
    clients: ['client', 'clients'],
    channels: ['channel that nobody closes', 'channels that nobody closes'],
    linkedSources: ['linked source that is not disposed of', 'linked sources that are not disposed of'],
  }[kind];
  const now = `${f.number(held)} ${end ? 'were there at the last collection' : 'are there now'}.`;
  if (estimate > 1.5) return `Each call leaves about ${f.number(Math.round(estimate))} ${what[1]}: ${now}`;
  const every = Math.round(1 / estimate);
  return every <= 1
    ? `Each call leaves one ${what[0]}: ${now}`
    : `About every ${f.number(every)} calls leave one ${what[0]}: ${now}`;
}

export const english: VerdictStrings = {
  verdict: {
    label: 'Verdict',
    word: { none: 'No run yet', leaking: 'Leaking', steady: 'Steady', 'not-enough-data': 'Not enough data' },
    none: 'The verdict comes from the samples alone, a few seconds into a run.',
    measured: ({ at, bytes, floor }, f) =>
      `Asked at ${f.clock(at)}, the browser itself measured ${f.bytes(bytes)} of JavaScript in the program’s frame; after the next collection the chart has ${f.bytes(floor)}.`,
    notEnough({ missing, seconds, growth, unit }, end, f) {
      const perCall = growth?.perCall?.estimate ?? 0;
      const wait = seconds === null ? '' : ` About ${f.span(seconds)} more.`;
      switch (missing) {
        case 'starting':
          return `A verdict needs a few collections.${wait}`;
        case 'no-calls':
          return 'The program has made no call, and nothing grows with time: there is nothing to judge yet.';
        case 'few-calls':
          return `Too few calls so far to see what one leaves.${wait}`;
        case 'warming-up':
          return `Code is still compiled and pools still fill: that growth says nothing of a leak.${wait}`;
        case 'growing':
          return perCall > 0
            ? `The floor grows by about ${englishSize(unit, f)(perCall)} a call: too little or too briefly so far to tell a leak from a warm-up.${wait}`
            : `The floor grows, too little or too briefly so far to tell a leak from a warm-up.${wait}`;
        case 'even-rate':
          return 'The floor grows while calls come faster and faster: a leak would make it grow so, and so would a cache that keeps each answer for a time. Once calls come evenly, the two part.';
        case 'stopped':
          return 'What grew for long seems to have stopped: so does a cache that is full, and a leak that pauses. Which of them, the next calls tell.';
        case 'noisy':
          return `What collections leave differs by more than a leak would add so far.${wait}`;
        case 'ended':
          return {
            stopped: 'The run was over before there was enough to judge by. Let it go on for longer.',
            full: `The program’s memory was full before there was enough to judge by.${perCall > 0 ? ` The floor rose by about ${englishSize(unit, f)(perCall)} a call.` : ''}`,
            'of-itself':
              'The program has ended before there was enough to judge by. One that goes on calling shows more.',
            uncalled:
              'The program was over before a call of its was seen, so there is nothing to judge. Under “The exercise” it says why.',
          }[end ?? 'of-itself'];
      }
    },
    leaking({ unit, growth, culprit, buffers, secondsToLimit }, end, f) {
      const size = englishSize(unit, f);
      const range = ({ estimate, low, high }: Interval, of = size) =>
        f.number(low) === f.number(high) ? of(estimate) : `${of(estimate)} (${of(Math.max(0, low))} to ${of(high)})`;
      const sentences = [
        culprit && leftBehindInEnglish(culprit, end, f),
        growth.perCall
          ? `The floor grows by ${range(growth.perCall)} a call, ${size(growth.perSecond.estimate)} a second.`
          : `The floor grows by ${range(growth.perSecond)} a second.`,
        growth.perClient && unit === 'bytes' && `That is ${size(growth.perClient.estimate)} for each client created.`,
        buffers &&
          `Outside V8’s heap, buffers grow by ${range(buffers.perCall ?? buffers.perSecond, f.bytes)} a ${buffers.perCall ? 'call' : 'second'}.`,
        secondsToLimit !== null && end === null && `At this rate the process dies in about ${f.span(secondsToLimit)}.`,
        secondsToLimit !== null &&
          end === 'stopped' &&
          `At this rate the process had about ${f.span(secondsToLimit)} to live.`,
      ];
      return sentences.filter(Boolean).join(' ');
    },
    steady({ unit, floor, bound, calls, isCoarse }, f) {
      const looked = `after ${f.number(calls)} calls`;
      if (unit === 'objects')
        return `${bound === null ? 'None' : `No more than ${f.number(bound)}`} of the clients, methods and channels is left by a call, ${looked}; there are about ${f.number(floor)}. Only these can be seen in this browser: whether calls leave anything else cannot.`;
      const no =
        bound === null ? 'No growth with time' : `No growth above ${f.bytes(Math.max(1, Math.ceil(bound)))} a call`;
      const finer = isCoarse ? ' That bound is coarse yet: more calls make it finer.' : '';
      return `${no}, ${looked}. The floor stays at about ${f.bytes(floor)}: what the calls take, collections give back.${finer}`;
    },
    why: {
      label: 'Why?',
      empty: 'A line needs at least five points of the floor. They come with the collections.',
      line({ points, axis, slope }, unit, f) {
        const size = englishSize(unit, f);
        const [factor, of] = axis === 'calls' ? [1, 'a call'] : [1000, 'a second'];
        const [low, estimate, high] = [slope.low, slope.estimate, slope.high].map((value) => size(value * factor));
        return `The line goes through ${f.number(points.length)} points of the floor, from ${f.clock(points[0]!.at)} to ${f.clock(points.at(-1)!.at)}. It rises by ${estimate} ${of}: with 95 % likelihood between ${low} and ${high}.`;
      },
      warmUp: (points, until) =>
        `Left out as warm-up: ${points === 1 ? 'the first point' : `the first ${points} points`}, up to ${until}. With ${points === 1 ? 'it' : 'them'} the line would bend.`,
      busy: (points) => `Left out: ${points} points with more calls under way than usual, or of the very first calls.`,
      allowance: ({ axis, allowance }, unit, f) =>
        `Of the growth, up to ${englishSize(unit, f)(axis === 'calls' ? allowance : allowance * 1000)} a ${axis === 'calls' ? 'call' : 'second'} may be the end of a warm-up: only more than that counts as a leak.`,
      dataOnly: 'Judged is data alone: code, and what V8 learns of it, are taken out.',
      table: {
        caption: 'Points of the floor',
        time: 'Time',
        calls: 'Calls',
        floor: 'Floor',
        judged: 'Judged',
        buffers: 'Buffers',
        use: 'Use',
      },
      used: 'in the line',
      leftOut: 'warm-up',
      plot: 'The points, the line through them and its band',
    },
  },
};

const chineseSize = (unit: Verdict['unit'], f: Format) => (value: number) =>
  unit === 'bytes' ? f.bytes(value) : `${f.number(value)} 个对象`;

function leftBehindInChinese({ kind, held, perCall: { estimate } }: Culprit, end: RunEnd | null, f: Format): string {
  const what = {
    methodsCached: '方法留在通道的缓存里',
    methods: ' Method 对象没有释放',
    clients: '客户端没有释放',
    channels: '通道没有关闭',
    linkedSources: '链接的取消令牌源没有释放',
  }[kind];
  const every = Math.round(1 / estimate);
  const rate =
    estimate > 1.5
      ? `每次调用大约有 ${f.number(Math.round(estimate))} 个`
      : every <= 1
        ? '每次调用都有一个'
        : `大约每 ${f.number(every)} 次调用有一个`;
  return `${rate}${what}，${end ? '最后一次回收时' : '目前'}有 ${f.number(held)} 个。`;
}

export const chinese: VerdictStrings = {
  verdict: {
    label: '判定',
    word: { none: '尚未运行', leaking: '正在泄漏', steady: '平稳', 'not-enough-data': '数据不足' },
    none: '判定只根据采样得出，运行几秒后就会出现。',
    measured: ({ at, bytes, floor }, f) =>
      spaced(
        `${f.clock(at)}时请浏览器自行测量，程序所在的 iframe 里，JavaScript 占用 ${f.bytes(bytes)}；下一次回收之后，图上是 ${f.bytes(floor)}。`,
      ),
    notEnough({ missing, seconds, growth, unit }, end, f) {
      const perCall = growth?.perCall?.estimate ?? 0;
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
          return perCall > 0
            ? `基线每次调用大约上升 ${chineseSize(unit, f)(perCall)}：幅度太小或时间太短，还分不清是泄漏还是预热。${wait}`
            : `基线在上升，但幅度太小或时间太短，还分不清是泄漏还是预热。${wait}`;
        case 'even-rate':
          return '基线在上升，调用也越来越快：泄漏会这样，只把结果保留一段时间的缓存也会这样。等每秒调用数稳定下来，才能分清是哪一种。';
        case 'stopped':
          return '基线上升了很久，现在似乎停了下来：缓存装满了会这样，暂时停歇的泄漏也会这样。是哪一种，要看接下来的调用。';
        case 'noisy':
          return `各次回收后剩下的内存忽多忽少，起伏超过了泄漏到目前为止可能增加的量。${wait}`;
        case 'ended':
          return {
            stopped: '数据还不够判定，运行就停止了。请让它多运行一会儿。',
            full: `数据还不够判定，程序的内存就已经用满了。${perCall > 0 ? `基线每次调用大约上升 ${chineseSize(unit, f)(perCall)}。` : ''}`,
            'of-itself': '程序结束得太早，数据还不够判定。持续发出调用的程序才能看得更清楚。',
            uncalled: '还没有观测到调用，程序就结束了，没有可以判定的东西。原因写在“练习”里。',
          }[end ?? 'of-itself'];
      }
    },
    leaking({ unit, growth, culprit, buffers, secondsToLimit }, end, f) {
      const size = chineseSize(unit, f);
      const range = ({ estimate, low, high }: Interval, of = size) =>
        f.number(low) === f.number(high) ? of(estimate) : `${of(estimate)}（${of(Math.max(0, low))}到 ${of(high)}）`;
      const sentences = [
        culprit && leftBehindInChinese(culprit, end, f),
        growth.perCall
          ? `基线每次调用上升 ${range(growth.perCall)}，每秒 ${size(growth.perSecond.estimate)}。`
          : `基线每秒上升 ${range(growth.perSecond)}。`,
        growth.perClient && unit === 'bytes' && `平均到每个新建的客户端，是 ${size(growth.perClient.estimate)}。`,
        buffers &&
          `V8 的堆之外，缓冲区每${buffers.perCall ? '次调用' : '秒'}增长 ${range(buffers.perCall ?? buffers.perSecond, f.bytes)}。`,
        secondsToLimit !== null && end === null && `照这个速度，进程大约 ${f.span(secondsToLimit)}后就会崩溃。`,
        secondsToLimit !== null && end === 'stopped' && `照这个速度，进程本来只能再撑大约 ${f.span(secondsToLimit)}。`,
      ];
      return spaced(sentences.filter(Boolean).join(''));
    },
    steady({ unit, floor, bound, calls, isCoarse }, f) {
      const looked = `观察了 ${f.number(calls)} 次调用`;
      if (unit === 'objects')
        return `${looked}：${bound === null ? '调用没有留下客户端、方法或通道' : `平均每次调用留下的客户端、方法和通道不超过 ${f.number(bound)} 个`}，目前约有 ${f.number(floor)} 个。这个浏览器里只看得到这些，有没有留下别的东西看不出来。`;
      const no = bound === null ? '没有随时间增长' : `每次调用的增长不超过 ${f.bytes(Math.max(1, Math.ceil(bound)))}`;
      const finer = isCoarse ? '这个上限还比较粗，调用越多就越准。' : '';
      return `${looked}：${no}。基线稳定在 ${spaced(`${f.bytes(floor)}左右`)}，调用占用的内存，回收后都还了回来。${finer}`;
    },
    why: {
      label: '依据',
      empty: '至少要有五个基线点才能连成线，每次回收会增加一个。',
      line({ points, axis, slope }, unit, f) {
        const size = chineseSize(unit, f);
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
          `其中${axis === 'calls' ? '每次调用' : '每秒'}最多 ${chineseSize(unit, f)(axis === 'calls' ? allowance : allowance * 1000)}可能是预热的余波，超出的部分才算泄漏。`,
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
};

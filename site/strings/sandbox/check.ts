import type { Criterion } from '../../sandbox/exercises/check.ts';
import { spaced, type Format } from '../format.ts';

/** How far a check has come: how many of its points are settled. */
export interface CheckProgress {
  settled: number;
  all: number;
  seconds: number | null;
}

/** What a leak would have come to: seconds until the heap's cap, at so many bytes a call. */
export interface Avoided {
  readonly seconds: number;
  readonly perCall: number;
  readonly cap: number;
}

/** What is said of an exercise that is checked, and once it is solved. */
export interface CheckStrings {
  check: {
    label: string;
    before: string;
    /** While it measures; `seconds` until it is done, as far as is known. */
    measuring(progress: CheckProgress, format: Format): string;
    /** The same in short, for who listens: said when a point is settled. */
    progress(progress: CheckProgress, format: Format): string;
    solved: string;
    unsolved(missing: number, format: Format): string;
    /** Its patience is over. */
    unsettled(open: number, runs: boolean, format: Format): string;
    goOn: string;
    stale: string;
    result: Record<Criterion['result'], string>;
    /** Added to an open criterion that the program's end has left so. */
    endedBefore: string;
  };
  /** After *solved*. */
  solved: { avoided(avoided: Avoided, format: Format): string; compare: string; next(title: string): string };
}

export const english: CheckStrings = {
  check: {
    label: 'The exercise',
    before: 'Press Check to run your files and see how they do.',
    measuring: ({ settled, all, seconds }, f) =>
      `Measuring: ${f.number(settled)} of ${f.number(all)} points are settled${seconds === null ? '' : `, about ${f.span(Math.max(1, Math.ceil(seconds)))} more`}.`,
    progress: ({ settled, all }, f) => `Check: ${f.number(settled)} of ${f.number(all)} points are settled.`,
    solved: 'Solved. Every point holds.',
    unsolved: (missing, f) =>
      missing === 1
        ? 'Not solved yet: the point marked “Missing” says what to change.'
        : `Not solved yet: the ${f.number(missing)} points marked “Missing” say what to change.`,
    unsettled: (open, runs, f) =>
      `Neither solved nor not: this run has not shown enough of ${open === 1 ? 'the point' : `the ${f.number(open)} points`} marked “Open”.${runs ? ' It still runs.' : ''}`,
    goOn: 'Go on measuring',
    stale: 'These results are from before your last change.',
    result: { passed: 'Passed', failed: 'Missing', open: 'Open' },
    endedBefore: 'The program ended before that could be seen: keep it calling.',
  },
  solved: {
    avoided: ({ seconds, perCall, cap }, f) =>
      `What you avoided: your leaking run left ${f.bytes(perCall)} a call. At its rate the process had ${f.span(seconds)} until its heap’s cap of ${f.bytes(cap)}.`,
    compare: 'Compare with the solution',
    next: (title) => `Next: ${title}`,
  },
};

export const chinese: CheckStrings = {
  check: {
    label: '练习',
    before: '点击“检查”，会运行你的文件并逐项给出结果。',
    measuring: ({ settled, all, seconds }, f) =>
      `测量中：${f.number(all)} 项里已有 ${f.number(settled)} 项有结果${seconds === null ? '' : `，大约还需 ${f.span(Math.max(1, Math.ceil(seconds)))}`}。`,
    progress: ({ settled, all }, f) => `检查：${f.number(all)} 项里已有 ${f.number(settled)} 项有结果。`,
    solved: '已完成，每一项都通过了。',
    unsolved: (missing, f) => `还没有完成：标为“未达成”的 ${f.number(missing)} 项说明了要改什么。`,
    unsettled: (open, runs, f) =>
      `还不能下结论：标为“待定”的 ${f.number(open)} 项，这次运行给出的数据还不够。${runs ? '程序仍在运行。' : ''}`,
    goOn: '继续测量',
    stale: '这些结果来自你上次修改之前。',
    result: { passed: '通过', failed: '未达成', open: '待定' },
    endedBefore: '还没看到这一点，程序就结束了：请让它一直调用下去。',
  },
  solved: {
    avoided: ({ seconds, perCall, cap }, f) =>
      spaced(
        `你避免了什么：泄漏的那次运行里，每次调用留下 ${f.bytes(perCall)}。照那个速度，进程再过 ${f.span(seconds)}就会撞上 ${f.bytes(cap)}的堆上限。`,
      ),
    compare: '与参考答案对比',
    next: (title) => `下一课：${title}`,
  },
};

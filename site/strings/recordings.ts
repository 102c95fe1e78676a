import type { RunName } from '../recordings/recording.ts';
import type { Verdict } from '../sandbox/verdict/verdict.ts';
import { spaced } from './format.ts';

/** What pages say of recorded runs. Used at site build only. */
export interface RecordingStrings {
  run: Record<RunName, string>;
  verdict: Record<Verdict['kind'], string>;
  title: string;
  used: string;
  floor: string;
  /** One run's part of the sentence that stands for the chart. */
  sentence(run: { name: string; verdict: string; from: string; to: string; clients: string; calls: string }): string;
  summary(title: string, sentences: readonly string[]): string;
  provenance(recording: {
    node: string;
    grpc: string;
    platform: string;
    arch: string;
    cores: string;
    memory: string;
  }): string;
  asTable: string;
  rows: Record<
    | 'figure'
    | 'verdict'
    | 'calls'
    | 'calls-per-second'
    | 'clients'
    | 'channels'
    | 'methods-cached'
    | 'bytes-per-client',
    string
  >;
  floorAt(time: string): string;
  home: Record<RunName, string> & { caption(node: string): string };
}

const english: RecordingStrings = {
  run: { start: 'As given', solution: 'Solved' },
  verdict: { leaking: 'leaking', steady: 'steady', 'not-enough-data': 'not enough data' },
  title: 'The client’s heap in two recorded runs',
  used: 'heap used',
  floor: 'floor after collections',
  sentence: ({ name, verdict, from, to, clients, calls }) =>
    `${name}, ${verdict}: the floor goes from ${from} to ${to} in ${calls} calls, with clients created: ${clients}.`,
  summary: (title, sentences) => `${title}. ${sentences.join(' ')}`,
  provenance: ({ node, grpc, platform, arch, cores, memory }) =>
    `Recorded on Node ${node} with grpc-js ${grpc}; ${platform} ${arch}, ${cores} cores, ${memory} GiB of memory.`,
  asTable: 'The recording as a table',
  rows: {
    figure: 'Figure',
    verdict: 'Verdict',
    calls: 'Calls',
    'calls-per-second': 'Calls per second',
    clients: 'Clients created',
    channels: 'Channels created',
    'methods-cached': 'Methods cached',
    'bytes-per-client': 'Growth per client',
  },
  floorAt: (time) => `Floor at ${time}`,
  home: {
    start: 'a client created per request',
    solution: 'one base client, shared',
    caption: (node) =>
      `The heap of two programs that make the same calls, recorded on Node ${node}. Thin: as it is. Thick: its floor, what collections leave.`,
  },
};

const chinese: RecordingStrings = {
  run: { start: '初始代码', solution: '参考答案' },
  verdict: { leaking: '正在泄漏', steady: '平稳', 'not-enough-data': '数据不足' },
  title: '两次实录中客户端的堆内存',
  used: '已用堆内存',
  floor: '回收后的基线',
  sentence: ({ name, verdict, from, to, clients, calls }) =>
    `${name}，${verdict}：完成 ${calls} 次调用，创建客户端 ${clients} 个，${spaced(`基线从 ${from}变为 ${to}`)}。`,
  summary: (title, sentences) => `${title}。${sentences.join('')}`,
  provenance: ({ node, grpc, platform, arch, cores, memory }) =>
    `实录环境：Node ${node}，grpc-js ${grpc}；${platform} ${arch}，${cores} 核，内存 ${memory} GiB。`,
  asTable: '以表格查看这份实录',
  rows: {
    figure: '数据',
    verdict: '判定',
    calls: '调用次数',
    'calls-per-second': '每秒调用数',
    clients: '已创建的客户端',
    channels: '已创建的通道',
    'methods-cached': '已缓存的方法',
    'bytes-per-client': '每个客户端的增长',
  },
  floorAt: (time) => `${time}时的基线`,
  home: {
    start: '每个请求创建一个客户端',
    solution: '共用一个基础客户端',
    caption: (node) =>
      `两个程序发出同样的调用，这是它们在 Node ${node} 上实录的堆内存。细线：已用堆内存；粗线：基线，即垃圾回收之后剩下的部分。`,
  },
};

export const recordingStrings = (language: string): RecordingStrings =>
  language.toLowerCase().startsWith('zh') ? chinese : english;

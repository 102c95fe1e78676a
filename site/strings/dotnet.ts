import type { DotnetFigureName, DotnetScenario } from '../recordings/dotnet.ts';
import { spaced } from './format.ts';

/** What pages say of recorded runs of real .NET. Used at site build only. */
export interface DotnetStrings {
  scenario: Record<DotnetScenario, string>;
  /** Of what is drawn: over calls, not over time. */
  title: string;
  after(calls: string): string;
  sentence(run: { name: string; from: string; to: string; calls: string; entries: string }): string;
  failed(call: string, status: string): string;
  asTable: string;
  rows: Record<'figure' | DotnetFigureName, string>;
  provenance(recording: {
    dotnet: string;
    grpc: string;
    /** Null where it is grpc-dotnet alone. */
    magicOnion: string | null;
    platform: string;
    arch: string;
    cores: string;
    memory: string;
  }): string;
  /** Where the program that made the recording is to be had. */
  download: string;
  /** What stands at that link: the size, in kilobytes. */
  downloadSize(kilobytes: string): string;
}

const english: DotnetStrings = {
  scenario: {
    'client-for-each-call': 'A client for each call',
    'create-without-call': 'Clients that are never called',
    'derive-without-call': 'Derived clients that are never called',
    'one-client': 'One client',
    'with-options': 'Derived by WithOptions',
    'with-headers': 'Derived by WithHeaders',
    'generated-client-for-each-call': 'A protoc client for each call',
    'first-of-each-name': 'A client for each call, behind the interceptor',
    'scoped-from-base': 'Scoped, derived from a singleton',
    'transient-create': 'Transient, with Create',
    'client-factory': 'AddGrpcClient with a creator',
    'hub-reconnects': 'A hub that reconnects',
    'hub-calls': 'A hub that stays connected',
    'hub-renews-channel': 'Reconnects, with a new channel now and then',
    'filter-kept': 'A kept client',
    'filter-with-deadline': 'WithDeadline for each call',
    'filter-with-headers': 'WithHeaders for each call',
    'filter-with-options': 'WithOptions for each call',
    'filter-client-for-each-call': 'A client for each call, with the filter',
    'channel-disposed': 'A channel for each call, disposed',
    'channel-dropped': 'A channel for each call, dropped',
  },
  title: 'The same in C#: the heap after full collections, by calls made',
  after: (calls) => `${calls} calls`,
  sentence: ({ name, from, to, calls, entries }) =>
    `${name}: from ${from} to ${to} in ${calls} calls, with ${entries} in the method cache.`,
  failed: (call, status) => `Call ${call} failed, and the run ended with it: ${status}`,
  asTable: 'The recording as a table',
  rows: {
    figure: 'Figure',
    calls: 'Calls made',
    entries: 'Entries in the method cache',
    'bytes-per-call': 'Growth per call',
    'heap-start': 'Heap before the first call',
    'heap-end': 'Heap after the last',
    'failed-call': 'The first call that failed',
    connections: 'Connections open at the end',
    headers: 'Headers of the last call',
    allocated: 'Allocated by each client',
    nanoseconds: 'Time to make one',
  },
  provenance: ({ dotnet, grpc, magicOnion, platform, arch, cores, memory }) =>
    `Recorded on .NET ${dotnet} with ${magicOnion ? `MagicOnion ${magicOnion} and ` : ''}grpc-dotnet ${grpc}; ${platform} ${arch}, ${cores} cores, ${memory} GiB of memory.`,
  download: 'Run it yourself',
  downloadSize: (kilobytes) => `the C# solution, ${kilobytes} kB`,
};

const chinese: DotnetStrings = {
  scenario: {
    'client-for-each-call': '每次调用新建一个客户端',
    'create-without-call': '只创建、从不调用的客户端',
    'derive-without-call': '只派生、从不调用的客户端',
    'one-client': '共用一个客户端',
    'with-options': '用 WithOptions 派生',
    'with-headers': '用 WithHeaders 派生',
    'generated-client-for-each-call': '每次调用新建一个 protoc 客户端',
    'first-of-each-name': '每次调用新建一个客户端，经过拦截器',
    'scoped-from-base': '作用域服务，派生自单例',
    'transient-create': '瞬态服务，调用 Create',
    'client-factory': '带 creator 的 AddGrpcClient',
    'hub-reconnects': '反复重连的 hub',
    'hub-calls': '保持连接的 hub',
    'hub-renews-channel': '反复重连，隔一阵换一个通道',
    'filter-kept': '长期保留的客户端',
    'filter-with-deadline': '每次调用用 WithDeadline',
    'filter-with-headers': '每次调用用 WithHeaders',
    'filter-with-options': '每次调用用 WithOptions',
    'filter-client-for-each-call': '每次调用新建一个带过滤器的客户端',
    'channel-disposed': '每次调用新建一个通道，用完释放',
    'channel-dropped': '每次调用新建一个通道，不释放',
  },
  title: '换成 C#：每次完整回收之后的堆内存，横轴是调用次数',
  after: (calls) => `${calls} 次调用`,
  sentence: ({ name, from, to, calls, entries }) =>
    `${name}：完成 ${calls} 次调用，${spaced(`堆内存从 ${from}变为 ${to}`)}，方法缓存中有 ${entries} 个条目。`,
  failed: (call, status) => `第 ${call} 次调用失败，运行到此为止：${status}`,
  asTable: '以表格查看这份实录',
  rows: {
    figure: '数据',
    calls: '调用次数',
    entries: '方法缓存中的条目',
    'bytes-per-call': '每次调用的增长',
    'heap-start': '第一次调用前的堆内存',
    'heap-end': '最后一次调用后的堆内存',
    'failed-call': '第一个失败的调用',
    connections: '结束时打开的连接',
    headers: '最后一次调用的请求头数',
    allocated: '每个客户端分配的内存',
    nanoseconds: '创建一个的用时',
  },
  provenance: ({ dotnet, grpc, magicOnion, platform, arch, cores, memory }) =>
    `实录环境：.NET ${dotnet}，${magicOnion ? `MagicOnion ${magicOnion}，` : ''}grpc-dotnet ${grpc}；${platform} ${arch}，${cores} 核，内存 ${memory} GiB。`,
  download: '下载到本机运行',
  downloadSize: (kilobytes) => `C# 解决方案，${kilobytes} kB`,
};

export const dotnetStrings = (language: string): DotnetStrings =>
  language.toLowerCase().startsWith('zh') ? chinese : english;

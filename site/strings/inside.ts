/** What stands above recorded runs' insides, which lessons show without JavaScript and on paper. Numbers as text. */
export interface InsideStrings {
  cache(entries: string, node: string): string;
  channels(made: string, records: string, sockets: string, node: string): string;
  frames(first: string, later: string, node: string): string;
  from: string;
  frame: string;
  call(number: number): string;
  /** How HPACK carried a block's fields: from its tables, and spelled out. */
  carried(fromTables: string, spelledOut: string): string;
  snapshots(earlier: string, later: string, node: string): string;
  way(count: string, name: string): string;
}

const english: InsideStrings = {
  cache: (entries, node) =>
    `The channel’s cache in a recorded run, with ${entries} entries: the first, and the latest. Node ${node}.`,
  channels: (made, records, sockets, node) =>
    `A recorded run after ${made} forgotten channels: ${records} records of channels, ${sockets} of a socket. Listed are the first and the latest. Node ${node}.`,
  frames: (first, later, node) =>
    `The first two calls of a recorded run, frame by frame: ${first} octets, then ${later}. Node ${node}.`,
  from: 'From',
  frame: 'Frame',
  call: (number) => `Call ${number}`,
  carried: (fromTables, spelledOut) => `${fromTables} from a table, ${spelledOut} spelled out`,
  snapshots: (earlier, later, node) =>
    `Two snapshots of one recorded run, after ${earlier} and ${later} calls: your own types and the libraries’, by what is new. Node ${node}.`,
  way: (count, name) => `What holds ${count} of the objects ${name}:`,
};

const chinese: InsideStrings = {
  cache: (entries, node) => `一次实录中，通道的缓存有 ${entries} 个条目：最早的几个和最近的几个。Node ${node}。`,
  channels: (made, records, sockets, node) =>
    `一次实录中，丢下 ${made} 个通道之后：通道记录 ${records} 条，套接字记录 ${sockets} 条。列出的是最早的几条和最近的几条。Node ${node}。`,
  frames: (first, later, node) =>
    `一次实录中，头两次调用的每一帧：第一次 ${first} 字节，第二次 ${later} 字节。Node ${node}。`,
  from: '发送方',
  frame: '帧',
  call: (number) => `第 ${number} 次调用`,
  carried: (fromTables, spelledOut) => `查表 ${fromTables} 个，完整写出 ${spelledOut} 个`,
  snapshots: (earlier, later, node) =>
    `同一次实录中的两份快照，分别在调用 ${earlier} 次和 ${later} 次之后：程序自己和各个库的类型，按新增数排列。Node ${node}。`,
  way: (count, name) => `持有其中 ${count} 个 ${name} 的路径：`,
};

export const insideStrings = (language: string): InsideStrings =>
  language.toLowerCase().startsWith('zh') ? chinese : english;

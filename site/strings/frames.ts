/** What is said of the frames that cross the client's connections. Names of HTTP/2's own are left as they are. */
export interface FramesStrings {
  title: string;
  waiting: string;
  /** A run was under way when the view was opened. */
  nextRun: string;
  /** Numbers as text. */
  sum(frames: string, octets: string, connections: string): string;
  calls(calls: string, first: string, later: string | null): string;
  point: string;
  ended: string;
  lost: string;
  type: string;
  allTypes: string;
  search: string;
  pause: string;
  goOn: string;
  held(frames: string): string;
  follow(connection: number, stream: number): string;
  followed(connection: number, stream: number): string;
  all: string;
  list: string;
  none: string;
  sent: string;
  received: string;
  fromClient: string;
  fromServer: string;
  stream(connection: number, stream: number): string;
  octets(count: string): string;
  saveHar: string;
  savePcap: string;
  details: string;
  choose: string;
  fields: string;
  field: string;
  value: string;
  carried: string;
  size: string;
  /** How HPACK carried a field (RFC 7541, section 6). */
  how: {
    static(index: number): string;
    dynamic(index: number): string;
    literal(index: number, entered: boolean): string;
  };
  messages: string;
  message(length: string, value: string | null, compressed: boolean): string;
  settings: string;
  hex: string;
  hexCut(count: string): string;
}

const english: FramesStrings = {
  title: 'Frames on the wire',
  waiting: 'Press Run. What client and server send each other is recorded from the first octet on.',
  nextRun: 'A connection can be read from its first octet only: press Run again, and its frames are recorded.',
  sum: (frames, octets, connections) => `${frames} frames, ${octets} octets, connections: ${connections}.`,
  calls: (calls, first, later) =>
    later === null
      ? `Calls: ${calls}. The first of a connection took ${first} octets.`
      : `Calls: ${calls}. The first of a connection took ${first} octets, one after it ${later}: HPACK keeps header fields in a table and then sends their numbers.`,
  point:
    'The leaks of this course are not on the wire, but for that of “Filters and headers”: a client made for each call sends what a kept one sends, and so does a channel that is forgotten. (Without TLS, grpc-js lets channels to one address share a connection while one of them is open. In .NET each would have its own.) Recording takes time: with this view open, a program on this machine’s Node makes a fifth to a third fewer calls per second, since what is sent passes one process more. Compare calls per second in runs without it.',
  ended: 'The recording has ended at 16 MiB. Press Run to record anew.',
  lost: 'Octets came that are no HTTP/2 frames: what follows them cannot be told apart.',
  type: 'Type',
  allTypes: 'All types',
  search: 'Search',
  pause: 'Pause',
  goOn: 'Go on',
  held: (frames) => `${frames} more since the pause`,
  follow: (connection, stream) => `Follow this call (connection ${connection}, stream ${stream})`,
  followed: (connection, stream) => `Connection ${connection}, stream ${stream}`,
  all: 'Show all',
  list: 'Frames, in the order in which they crossed',
  none: 'No frame fits.',
  sent: 'Client',
  received: 'Server',
  fromClient: 'client to server',
  fromServer: 'server to client',
  stream: (connection, stream) =>
    stream === 0 ? `connection ${connection}` : `connection ${connection}, stream ${stream}`,
  octets: (count) => `${count} octets`,
  saveHar: 'Save as HAR',
  savePcap: 'Save as pcap',
  details: 'The frame',
  choose: 'Choose a frame to see what is in it.',
  fields: 'Header fields',
  field: 'Field',
  value: 'Value',
  carried: 'How HPACK carried it',
  size: 'Octets',
  how: {
    static: (index) => `static table, ${index}`,
    dynamic: (index) => `dynamic table, ${index}`,
    literal: (index, entered) =>
      `${index ? `value spelled out, name from entry ${index}` : 'name and value spelled out'}${entered ? '; enters the table' : ''}`,
  },
  messages: 'gRPC messages of this stream, this way',
  message: (length, value, compressed) =>
    `prefix of 5 octets, then ${length}${compressed ? ', compressed' : ''}${value === null ? '' : `: ${value}`}`,
  settings: 'Settings',
  hex: 'Octets',
  hexCut: (count) => `The first 4,096 of ${count}.`,
};

const chinese: FramesStrings = {
  title: '网络上的帧',
  waiting: '请点“运行”。客户端与服务端互相发送的内容，会从第一个字节起记录下来。',
  nextRun: '连接要从第一个字节读起才读得懂：请再点一次“运行”，就会记录它的帧。',
  sum: (frames, octets, connections) => `共 ${frames} 帧、${octets} 字节，连接数 ${connections}。`,
  calls: (calls, first, later) =>
    later === null
      ? `调用 ${calls} 次。每条连接的第一次调用用了 ${first} 字节。`
      : `调用 ${calls} 次。每条连接的第一次调用用了 ${first} 字节，之后每次 ${later} 字节：HPACK 把头字段记在表里，以后只发编号。`,
  point:
    '除了《过滤器与请求头》里的那一个，本课程讲的泄漏在网络上都看不出来：每次调用都新建客户端，或者新建通道而不关闭，发送的内容和一直用同一个时完全一样。（不用 TLS 时，只要还有一个通道开着，grpc-js 就让通往同一地址的通道共用一条连接；在 .NET 里，每个通道各有一条连接。）记录本身要花时间：打开这个面板后，数据要多经过一个进程，在本机 Node 上每秒调用数会少五分之一到三分之一。要比较每秒调用数，请在不记录时运行。',
  ended: '记录满 16 MiB，已经停止。要重新记录，请点“运行”。',
  lost: '收到了不是 HTTP/2 帧的字节，其后的内容无法再划分成帧。',
  type: '类型',
  allTypes: '全部类型',
  search: '搜索',
  pause: '暂停',
  goOn: '继续',
  held: (frames) => `暂停后又有 ${frames} 帧`,
  follow: (connection, stream) => `只看这次调用（连接 ${connection}，流 ${stream}）`,
  followed: (connection, stream) => `连接 ${connection}，流 ${stream}`,
  all: '显示全部',
  list: '帧，按传输的先后排列',
  none: '没有符合条件的帧。',
  sent: '客户端',
  received: '服务端',
  fromClient: '客户端到服务端',
  fromServer: '服务端到客户端',
  stream: (connection, stream) => (stream === 0 ? `连接 ${connection}` : `连接 ${connection}，流 ${stream}`),
  octets: (count) => `${count} 字节`,
  saveHar: '存为 HAR',
  savePcap: '存为 pcap',
  details: '帧的内容',
  choose: '选中一帧，这里就显示它的内容。',
  fields: '头字段',
  field: '字段',
  value: '值',
  carried: 'HPACK 如何传送',
  size: '字节数',
  how: {
    static: (index) => `静态表第 ${index} 项`,
    dynamic: (index) => `动态表第 ${index} 项`,
    literal: (index, entered) =>
      `${index ? `值逐字写出，名称取自第 ${index} 项` : '名称和值都逐字写出'}${entered ? '，并记入动态表' : ''}`,
  },
  messages: '这个流在这个方向上的 gRPC 消息',
  message: (length, value, compressed) =>
    `5 字节前缀，其后 ${length} 字节${compressed ? '（已压缩）' : ''}${value === null ? '' : `：${value}`}`,
  settings: '设置',
  hex: '字节',
  hexCut: (count) => `共 ${count} 字节，这里是前 4,096 字节。`,
};

export const framesStrings = (language: string): FramesStrings =>
  language.toLowerCase().startsWith('zh') ? chinese : english;

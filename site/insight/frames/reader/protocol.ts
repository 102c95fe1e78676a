/** Frame types (RFC 9113, section 6; ALTSVC is RFC 7838's, ORIGIN RFC 8336's). */
export const frameTypes = [
  'DATA',
  'HEADERS',
  'PRIORITY',
  'RST_STREAM',
  'SETTINGS',
  'PUSH_PROMISE',
  'PING',
  'GOAWAY',
  'WINDOW_UPDATE',
  'CONTINUATION',
  'ALTSVC',
  'BLOCKED',
  'ORIGIN',
] as const;
export const frameType = (type: number): string => frameTypes[type] ?? `0x${type.toString(16)}`;

export const Type = {
  DATA: 0,
  HEADERS: 1,
  PRIORITY: 2,
  RST_STREAM: 3,
  SETTINGS: 4,
  PUSH_PROMISE: 5,
  PING: 6,
  GOAWAY: 7,
  WINDOW_UPDATE: 8,
  CONTINUATION: 9,
  /** Not a frame: what a client sends first of all (section 3.4). */
  PREFACE: 255,
} as const;

export const flag = { END_STREAM: 1, ACK: 1, END_HEADERS: 4, PADDED: 8, PRIORITY: 0x20 } as const;

/** The flags that a type has, by name. */
export function flagNames(type: number, flags: number): string[] {
  const names: string[] = [];
  const has = (bit: number) => (flags & bit) !== 0;
  if ((type === Type.DATA || type === Type.HEADERS) && has(flag.END_STREAM)) names.push('END_STREAM');
  if ((type === Type.SETTINGS || type === Type.PING) && has(flag.ACK)) names.push('ACK');
  if ((type === Type.HEADERS || type === Type.PUSH_PROMISE || type === Type.CONTINUATION) && has(flag.END_HEADERS))
    names.push('END_HEADERS');
  if ((type === Type.DATA || type === Type.HEADERS || type === Type.PUSH_PROMISE) && has(flag.PADDED))
    names.push('PADDED');
  if (type === Type.HEADERS && has(flag.PRIORITY)) names.push('PRIORITY');
  return names;
}

/** Error codes (section 7). */
const errorCodes = [
  'NO_ERROR',
  'PROTOCOL_ERROR',
  'INTERNAL_ERROR',
  'FLOW_CONTROL_ERROR',
  'SETTINGS_TIMEOUT',
  'STREAM_CLOSED',
  'FRAME_SIZE_ERROR',
  'REFUSED_STREAM',
  'CANCEL',
  'COMPRESSION_ERROR',
  'CONNECT_ERROR',
  'ENHANCE_YOUR_CALM',
  'INADEQUATE_SECURITY',
  'HTTP_1_1_REQUIRED',
];
export const errorCode = (code: number): string => errorCodes[code] ?? `0x${code.toString(16)}`;

/** Settings (section 6.5.2; RFC 8441, section 3). */
const settings: Readonly<Record<number, string>> = {
  1: 'HEADER_TABLE_SIZE',
  2: 'ENABLE_PUSH',
  3: 'MAX_CONCURRENT_STREAMS',
  4: 'INITIAL_WINDOW_SIZE',
  5: 'MAX_FRAME_SIZE',
  6: 'MAX_HEADER_LIST_SIZE',
  8: 'ENABLE_CONNECT_PROTOCOL',
};
export const settingName = (id: number): string => settings[id] ?? `0x${id.toString(16)}`;

export const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
export const headLength = 9;

import { ErrorCode, Flag, FrameType, SettingId } from '../../../../sandbox-templates/http2/base/protocol.ts';

export const Type = {
  ...FrameType,
  /** Not a frame: what a client sends first of all (section 3.4). */
  PREFACE: 255,
} as const;

/** Names by number; a number that has none as hex. */
const namesOf = (numbers: Readonly<Record<string, number>>): ((number: number) => string) => {
  const names = new Map(Object.entries(numbers).map(([name, number]) => [number, name]));
  return (number) => names.get(number) ?? `0x${number.toString(16)}`;
};

export const frameType = namesOf(Type);
export const errorCode = namesOf(ErrorCode);
export const settingName = namesOf(SettingId);

/** The flags that a type has, by name. */
export function flagNames(type: number, flags: number): string[] {
  const names: string[] = [];
  const has = (bit: number) => (flags & bit) !== 0;
  if ((type === Type.DATA || type === Type.HEADERS) && has(Flag.END_STREAM)) names.push('END_STREAM');
  if ((type === Type.SETTINGS || type === Type.PING) && has(Flag.ACK)) names.push('ACK');
  if ((type === Type.HEADERS || type === Type.PUSH_PROMISE || type === Type.CONTINUATION) && has(Flag.END_HEADERS))
    names.push('END_HEADERS');
  if ((type === Type.DATA || type === Type.HEADERS || type === Type.PUSH_PROMISE) && has(Flag.PADDED))
    names.push('PADDED');
  if (type === Type.HEADERS && has(Flag.PRIORITY)) names.push('PRIORITY');
  return names;
}

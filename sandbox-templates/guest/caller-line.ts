/** Where the program called from: the first line of an error's stack that is not the port's, a stub's, Node's or ours; null where none tells. */
export function callerLine({ stack = '' }: Error): string | null {
  for (const line of stack.split('\n').slice(1)) {
    const place = /([\w.-]+\.[jt]sx?)[^\s/]*?:(\d+):\d+\)?$/.exec(line);
    if (
      place &&
      !/magiconion\/|sum-client\.ts|node_modules|node:|\/guest\/|\b(guest|watch-(cache|calls|channels)|probe)\.ts/.test(
        line,
      )
    )
      return `${place[1]}:${place[2]}`;
  }
  return null;
}

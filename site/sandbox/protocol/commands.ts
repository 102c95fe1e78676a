/** What the page asks of the probe beside a running program. The program itself never sees it. */
export type Command =
  /** A full collection as soon as may be, and a sample after it. */
  | { type: 'collect' }
  /** What the browser itself measures, where it does. */
  | { type: 'measure' }
  /** Of the server: keep the calls that come from now on waiting, and see which of them are taken back. */
  | { type: 'hold' }
  /** The same, of those that come after one more, which is answered late: whether a time limit of its own takes that back is seen first. */
  | { type: 'delay' }
  /** Tell what channels' method caches take in, until told to look away: `cached` messages. */
  | { type: 'look' }
  | { type: 'look-away' }
  /** A heap snapshot, as `snapshot` messages. A place that can take none does nothing. */
  | { type: 'snapshot' }
  /** Tell the program to end, as a service is told to: by SIGTERM. What it makes of that is its own affair. */
  | { type: 'end' };

/** Between whoever runs a program and its runtime: what is sent before the program can take it is lost, as it has nothing to answer yet. */
export class CommandLine {
  #take: ((command: Command) => void) | null = null;

  /** The runtime says where commands go; null once the program has ended. */
  connect(take: ((command: Command) => void) | null): void {
    this.#take = take;
  }

  send(command: Command): void {
    this.#take?.(command);
  }
}

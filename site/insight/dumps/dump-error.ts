/** Why a file cannot be read as a heap dump. */
export type DumpFault =
  /** It has no bytes. */
  | 'empty'
  /** It is a folder, was changed or moved since it was chosen, or may not be read. */
  | 'unreadable'
  /** It is neither a `.gcdump` nor a `.heapsnapshot`. */
  | 'foreign'
  /** It is a dump of another kind: a process dump, a trace, a compressed file. */
  | 'process-dump'
  | 'trace'
  | 'compressed'
  /** It ends before what it says it holds. */
  | 'truncated'
  /** What it says of itself does not hold. */
  | 'malformed'
  /** It is of a version of its format that nobody reads any more. */
  | 'too-old'
  /** It is larger than can be read here. */
  | 'too-large';

/** Thrown for a file that is no dump, or a broken one; `detail` is where or what, for whoever looks closer. */
export class DumpError extends Error {
  override name = 'DumpError';
  readonly fault: DumpFault;
  readonly detail: string;

  constructor(fault: DumpFault, detail = '') {
    super(detail ? `${fault}: ${detail}` : fault);
    [this.fault, this.detail] = [fault, detail];
  }
}

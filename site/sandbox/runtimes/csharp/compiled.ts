import type { CodeLine } from '../../../../sandbox-templates/guest/tab/csharp/protocol.ts';
import type { Reason } from '../../errors/reason.ts';

/** An error or a warning of the C# compiler. Lines and columns count from 1. */
export interface Fault {
  readonly isError: boolean;
  /** Such as `CS0117`. */
  readonly id: string;
  readonly message: string;
  /** Null where it lies in no place, as where there is no program at all. */
  readonly file: string | null;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What the compiler made of a program's files. */
export interface Compiled {
  /** In base 64; null where there are errors. */
  readonly assembly: string | null;
  readonly lines: readonly CodeLine[];
  /** Names of assemblies. */
  readonly references: readonly string[];
  readonly faults: readonly Fault[];
}

/** As the compiler prints them on a console. */
export const faultLine = ({ file, line, column, isError, id, message }: Fault): string =>
  `${file === null ? '' : `${file}(${line},${column}): `}${isError ? 'error' : 'warning'} ${id}: ${message}`;

/** Why a program with this error is none. */
export const reasonOf = ({ file, line, column, id, message }: Fault): Reason => ({
  code: 'does-not-compile',
  message: `${id}: ${message}`,
  ...(file !== null && { file, line, column }),
});

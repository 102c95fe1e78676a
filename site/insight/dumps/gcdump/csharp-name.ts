const keywords: Readonly<Record<string, string>> = {
  'System.Boolean': 'bool',
  'System.Byte': 'byte',
  'System.SByte': 'sbyte',
  'System.Char': 'char',
  'System.Decimal': 'decimal',
  'System.Double': 'double',
  'System.Single': 'float',
  'System.Int16': 'short',
  'System.UInt16': 'ushort',
  'System.Int32': 'int',
  'System.UInt32': 'uint',
  'System.Int64': 'long',
  'System.UInt64': 'ulong',
  'System.IntPtr': 'nint',
  'System.UIntPtr': 'nuint',
  'System.Object': 'object',
  'System.String': 'string',
};

/** Objects of a type that are larger than that have a type of their own in a dump: `System.String (Bytes > 1K)`. */
const ofSize = / \(Bytes > \d+[KM]\)$/;

/** The name of the type itself. */
export const withoutSize = (written: string): string => written.replace(ofSize, '');

/**
 * A type's name as C# writes it. Collectors write square brackets for the angle ones of a compiler's own names, an array's as angle brackets, and the
 * arguments of a generic type without a space (dotnet/diagnostics, `DotNetHeapDumpGraphReader`).
 */
export function csharpName(written: string): string {
  const name = withoutSize(written)
    // `[]c__DisplayClass8_0`: a closure's class. Only at the start of a name are brackets never an array's.
    .replace(/(^|[.+<,])\[\]/g, '$1\u27e8\u27e9')
    // `System.Int32<,>`: an array of two dimensions.
    .replace(/<(,+)>/g, '[$1]')
    .replace(/<>/g, '[]')
    .replaceAll('\u27e8\u27e9', '<>')
    .replaceAll('+', '.')
    .replace(/,(?=[^\],])/g, ', ')
    .replace(/(?<![\w.])System\.\w+(?![\w.])/g, (full) => keywords[full] ?? full);
  return nullable(name);
}

/** `System.Nullable<int>` is `int?`. */
function nullable(name: string): string {
  const open: boolean[] = [];
  const read = name.replace(/(?<![\w.])System\.Nullable<|[<>]/g, (mark) => {
    if (mark === '>') return open.pop() ? '?' : mark;
    const isNullable = mark !== '<';
    open.push(isNullable);
    return isNullable ? '' : mark;
  });
  return open.length ? name : read;
}

/** `Grpc.Core.Method<byte[], int>` without namespaces: `Method<byte[], int>`. */
export const shortName = (name: string): string => name.replace(/\b(?:\w+\.)+(?=[\w<])/g, '');

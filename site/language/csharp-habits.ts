import type ts from 'typescript-6';
import type { CSharpHabits } from '../strings/csharp-habits.ts';

interface Options {
  readonly ts: typeof ts;
  readonly habits: CSharpHabits;
}

/** Names that a C# reader types first, and what stands for them. */
const names: Readonly<Record<string, string>> = {
  Task: 'Promise',
  ValueTask: 'Promise',
  UnaryResult: 'Promise',
  int: 'number',
  uint: 'number',
  double: 'number',
  float: 'number',
  decimal: 'number',
  long: 'number',
  bool: 'boolean',
  List: 'Array',
  IEnumerable: 'Iterable',
  IAsyncEnumerable: 'AsyncIterable',
  Dictionary: 'Map',
  HashSet: 'Set',
  Exception: 'Error',
  Console: 'console',
  DateTime: 'Date',
  CancellationToken: 'AbortSignal',
  CancellationTokenSource: 'AbortController',
};

/** TypeScript's codes for: no such name, or a type of that name only; no such member, without and with a suggestion; a syntax that cannot be taken out. */
const codes = { noName: [2304, 2552, 2693], noMember: [2339, 2551], notErasable: 1294 };

/** What a fault most likely comes from where its writer thinks in C#, in a sentence; null where it is nobody's habit. */
export function explainHabit(
  { ts: api, habits }: Options,
  program: ts.Program,
  file: ts.SourceFile,
  { start = 0, length = 0, code, messageText }: ts.Diagnostic,
): string | null {
  const written = file.text.slice(start, start + length);
  if (code === codes.notErasable) return habits.enumeration;
  if (codes.noName.includes(code) && names[written]) return habits.instead(written, names[written]);
  if (written === 'foreach' || /\bforeach\s*\(\s*$/.test(file.text.slice(0, start))) return habits.foreach;
  if (/\$$/.test(file.text.slice(0, start)) && /^["@]/.test(file.text.slice(start))) return habits.interpolation;
  if (written === '$' && /^\$"/.test(file.text.slice(start))) return habits.interpolation;
  if (codes.noMember.includes(code)) {
    const camel = written.charAt(0).toLowerCase() + written.slice(1);
    if (camel !== written && hasMember(api, program, file, start, camel)) return habits.camelCase(camel);
    if (written === 'WriteLine') return habits.instead('Console.WriteLine', 'console.log');
  }
  const text = api.flattenDiagnosticMessageText(messageText, ' ');
  if (/'Promise<[^']*>'/.test(text) && !written.startsWith('await')) return habits.missingAwait;
  return null;
}

/** Whether what the name at this place is asked of has a member of another name. */
function hasMember(api: typeof ts, program: ts.Program, file: ts.SourceFile, at: number, name: string): boolean {
  const find = (node: ts.Node): ts.Node | undefined =>
    api.forEachChild(node, (child) =>
      child.getStart(file) <= at && at < child.end ? (find(child) ?? child) : undefined,
    );
  const access = find(file)?.parent;
  if (!access || !api.isPropertyAccessExpression(access)) return false;
  return program.getTypeChecker().getTypeAtLocation(access.expression).getProperty(name) !== undefined;
}

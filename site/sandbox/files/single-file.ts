import type { FileTree } from '../runtime.ts';
import { hasStatements } from './csharp-statements.ts';
import { isCsharp } from './file-path.ts';

/** The server, and its service: an exercise's own, where that does more than to add. */
const sources = import.meta.glob<string>(
  '../../../sandbox-templates/{csharp/SingleFile/*,exercises/*/csharp/server/Service}.cs',
  { query: '?raw', import: 'default', eager: true },
);
const source = (path: string): string | undefined => sources[`../../../sandbox-templates/${path}.cs`];
const server = source('csharp/SingleFile/SumServer')!;
const service = source('csharp/SingleFile/Service')!;
/** Of a program that begins with its `Main`, in whatever class: it begins before that. */
const start = source('csharp/SingleFile/SumStart')!;

/** As `sandbox-templates/dotnet/Directory.Packages.props` has them. MagicOnion asks for older ones of the others: it gets these. */
const packages = [
  'MagicOnion.Client@7.10.2',
  'MagicOnion.Server@7.10.2',
  'MessagePack@3.1.12',
  'Grpc.Net.Client@2.85.0',
  'Grpc.AspNetCore.Server@2.85.0',
];

const head = [
  '#:sdk Microsoft.NET.Sdk.Web',
  ...packages.map((one) => `#:package ${one}`),
  // MagicOnion makes its clients as the program runs.
  '#:property PublishAot=false',
  '#:property InvariantGlobalization=true',
].join('\n');

/**
 * `using X;`, `using static X;`, `using A = X;` at a line's beginning, and what is said of it behind; a statement's `using var x = …` and `using (…)` are none. Another name may be that of
 * a tuple or an array.
 */
const directive = /^((?:global )?using (?:\w+ = [\w.:<>, ?()[\]]+|(?:static )?[\w.:<>, ]+));[ \t]*(?:\/\/.*)?\n/gm;

/**
 * A C# program and its server as one file, which `dotnet run leak.cs` builds and runs with the .NET SDK 10. `files` are the sandbox's, as they are.
 * https://learn.microsoft.com/dotnet/core/sdk/file-based-apps
 */
export function singleFile(exercise: string, files: FileTree): string {
  const { 'Program.cs': program = '', ...others } = Object.fromEntries(
    Object.entries(files).filter(([path]) => isCsharp(path)),
  );
  const own = source(`exercises/${exercise}/csharp/server/Service`) ?? service;
  // The exercise's own service, where it has one, is not the shared one.
  const served = Object.entries(others).filter(
    ([path]) => path !== 'IMyFirstService.cs' || own.includes('IMyFirstService'),
  );
  const written = [program, ...served.map(([, text]) => text)].map((text) => text.replace(/\r\n?/g, '\n'));
  // Beside statements, a `Main` is a method like any other.
  const beginsWithMain = !written.some((text) => hasStatements(text.replace(directive, '')));
  const added = [own, server, ...(beginsWithMain ? [start] : [])];
  const parts = [...written, ...added];
  const usings = new Set(parts.flatMap((text) => [...text.matchAll(directive)].map(([, using]) => using!)));
  const begin = beginsWithMain ? [] : ['await SumServer.BeginAsync(args);'];
  const texts = parts.map((text) => blockOf(text.replace(directive, '').trim()));
  const top = beginsWithMain ? `${head}\n#:property StartupObject=SumStart` : head;
  return `${[top, `${[...usings].toSorted().join(';\n')};`, ...begin, ...texts].join('\n\n')}\n`;
}

/** A file's namespace would be that of all that follows. */
function blockOf(text: string): string {
  const namespace = /^namespace ([\w.]+);\n/m.exec(text);
  return namespace ? `${text.replace(namespace[0], `namespace ${namespace[1]}\n{`)}\n}` : text;
}

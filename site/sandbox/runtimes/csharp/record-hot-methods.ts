// node record-hot-methods.ts <what C# takes> <set>: runs a given program on a set of .NET's assemblies, against answers that come at once, and writes which methods it calls
// often beside them: Mono's interpreter has such a table, as hashes of these very assemblies' methods, and optimizes what is in it when it is first called.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import '../../../../sandbox-templates/guest/tab/csharp/prompt-timers.ts';
import type { Answers } from '../../../../sandbox-templates/guest/tab/csharp/bridge.ts';
import { startDotnet, type Interpreter } from '../../../../sandbox-templates/guest/tab/csharp/runtime.ts';
import { closureOf } from './closure.ts';
import type { Manifest } from './files.ts';

interface Recording extends Interpreter {
  /** Its size, of no size or of another; else writes it. */
  _mono_interp_pgo_save_table(pointer: number, bytes: number): number;
}

interface Host extends Answers {
  Run(assembly: Uint8Array, variables: string[]): Promise<string>;
}

/** It has a method tiered up that was called a thousand times. */
const calls = 1500;
/** It calls with all that a call can have: headers, deadlines, tokens. */
const exercise = 'capstone';

const [output = '', set = ''] = process.argv.slice(2);
const file = (name: string) => path.join(output, 'files', name);
const read = (name: string) => new Uint8Array(readFileSync(file(name))).buffer;
const manifest = JSON.parse(readFileSync(path.join(output, 'manifest.json'), 'utf8')) as Manifest;
const graph = set === 'trimmed.' ? manifest.trimmed : set === 'edited.' ? manifest.edited : manifest.assemblies;
const solution = readFileSync(
  new URL(`../../../../sandbox-templates/exercises/${exercise}/csharp/solution/Program.cs`, import.meta.url),
  'utf8',
);
const { assembly, references } = manifest.programs.find(({ files }) => files['Program.cs'] === solution)!.compiled;
const roots = ['System.Private.CoreLib', 'LeakLab.Host', ...closureOf(manifest.forwards, references), ...references];

const files = {
  scripts: {},
  wasm: read('dotnet.native.wasm'),
  assemblies: Object.fromEntries(closureOf(graph, roots).map((name) => [`${name}.dll`, read(`${set}${name}.dll`)])),
  hotMethods: new ArrayBuffer(0),
};
const dotnet = await startDotnet(files, {
  runtimeOptions: ['--interp-pgo-recording'],
  onAbort: (what) => console.error(what),
  addressOf: (name) => pathToFileURL(file(name)).href,
});
const exported = await dotnet.getAssemblyExports('LeakLab.Host.dll');
const host = (exported as { LeakLab: { Host: { Exports: Host } } }).LeakLab.Host.Exports;
let answered = 0;
const nothing = (): void => undefined;
dotnet.setModuleImports('bridge', {
  open: nothing,
  write: nothing,
  cancel: nothing,
  disconnect: nothing,
  print: nothing,
  endRequest: (stream: number) => setTimeout(answer, 0, stream),
});
console.log(await host.Run(Buffer.from(assembly!, 'base64'), []));
process.exit(1);

/** With a sum, as MessagePack in gRPC's frame. */
function answer(stream: number): void {
  if (++answered === calls) return end();
  host.OnHead(stream, 200, ['content-type', 'application/grpc']);
  host.OnData(stream, Uint8Array.of(0, 0, 0, 0, 1, 3));
  host.OnEnd(stream, ['grpc-status', '0']);
}

function end(): void {
  const runtime = dotnet.Module as Recording;
  const size = runtime._mono_interp_pgo_save_table(0, 0);
  const pointer = runtime._malloc(size);
  runtime._mono_interp_pgo_save_table(pointer, size);
  writeFileSync(file(`${set}hot-methods.bin`), runtime.HEAPU8.slice(pointer, pointer + size));
  process.exit();
}

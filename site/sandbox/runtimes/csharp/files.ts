import addresses from 'virtual:leak-lab/csharp';
import workerAddress from 'virtual:leak-lab/tab-csharp';
import type { DotnetFiles } from '../../../../sandbox-templates/guest/tab/csharp/protocol.ts';
import { SandboxError } from '../../errors/reason.ts';
import { fetchFile } from '../fetch-file.ts';
import { fetchJson } from '../fetch-json.ts';
import { once } from '../once.ts';
import type { Compiled } from './compiled.ts';
import { closureOf } from './closure.ts';

export interface Manifest {
  readonly programs: readonly Given[];
  /** Of all there is, `<name>.dll`. */
  readonly assemblies: Graph;
  /** By assembly: those that it says its types have gone to. A program that refers to it may mean any of them. */
  readonly forwards: Graph;
  /** Of what is left where only these programs' needs are kept: `trimmed.<name>.dll`. */
  readonly trimmed: Graph;
  /** Of what the compiler needs, and most programs that a learner writes: `edited.<name>.dll`. */
  readonly edited: Graph;
  /** Of `edited`, what a program may use anything of. */
  readonly complete: readonly string[];
  /** How long each of the assemblies is that the compiler reads, in bytes: `references.bin` has them, one behind the other. */
  readonly references: readonly number[];
}

/** By assembly: those that it refers to. */
type Graph = Readonly<Record<string, readonly string[]>>;

/** A program that an exercise gives, compiled when the site was built. */
export interface Given {
  readonly files: Readonly<Record<string, string>>;
  readonly compiled: Compiled;
}

const fetched = new Map<string, Promise<ArrayBuffer>>();

/** Fetches a file once; from then on, the network is not needed for it. @throws {SandboxError} */
function load(address: string): Promise<ArrayBuffer> {
  let data = fetched.get(address);
  if (!data) {
    data = fetchFile(address, 'no-compiler');
    fetched.set(address, data);
    data.catch(() => fetched.delete(address));
  }
  return data;
}

const there = (): NonNullable<typeof addresses> => {
  if (!addresses) throw new SandboxError({ code: 'not-supported', message: 'This site was built without C#.' });
  return addresses;
};

const file = (name: string): Promise<ArrayBuffer> => load(there().files[name]!);

export const loadManifest = once(async () => fetchJson<Manifest>(there().manifest, 'no-compiler'));

/** The script that a worker which runs C# is made of. */
export const loadWorkerScript = async (): Promise<Blob> =>
  new Blob([await load(workerAddress)], { type: 'text/javascript' });

const scripts = ['dotnet.js', 'dotnet.native.js', 'dotnet.runtime.js'];

/** Which of .NET's assemblies a program runs on. Those with one prefix go together. */
export interface DotnetSet {
  readonly prefix: '' | 'trimmed.' | 'edited.';
  readonly names: readonly string[];
}

/** What a program needs that refers to the named assemblies; of one that the site gives, no more than those programs need. */
export async function setForProgram(references: readonly string[], isGiven: boolean): Promise<DotnetSet> {
  const { complete } = await loadManifest();
  if (isGiven) return setOf('trimmed.', references);
  return setOf(references.every((name) => complete.includes(name)) ? 'edited.' : '', references);
}

/** .NET with the compiler. */
export const loadForCompiler = async (): Promise<DotnetFiles> =>
  loadDotnet(await setOf('edited.', ['LeakLab.Compiler']));

/** The named assemblies and all that these refer to. */
async function setOf(prefix: DotnetSet['prefix'], roots: readonly string[]): Promise<DotnetSet> {
  const { assemblies, trimmed, edited, forwards } = await loadManifest();
  const graph = { '': assemblies, 'trimmed.': trimmed, 'edited.': edited }[prefix];
  const all = ['System.Private.CoreLib', 'LeakLab.Host', ...closureOf(forwards, roots), ...roots];
  return { prefix, names: closureOf(graph, all) };
}

/** Each caller has buffers of its own: to hand them on is to lose them. */
export async function loadDotnet({ prefix, names }: DotnetSet): Promise<DotnetFiles> {
  const copy = async (name: string): Promise<ArrayBuffer> => (await file(name)).slice(0);
  const [wasm, hotMethods, ...data] = await Promise.all([
    copy('dotnet.native.wasm'),
    copy(`${prefix}hot-methods.bin`),
    ...names.map((name) => copy(`${prefix}${name}.dll`)),
  ] as const);
  const texts = await Promise.all(
    scripts.map(async (name) => [name, new Blob([await file(name)], { type: 'text/javascript' })] as const),
  );
  return {
    scripts: Object.fromEntries(texts),
    wasm,
    hotMethods,
    assemblies: Object.fromEntries(names.map((name, i) => [`${name}.dll`, data[i]!])),
  };
}

/** Every assembly that a program may refer to, as a compiler reads it: the framework's, grpc-dotnet's, the client's. */
export async function loadReferences(): Promise<ArrayBuffer[]> {
  const [{ references }, all] = await Promise.all([loadManifest(), file('references.bin')]);
  let end = 0;
  return references.map((length) => all.slice(end, (end += length)));
}

/** What libraries say of their members, for the editor. */
export const loadDocumentation = async (): Promise<string> =>
  new TextDecoder().decode(await file('documentation.json'));

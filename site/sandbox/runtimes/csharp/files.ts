import addresses from 'virtual:leak-lab/csharp';
import workerAddress from 'virtual:leak-lab/tab-csharp';
import type { DotnetFiles } from '../../../../sandbox-templates/guest/tab/csharp/protocol.ts';
import { SandboxError } from '../../reason.ts';
import type { Compiled } from './compiled.ts';
import { closureOf } from './closure.ts';

export interface Manifest {
  /** By assembly: those that it refers to. */
  readonly assemblies: Readonly<Record<string, readonly string[]>>;
  /** Assemblies of which the compiler reads a reference, `<name>.ref.dll`, in place of what runs. */
  readonly bare: readonly string[];
  readonly programs: readonly Given[];
  /** The same as `assemblies` of what is left where only these programs' needs are kept: `trimmed.<name>.dll`. */
  readonly trimmed: Readonly<Record<string, readonly string[]>>;
}

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
    data = fetchWhole(address);
    fetched.set(address, data);
    data.catch(() => fetched.delete(address));
  }
  return data;
}

async function fetchWhole(address: string): Promise<ArrayBuffer> {
  let problem: string;
  try {
    const response = await fetch(address);
    if (response.ok) return await response.arrayBuffer();
    problem = `HTTP ${response.status}`;
  } catch (error) {
    problem = String(error);
  }
  throw new SandboxError({ code: 'connection-lost', message: `${address}: ${problem}` });
}

const there = (): NonNullable<typeof addresses> => {
  if (!addresses) throw new SandboxError({ code: 'not-supported', message: 'This site was built without C#.' });
  return addresses;
};

const file = (name: string): Promise<ArrayBuffer> => load(there().files[name]!);

let manifest: Promise<Manifest> | null = null;

export async function loadManifest(): Promise<Manifest> {
  manifest ??= load(there().manifest).then((data) => JSON.parse(new TextDecoder().decode(data)) as Manifest);
  return manifest;
}

/** The script that a worker which runs C# is made of. */
export const loadWorkerScript = async (): Promise<Blob> =>
  new Blob([await load(workerAddress)], { type: 'text/javascript' });

const scripts = ['dotnet.js', 'dotnet.native.js', 'dotnet.runtime.js'];

/**
 * .NET with the named assemblies and all that these refer to; for a program that the site gives, no more of them than those programs need.
 * Each caller has buffers of its own: to hand them on is to lose them.
 */
export async function loadDotnet(roots: readonly string[], isGiven = false): Promise<DotnetFiles> {
  const { assemblies, trimmed } = await loadManifest();
  const graph = isGiven ? trimmed : assemblies;
  const names = closureOf(graph, ['System.Private.CoreLib', 'LeakLab.Host', ...roots]);
  const copy = async (name: string): Promise<ArrayBuffer> => (await file(name)).slice(0);
  const [wasm, ...data] = await Promise.all([
    copy('dotnet.native.wasm'),
    ...names.map((name) => copy(`${isGiven ? 'trimmed.' : ''}${name}.dll`)),
  ] as const);
  const texts = await Promise.all(
    scripts.map(async (name) => [name, new Blob([await file(name)], { type: 'text/javascript' })] as const),
  );
  return {
    scripts: Object.fromEntries(texts),
    wasm,
    assemblies: Object.fromEntries(names.map((name, i) => [`${name}.dll`, data[i]!])),
  };
}

/** Every assembly that a program may refer to: the framework's, grpc-dotnet's, the client's. Not the compiler's own. */
export async function loadReferences(): Promise<ArrayBuffer[]> {
  const { assemblies, bare } = await loadManifest();
  const names = Object.keys(assemblies).filter(
    (name) => !name.startsWith('Microsoft.CodeAnalysis') && name !== 'LeakLab.Compiler',
  );
  return Promise.all(names.map((name) => file(`${name}${bare.includes(name) ? '.ref' : ''}.dll`)));
}

/** What libraries say of their members, for the editor. */
export const loadDocumentation = async (): Promise<string> =>
  new TextDecoder().decode(await file('documentation.json'));

import { SandboxError, type Reason } from '../../../site/sandbox/errors/reason.ts';
import { Handle } from './event-loop.ts';
import { kept, keptAll, keptUsing } from './node/async-context.ts';
import { codedError } from './node/errors.ts';
import { usualWays, type ModuleImport, type ModuleText, type ModuleTexts } from './protocol.ts';

/** The modules that are not the learner's. */
export interface Host {
  /** What a bare specifier such as `node:net` stands for, or null. */
  find(specifier: string): object | null;
  /** Names that there are, for the message where `find` gave null. */
  readonly names: readonly string[];
}

/** An import, and the file that it stands in. */
type From = { file: string } & Pick<ModuleImport, 'specifier'> & Partial<ModuleImport>;

/** What linked code finds its way back by, under a name that no program has by chance. */
const link = 'leak-lab.modules';
const linkCode = `globalThis[Symbol.for(${JSON.stringify(link)})]`;

const isModule = (file: ModuleText | Reason): file is ModuleText => 'imports' in file;
const codeOf = (file: ModuleText | Reason | undefined): string | null => (file && isModule(file) ? file.code : null);
const toAddress = (code: string): string => URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
const quote = (text: string): string => JSON.stringify(text);

/**
 * Makes modules of a program's files, natively: each becomes a blob whose specifiers are the addresses of others. An address must be known
 * before it is used, so in a cycle the later file gets a stand-in for the earlier one, with its exports' names, filled when the earlier one
 * has run. What a program sees of that: an export is `undefined`, not an error, before it is there, and one that is assigned again stays as it was.
 */
export class Modules {
  readonly #files: ModuleTexts;
  readonly #host: Host;
  #addresses = new Map<string, string>();
  #hostAddresses = new Map<string, string>();
  #linking = new Set<string>();
  #standIns = new Map<string, string>();
  /** By file: what gives its stand-in the values of its exports. */
  #fills = new Map<string, (module: object) => void>();
  /** By file: what holds the program while it and what it imports are on their way. */
  #loading = new Map<string, Handle>();
  /** What an address is called in messages. */
  #titles = new Map<string, string>();

  constructor(files: ModuleTexts, host: Host) {
    this.#files = files;
    this.#host = host;
    const back = {
      find: host.find,
      importFor: (file: string) => {
        // Asked for when the file is about to run: from here on, what holds the program is its own affair.
        this.#loading.get(file)?.close();
        return (specifier: unknown) => this.#import(String(specifier), file);
      },
      metaFor: metaOf,
      kept,
      keptAll,
      keptUsing,
      fills: this.#fills,
    };
    Object.defineProperty(globalThis, Symbol.for(link), { value: back, configurable: true });
  }

  /** Whether what was prepared will do for these files: they are the same, and none in a circle, whose modules depend on where a program begins. */
  isFor(files: ModuleTexts): boolean {
    const paths = Object.keys(files);
    return (
      this.#standIns.size === 0 &&
      paths.length === Object.keys(this.#files).length &&
      paths.every((path) => codeOf(files[path]) !== null && codeOf(files[path]) === codeOf(this.#files[path]))
    );
  }

  /**
   * Has the browser fetch, compile and link all that a program may begin with, and runs none of it: of what a module imports, the first throws.
   * What is at fault tells so when it is run.
   */
  prepare(): void {
    const imported = new Set(
      Object.entries(this.#files).flatMap(([path, file]) =>
        isModule(file) ? file.imports.map(({ specifier }) => resolve(specifier, path)) : [],
      ),
    );
    const stop = toAddress('throw null;');
    for (const path of Object.keys(this.#files).filter((path) => path.endsWith('.ts') && !imported.has(path))) {
      try {
        const addresses = [stop, this.#addressOf(path)];
        import(/* @vite-ignore */ toAddress(addresses.map((address) => `import ${quote(address)};`).join(''))).catch(
          () => undefined,
        );
      } catch (error) {
        if (!(error instanceof SandboxError)) throw error;
      }
    }
  }

  /** Runs a file and what it imports. @throws {SandboxError} where a file does not parse, or an import finds nothing. */
  run(file: string): Promise<unknown> {
    return this.#load(file, () => this.#addressOf(file));
  }

  /** Puts the files' names for their addresses, in a stack or a message. */
  named(text: string): string {
    return text.includes('blob:')
      ? [...this.#titles].reduce((named, [address, title]) => named.replaceAll(address, title), text)
      : text;
  }

  /** What `import(…)` in a file does. Where it can be caught, an error is as Node's own. */
  async #import(specifier: string, file: string): Promise<unknown> {
    try {
      return await this.#load(resolve(specifier, file), () => this.#target({ specifier, file }));
    } catch (error) {
      if (!(error instanceof SandboxError)) throw error;
      const { code, message = '' } = error.reason;
      throw code === 'syntax-error' ? new SyntaxError(message) : codedError(Error, 'ERR_MODULE_NOT_FOUND', message);
    }
  }

  async #load(file: string | null, address: () => string): Promise<unknown> {
    const handle = new Handle();
    if (file !== null) this.#loading.set(file, handle);
    try {
      return await import(/* @vite-ignore */ address());
    } finally {
      handle.close();
    }
  }

  #target(from: From): string {
    const path = resolve(from.specifier, from.file);
    if (path === null) return this.#hostAddress(from);
    const file = this.#files[path];
    if (from.names && file && isModule(file)) requireNames(from, from.names, this.#exportsOf(path));
    return this.#linking.has(path) ? this.#standIn(path) : this.#addressOf(path, from);
  }

  #addressOf(path: string, from?: From): string {
    const known = this.#addresses.get(path);
    if (known !== undefined) return known;
    const file = this.#files[path];
    if (file === undefined)
      throw missing(
        from
          ? `Cannot find module '${from.specifier}' imported from ${from.file}.${this.#near(path)}`
          : `Cannot find module '${path}'.`,
        from,
      );
    if (!isModule(file)) throw new SandboxError(file);

    this.#linking.add(path);
    let targets: string[];
    try {
      targets = file.imports.map((site) => this.#target({ file: path, ...site }));
    } finally {
      this.#linking.delete(path);
    }
    let { code } = file;
    for (const [i, { start, end }] of [...file.imports.entries()].reverse())
      code = code.slice(0, start) + quote(targets[i]!) + code.slice(end);
    // Imports are hoisted: at the end, this one moves none of the file's own text.
    const { dynamicImport, importMeta, kept } = file.ways ?? usualWays;
    const ways = toAddress(
      `export const ${dynamicImport} = ${linkCode}.importFor(${quote(path)}), ${importMeta} = ${linkCode}.metaFor(${quote(path)}), { kept: ${kept}, keptAll: ${kept}All, keptUsing: ${kept}Using } = ${linkCode};`,
    );
    const own = this.#titled(
      path,
      toAddress(
        `${code}\nimport { ${dynamicImport}, ${importMeta}, ${kept}, ${kept}All, ${kept}Using } from ${quote(ways)};\n//# sourceURL=${path}`,
      ),
    );
    const address = this.#standIns.has(path) ? this.#titled(path, this.#filling(path, own)) : own;
    this.#addresses.set(path, address);
    return address;
  }

  /** Has the names of a module that is being linked. */
  #standIn(path: string): string {
    let standIn = this.#standIns.get(path);
    if (standIn !== undefined) return standIn;
    const names = [...this.#exportsOf(path)];
    const lines = [
      ...names.map((name, i) => `let $${i}; export { $${i} as ${quote(name)} };`),
      `${linkCode}.fills.set(${quote(path)}, (module) => { ${names.map((name, i) => `$${i} = module[${quote(name)}];`).join(' ')} });`,
    ];
    standIn = this.#titled(path, toAddress(lines.join('\n')));
    this.#standIns.set(path, standIn);
    return standIn;
  }

  /** The module itself, and when it has run its stand-in has what it exports. */
  #filling(path: string, own: string): string {
    const names = [...this.#exportsOf(path)].map(quote);
    const lines = [`import * as own from ${quote(own)};`, `${linkCode}.fills.get(${quote(path)})(own);`];
    if (names.length) lines.push(`export { ${names.join(', ')} } from ${quote(own)};`);
    return toAddress(lines.join('\n'));
  }

  /** Names that a file exports, its own and those it passes on with `export *`. */
  #exportsOf(path: string, seen = new Set<string>()): Set<string> {
    const file = this.#files[path];
    const names = new Set<string>();
    if (!file || !isModule(file) || seen.has(path)) return names;
    seen.add(path);
    for (const name of file.exports) names.add(name);
    for (const { specifier, names: asked } of file.imports) {
      if (asked !== null) continue;
      const target = resolve(specifier, path);
      const passed = target === null ? Object.keys(this.#host.find(specifier) ?? {}) : this.#exportsOf(target, seen);
      for (const name of passed) if (name !== 'default') names.add(name);
    }
    return names;
  }

  #hostAddress(from: From): string {
    const { specifier } = from;
    const module = this.#host.find(specifier);
    if (!module)
      throw missing(
        `'${specifier}' is not there in a browser tab. A program here can import its own files and ${this.#host.names.join(', ')}.`,
        from,
      );
    const names = Object.keys(module).filter((name) => name !== 'default');
    if (from.names) requireNames(from, from.names, new Set(['default', ...names]));
    let address = this.#hostAddresses.get(specifier);
    if (address === undefined) {
      const lines = [
        `const module = ${linkCode}.find(${quote(specifier)});`,
        'export default "default" in module ? module.default : module;',
        ...names.map((name, i) => `const $${i} = module[${quote(name)}]; export { $${i} as ${quote(name)} };`),
      ];
      address = this.#titled(specifier, toAddress(lines.join('\n')));
      this.#hostAddresses.set(specifier, address);
    }
    return address;
  }

  #titled(title: string, address: string): string {
    this.#titles.set(address, title);
    return address;
  }

  /** Node wants the extension in an import; who leaves it out is told. */
  #near(path: string): string {
    const near = [`${path}.ts`, path.replace(/\.js$/, '.ts'), `${path}/index.ts`].find((other) => other in this.#files);
    return near === undefined ? '' : ` Did you mean ${near}?`;
  }
}

const missing = (message: string, from?: From) =>
  new SandboxError({
    code: 'missing-module',
    message,
    ...(from && { file: from.file }),
    ...(from?.line !== undefined && { line: from.line, column: from.column }),
  });

function requireNames(
  { specifier, file }: From,
  asked: NonNullable<ModuleImport['names']>,
  exported: ReadonlySet<string>,
): void {
  for (const { name, line, column } of asked) {
    if (exported.has(name)) continue;
    throw new SandboxError({
      code: 'syntax-error',
      message: `SyntaxError: The requested module '${specifier}' does not provide an export named '${name}'`,
      file,
      line,
      column,
    });
  }
}

/** The path of a file that a specifier names from another, or null for a bare specifier. */
function resolve(specifier: string, from: string): string | null {
  if (!/^(?:\.{0,2}\/|file:)/.test(specifier)) return null;
  return decodeURIComponent(new URL(specifier, `file:///${from}`).pathname.slice(1));
}

function metaOf(file: string): object {
  const url = new URL(file, 'file:///').href;
  return {
    url,
    filename: `/${file}`,
    dirname: `/${file}`.replace(/\/[^/]*$/, '') || '/',
    resolve: (specifier: string) => (resolve(specifier, file) === null ? specifier : new URL(specifier, url).href),
  };
}

import { constants, type Stats } from 'node:fs';
import { chmod, lstat, mkdir, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { isPlainPath } from '../../sandbox/files/file-path.ts';
import type { FileTree } from '../../sandbox/runtime.ts';
import { SandboxError } from '../../sandbox/errors/reason.ts';
import { exhausted } from '../programs/exhausted.ts';
import { removeDirectory } from '../machine/remove-directory.ts';
import type { Stripped } from '../inside/stripped.ts';
import { limits } from '../../sandbox/runtimes/local/protocol.ts';

/** @throws {SandboxError} `access-denied` where the path does not lead to a file of the sandbox's own. */
export function checkPath(file: string): void {
  if (!isPlainPath(file))
    throw new SandboxError({
      code: 'access-denied',
      file: file.slice(0, limits.path),
      message: 'Not a path of a file in the sandbox.',
    });
}

/** Takes the types out of a text (`TypeStripper`). */
type Strip = (text: string) => Promise<string | null>;
const nothing = Promise.resolve(null);
/** How long a run waits for it, in milliseconds: the programs can do it themselves. */
const stripWithin = 300;

/** The text files of one sandbox, as the page wrote them. */
export class SandboxFiles {
  readonly directory: string;
  #sizes = new Map<string, number>();
  /** By path: the text as the page wrote it, and the file as it was then. */
  #written = new Map<string, { text: string; mark: string; code: Promise<string | null> }>();
  #strip: Strip;

  /** `directory` exists, and nothing but this and the sandbox's own programs writes there. */
  constructor(directory: string, strip: Strip = () => nothing) {
    this.directory = directory;
    this.#strip = strip;
  }

  /** What is left of the files' texts without their types, by address; null where there is none, or none in time. */
  async stripped(): Promise<Stripped | null> {
    const late = setTimeout(stripWithin, null, { ref: false });
    const stripped: Record<string, { text: string; code: string }> = {};
    for (const [file, { text, code }] of this.#written) {
      const found = await Promise.race([code, late]);
      if (found !== null) stripped[pathToFileURL(path.join(this.directory, file)).href] = { text, code: found };
    }
    return Object.keys(stripped).length ? stripped : null;
  }

  /** @throws {SandboxError} before anything is written. */
  async writeAll(files: FileTree): Promise<void> {
    const entries = Object.entries(files);
    for (const [file] of entries) checkPath(file);
    const sizes = new Map(this.#sizes);
    for (const [file, text] of entries) sizes.set(file, Buffer.byteLength(text));
    const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    if (bytes > limits.fileBytes) throw new SandboxError({ code: 'too-large', bytes: limits.fileBytes });
    if (sizes.size > limits.files)
      throw new SandboxError({ code: 'too-large', message: `More than ${limits.files} files.` });
    for (const [file, text] of entries) await this.#write(file, text);
    this.#sizes = sizes;
  }

  /** Forgets a file: `restore` removes it, before the next program starts. @throws {SandboxError} */
  remove(file: string): void {
    checkPath(file);
    this.#sizes.delete(file);
    this.#written.delete(file);
  }

  /**
   * Undoes what programs did to the files: those that are not as the page wrote them are written again, and what is none of them goes. Not
   * while a program runs, whose own files may be among these. @throws {SandboxError} where something is in the way.
   */
  async restore(): Promise<void> {
    await this.#removeOthers('');
    for (const [file, { text, mark }] of this.#written) {
      const at = path.join(this.directory, ...file.split('/'));
      if (mark === (await markOf(at))) continue;
      await removeDirectory(at).catch((error: unknown) => {
        throw inTheWay(file, error);
      });
      await this.#write(file, text);
    }
  }

  async #removeOthers(folder: string): Promise<void> {
    const at = path.join(this.directory, folder);
    const files = [...this.#written.keys()].filter((file) => file.startsWith(folder));
    try {
      await chmod(at, 0o700);
      for (const entry of await readdir(at, { withFileTypes: true })) {
        const name = folder + entry.name;
        if (entry.isDirectory() && files.some((file) => file.startsWith(`${name}/`)))
          await this.#removeOthers(`${name}/`);
        else if (!this.#written.has(name)) await removeDirectory(path.join(at, entry.name));
      }
    } catch (error) {
      throw inTheWay(folder, error);
    }
  }

  async #write(file: string, text: string): Promise<void> {
    const segments = file.split('/');
    let parent = this.directory;
    for (const name of segments.slice(0, -1)) {
      parent = path.join(parent, name);
      await this.#ensureDirectory(parent, file);
    }
    // A program cannot make links or pipes under the permission model; should one appear all the same, it is not followed, nor waited for.
    const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
    const flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK;
    try {
      await using handle = await open(path.join(parent, segments.at(-1)!), flags, 0o600);
      await handle.writeFile(text);
      const before = this.#written.get(file);
      const code = before?.text === text ? before.code : file.endsWith('.ts') ? this.#strip(text) : nothing;
      this.#written.set(file, { text, mark: marked(await handle.stat()), code });
    } catch (error) {
      throw inTheWay(file, error);
    }
  }

  async #ensureDirectory(directory: string, file: string): Promise<void> {
    try {
      await mkdir(directory);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw inTheWay(file, error);
      if (!(await lstat(directory)).isDirectory()) throw inTheWay(file, error);
    }
  }
}

/** Tells a file from one that was changed or replaced since: no program can set the time at which it was changed. */
const marked = ({ ino, size, ctimeMs, mode }: Stats): string => [ino, size, ctimeMs, mode].join(' ');

const markOf = (file: string): Promise<string | null> => lstat(file).then(marked, () => null); // gone, or behind what is no directory any more

/** What a program put there, or the disk, keeps the file from being written. */
const inTheWay = (file: string, error: unknown): SandboxError =>
  exhausted(error) ??
  new SandboxError(
    { code: 'access-denied', file, message: `The file cannot be written: ${(error as NodeJS.ErrnoException).code}.` },
    { cause: error },
  );

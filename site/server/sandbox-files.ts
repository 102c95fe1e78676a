import { constants } from 'node:fs';
import { lstat, mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import type { FileTree } from '../sandbox/runtime.ts';
import { SandboxError } from '../sandbox/reason.ts';
import { exhausted } from './exhausted.ts';
import { limits } from '../sandbox/runtimes/local/protocol.ts';

/** Plain names only: no `..`, no hidden files, no drive letters, streams or backslashes of Windows, no NUL. */
const segment = /^\w[\w@.-]*(?<!\.)$/;

/** @throws {SandboxError} `access-denied` where the path does not lead to a file of the sandbox's own. */
export function checkPath(file: string): void {
  const segments = file.split('/');
  const inside =
    file.length <= limits.path && segments.every((name) => segment.test(name) && name.toLowerCase() !== 'node_modules');
  if (!inside)
    throw new SandboxError({
      code: 'access-denied',
      file: file.slice(0, limits.path),
      message: 'Not a path of a file in the sandbox.',
    });
}

/** The text files of one sandbox, as the page wrote them. */
export class SandboxFiles {
  readonly directory: string;
  #sizes = new Map<string, number>();

  /** `directory` exists, and nothing but this and the sandbox's own programs writes there. */
  constructor(directory: string) {
    this.directory = directory;
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

  async #write(file: string, text: string): Promise<void> {
    const segments = file.split('/');
    let parent = this.directory;
    for (const name of segments.slice(0, -1)) {
      parent = path.join(parent, name);
      await this.#ensureDirectory(parent, file);
    }
    // A program cannot make links under the permission model; should one appear all the same, it is not followed.
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | (constants.O_NOFOLLOW ?? 0);
    try {
      await using handle = await open(path.join(parent, segments.at(-1)!), flags, 0o600);
      await handle.writeFile(text);
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

/** What a program put there, or the disk, keeps the file from being written. */
const inTheWay = (file: string, error: unknown): SandboxError =>
  exhausted(error) ??
  new SandboxError(
    { code: 'access-denied', file, message: `The file cannot be written: ${(error as NodeJS.ErrnoException).code}.` },
    { cause: error },
  );

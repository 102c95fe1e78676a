import { link, mkdir, mkdtemp, readdir } from 'node:fs/promises';
import path from 'node:path';
import { removeDirectory } from '../machine/remove-directory.ts';

/** Lends each program the directory that it gives Node for compiled code (`NODE_COMPILE_CACHE`). */
export interface CacheLender {
  /** Whether what the program compiles is to be kept there. */
  readonly isToFill: boolean;
  lend(): Promise<string>;
  /** The program has ended. */
  takeBack(directory: string): Promise<void>;
}

/**
 * Node's cache of compiled code, in which programs start in half the time. Node takes an entry for a module by its name, its length and its
 * CRC-32, all of which a program can give to text of its own: it could plant code in every program after it, to run before the wall of that one
 * stands. So each program has a cache to itself, which begins with what the server's own first program compiled and ends with the program, and which
 * Bubblewrap lets nobody write: the files in it are the same for all.
 */
export class CompileCache implements CacheLender {
  readonly isToFill = false;
  readonly #directory: string;
  readonly #own: string;
  /** For the next program to have at once. */
  #ahead: Promise<string> | null = null;

  private constructor(directory: string) {
    this.#directory = directory;
    this.#own = path.join(directory, 'own');
  }

  static async in(directory: string): Promise<CompileCache> {
    const cache = new CompileCache(directory);
    await mkdir(cache.#own, { recursive: true });
    return cache;
  }

  /** Fills it with what the program compiles that is given this; nothing of a learner's. */
  async fill(run: (lender: CacheLender) => Promise<void>): Promise<void> {
    await run({ isToFill: true, lend: async () => this.#own, takeBack: async () => undefined });
    const before = this.#ahead;
    this.#prepare();
    if (before) await this.takeBack(await before);
  }

  async lend(): Promise<string> {
    const ahead = this.#ahead;
    this.#prepare();
    // What there was no room for then, or no descriptor, may be had now.
    return ahead ? ahead.catch(() => this.#copy()) : this.#copy();
  }

  takeBack(directory: string): Promise<void> {
    return removeDirectory(directory);
  }

  #prepare(): void {
    this.#ahead = this.#copy();
    this.#ahead.catch(() => undefined); // tried again by the program that would have it
  }

  /**
   * Links: Node writes no entry in its place, but a new one beside it, and renames that. While it does, as when somebody runs something before all is
   * warm, one that was there may be gone.
   */
  async #copy(): Promise<string> {
    const copy = await mkdtemp(path.join(this.#directory, 'lent-'));
    // One folder for each version of Node, with a file for each module.
    for (const version of await readdir(this.#own)) {
      const from = path.join(this.#own, version);
      const to = path.join(copy, version);
      await mkdir(to);
      const files = await readdir(from);
      await Promise.all(
        files.map((file) =>
          link(path.join(from, file), path.join(to, file)).catch((error: NodeJS.ErrnoException) => {
            if (error.code !== 'ENOENT') throw error;
          }),
        ),
      );
    }
    return copy;
  }
}

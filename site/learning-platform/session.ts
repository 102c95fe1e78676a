import { decodeProgress, progressKey, type Progress, type Step } from '../progress/progress.ts';
import type { Platform, Started } from './platform.ts';
import { reportOf, type Lesson } from './report.ts';

const learnerKey = 'leak-lab:platform-learner';
type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** What is kept of the sandboxes: a reader's code, its history, and what is solved. */
const ofSandboxes = /^leak-lab:(sandbox|history):/;

/**
 * What this browser has of the learner from now on. The platform's record is theirs; what else the browser has, only where they were the last
 * here: a machine in a training room is not one person's. What the last one has in the sandboxes waits for when they come back.
 */
export function takeUp(storage: Storage, { learner, progress }: Started): void {
  const last = storage.getItem(learnerKey);
  const own = decodeProgress(last === learner ? storage.getItem(progressKey) : null);
  if (last !== learner) {
    const [theirs, mine] = [waitingFor(last), waitingFor(learner)];
    move(
      storage,
      (name) => ofSandboxes.test(name),
      (name) => theirs + name,
    );
    move(
      storage,
      (name) => name.startsWith(mine),
      (name) => name.slice(mine.length),
    );
  }
  storage.setItem(progressKey, JSON.stringify(joined(own, decodeProgress(progress))));
  storage.setItem(learnerKey, learner);
}

const waitingFor = (learner: string | null): string => `leak-lab:work-of ${JSON.stringify(learner)} `;

/** Renames what is kept, one at a time: there may be no room for two of it. What has none under a longer name is gone. */
function move(storage: Storage, isMeant: (name: string) => boolean, renamed: (name: string) => string): void {
  const names = Array.from({ length: storage.length }, (_, i) => storage.key(i)!);
  for (const name of names.filter(isMeant)) {
    const value = storage.getItem(name)!;
    storage.removeItem(name);
    try {
      storage.setItem(renamed(name), value);
    } catch (error) {
      console.error(error);
    }
  }
}

const joined = (a: Progress, b: Progress): Progress => {
  const step = (name: Step) => ({ ...a[name], ...b[name] });
  return { read: step('read'), ran: step('ran'), solved: step('solved'), last: a.last ?? b.last };
};

/** Keeps a platform told, one thing after the other; what came meanwhile is told at once afterwards. */
export class Session {
  readonly #platform: Platform;
  readonly #lessons: readonly Lesson[];
  readonly #read: () => string | null;
  readonly #onFailed: (error: unknown | null) => void;
  #told: string | null = null;
  #telling: Promise<void> | null = null;
  #ended = false;

  /** @param onFailed is called with null when what failed has worked again */
  constructor(
    platform: Platform,
    lessons: readonly Lesson[],
    read: () => string | null,
    onFailed: (error: unknown | null) => void,
  ) {
    this.#platform = platform;
    this.#lessons = lessons;
    this.#read = read;
    this.#onFailed = onFailed;
  }

  /** Resolves when the platform knows what there is to know, or has refused. */
  tell(): Promise<void> {
    this.#telling ??= this.#tell().finally(() => {
      this.#telling = null;
    });
    return this.#telling;
  }

  /** The page leaves. Should it come back from a browser's cache, the platform takes nothing more of this session. */
  end(): void {
    this.#ended = true;
    this.#platform.end();
  }

  async #tell(): Promise<void> {
    for (let now = this.#read(); now !== this.#told && !this.#ended; now = this.#read()) {
      const progress = decodeProgress(now);
      try {
        await this.#platform.save(JSON.stringify(progress), reportOf(progress, this.#lessons));
      } catch (error) {
        if (!this.#ended) this.#onFailed(error);
        return;
      }
      this.#told = now;
      if (!this.#ended) this.#onFailed(null);
    }
  }
}

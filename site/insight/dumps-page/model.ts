import { batch, signal } from '@preact/signals';
import type { TypeRow } from '../dumps/compare.ts';
import { DumpError, type DumpFault } from '../dumps/dump-error.ts';
import { DumpWorker } from './dump-worker.ts';
import type { NamedFinding, NamedWays, OpenDump, Requests } from './protocol.ts';

export interface ShownDump extends OpenDump {
  readonly file: string;
}

/** What is said of the files last given: how far the reading is, or what is wrong with one. */
export type Said =
  | { readonly kind: 'reading'; readonly file: string; readonly share: number }
  | { readonly kind: 'fault'; readonly file: string; readonly fault: DumpFault }
  | { readonly kind: 'other-formats' }
  | { readonly kind: 'load-failed' }
  | null;

/** The dumps that are open, one or two, and what is known of them. */
export class DumpModel {
  readonly said = signal<Said>(null);
  /** The earlier first. */
  readonly dumps = signal<readonly ShownDump[]>([]);
  readonly rows = signal<readonly TypeRow[]>([]);
  readonly retained = signal<Float64Array | null>(null);
  readonly findings = signal<readonly NamedFinding[] | null>(null);
  readonly #worker = new DumpWorker(() => this.#lose());
  /** Ends when what was given so far has been read: one file after the other, none in place of another. */
  #reading: Promise<void> = Promise.resolve();
  /** How often the dumps have changed: what was asked of those before is no longer wanted. */
  #changes = 0;

  get later(): ShownDump | undefined {
    return this.dumps.value.at(-1);
  }

  /** Opens one or two files, the older first. Of more than two open dumps, the last two stay. */
  async open(files: readonly File[]): Promise<void> {
    await this.#inTurn(() => this.#readAll(files));
    await this.#look();
  }

  /** The same with files of the site's own, the older first, in place of those that are open. */
  async openFetched(files: readonly { readonly address: string; readonly name: string }[]): Promise<void> {
    try {
      const got = await Promise.all(
        files.map(async ({ address, name }, index) => {
          const response = await fetch(address);
          if (!response.ok) throw new Error(`${address}: ${response.status}`);
          return new File([await response.blob()], name, { lastModified: index });
        }),
      );
      await this.openOnly(got);
    } catch (error) {
      console.error(error);
      this.said.value = { kind: 'load-failed' };
    }
  }

  /** Opens files in place of those that are open. */
  async openOnly(files: readonly File[]): Promise<void> {
    await this.#inTurn(async () => {
      await this.#keep([]);
      await this.#readAll(files);
    });
    await this.#look();
  }

  /** Lets go of all that is open. */
  end(): void {
    this.#changes++;
    this.#worker.end();
  }

  async close(key: number): Promise<void> {
    await this.#keep(this.dumps.value.filter((dump) => dump.key !== key));
    await this.#look();
  }

  async swap(): Promise<void> {
    this.#show(this.dumps.value.toReversed());
    await this.#look();
  }

  /** What holds the objects of a type of the later dump. */
  ways(type: number): Promise<NamedWays> {
    return this.#worker.ask('ways', { key: this.later!.key, of: type });
  }

  /** What is kept at the end of a path of types of the later dump. */
  kept(path: readonly number[]): Promise<Requests['kept']['get']> {
    return this.#worker.ask('kept', { key: this.later!.key, path });
  }

  async #inTurn(read: () => Promise<void>): Promise<void> {
    const done = this.#reading.then(read);
    // Whoever gave the files hears of what went wrong; the next are read all the same.
    this.#reading = done.catch(() => undefined);
    await done;
  }

  async #readAll(files: readonly File[]): Promise<void> {
    const { compare } = new Intl.Collator(undefined, { numeric: true });
    const inOrder = files.toSorted((a, b) => a.lastModified - b.lastModified || compare(a.name, b.name));
    // What is wrong with the first is still to be read when the second has come.
    let trouble: Said = null;
    for (const file of inOrder.slice(-2)) trouble = (await this.#read(file)) ?? trouble;
    this.said.value = trouble;
  }

  /** @returns what is wrong, if anything is. */
  async #read(file: File): Promise<Said> {
    const reading = (bytes: number) => {
      // What is said is read aloud each time that it changes.
      const share = file.size ? Math.floor((10 * bytes) / file.size) / 10 : 0;
      this.said.value = { kind: 'reading', file: file.name, share };
    };
    reading(0);
    try {
      const dump = { ...(await this.#worker.ask('open', { file }, reading)), file: file.name };
      const before = this.dumps.value;
      const alike = before.filter(({ format }) => format === dump.format);
      await this.#keep([...alike, dump].slice(-2));
      return alike.length < before.length ? { kind: 'other-formats' } : null;
    } catch (error) {
      return faultOf(file.name, error);
    }
  }

  /** Shows these dumps; the worker lets go of those that are not among them. */
  async #keep(dumps: readonly ShownDump[]): Promise<void> {
    const gone = this.dumps.value.filter((dump) => !dumps.includes(dump));
    this.#show(dumps);
    for (const { key } of gone) await this.#worker.ask('close', { key });
  }

  /** The worker is no more, and all that it had read with it. */
  #lose(): void {
    this.#show([]);
  }

  /** What was known of others goes with them. */
  #show(dumps: readonly ShownDump[]): void {
    this.#changes++;
    batch(() => {
      this.dumps.value = dumps;
      this.rows.value = [];
      this.retained.value = null;
      this.findings.value = null;
    });
  }

  async #look(): Promise<void> {
    const [later, earlier] = this.dumps.value.toReversed();
    this.#show(this.dumps.value);
    if (!later) return;
    const change = this.#changes;
    const pair = { later: later.key, earlier: earlier?.key ?? null };
    const isWanted = () => change === this.#changes;
    try {
      const rows = await this.#worker.ask('rows', pair);
      if (!isWanted()) return;
      this.rows.value = rows;
      const findings = await this.#worker.ask('findings', pair);
      if (!isWanted()) return;
      this.findings.value = findings;
      const retained = await this.#worker.ask('retained', { key: later.key });
      if (isWanted()) this.retained.value = retained;
    } catch (error) {
      const fault = faultOf(later.file, error);
      if (isWanted() || !this.dumps.value.length) this.said.value = fault;
    }
  }
}

function faultOf(file: string, error: unknown): Said {
  if (!(error instanceof DumpError)) throw error;
  return { kind: 'fault', file, fault: error.fault };
}

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
  readonly #worker = new DumpWorker();
  /** How often the dumps have changed: what was asked before the last change is no longer wanted. */
  #changes = 0;

  get later(): ShownDump | undefined {
    return this.dumps.value.at(-1);
  }

  /** Opens one or two files, the older first. Of more than two open dumps, the last two stay. */
  async open(files: readonly File[]): Promise<void> {
    const inOrder = files.toSorted((a, b) => a.lastModified - b.lastModified || a.name.localeCompare(b.name));
    const change = ++this.#changes;
    let failed = false;
    for (const file of inOrder.slice(-2)) {
      const read = await this.#read(file);
      if (!read) failed = true;
      else if (change === this.#changes) this.#add({ ...read, file: file.name });
      else await this.#worker.ask('close', { key: read.key });
    }
    if (change !== this.#changes) return;
    if (!failed && this.said.value?.kind === 'reading') this.said.value = null;
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
    const before = this.dumps.value;
    this.dumps.value = [];
    for (const { key } of before) await this.#worker.ask('close', { key });
    await this.open(files);
  }

  /** Lets go of all that is open. */
  end(): void {
    this.#changes++;
    this.#worker.end();
  }

  async close(key: number): Promise<void> {
    this.dumps.value = this.dumps.value.filter((dump) => dump.key !== key);
    await this.#worker.ask('close', { key });
    await this.#look();
  }

  async swap(): Promise<void> {
    this.dumps.value = this.dumps.value.toReversed();
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

  async #read(file: File): Promise<OpenDump | null> {
    const reading = (bytes: number) => {
      this.said.value = { kind: 'reading', file: file.name, share: file.size ? bytes / file.size : 0 };
    };
    reading(0);
    try {
      return await this.#worker.ask('open', { file }, reading);
    } catch (error) {
      if (!(error instanceof DumpError)) throw error;
      this.said.value = { kind: 'fault', file: file.name, fault: error.fault };
      return null;
    }
  }

  #add(dump: ShownDump): void {
    const alike = this.dumps.value.filter(({ format }) => format === dump.format);
    if (alike.length < this.dumps.value.length) this.said.value = { kind: 'other-formats' };
    this.dumps.value = [...alike, dump].slice(-2);
  }

  async #look(): Promise<void> {
    const change = ++this.#changes;
    const [later, earlier] = this.dumps.value.toReversed();
    batch(() => {
      this.rows.value = [];
      this.retained.value = null;
      this.findings.value = null;
    });
    if (!later) return;
    const pair = { later: later.key, earlier: earlier?.key ?? null };
    const isWanted = () => change === this.#changes;
    const rows = await this.#worker.ask('rows', pair);
    if (isWanted()) this.rows.value = rows;
    const findings = await this.#worker.ask('findings', pair);
    if (isWanted()) this.findings.value = findings;
    const retained = await this.#worker.ask('retained', { key: later.key });
    if (isWanted()) this.retained.value = retained;
  }
}

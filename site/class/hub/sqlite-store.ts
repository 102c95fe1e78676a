import { chmodSync, closeSync, openSync } from 'node:fs';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { slotOf, type ClassEvent } from '../state.ts';
import type { ClassRecord, NewEvent, Store } from './store.ts';

/** Each brings a file from the version before to its own; the file says which it has in `user_version`. Only ever added to. */
const migrations = [
  `CREATE TABLE classes (
     id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, code TEXT NOT NULL UNIQUE, key TEXT NOT NULL, opened INTEGER NOT NULL,
     seq INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE TABLE events (
     class TEXT NOT NULL REFERENCES classes (id) ON DELETE CASCADE, seq INTEGER NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
     source TEXT NOT NULL, n INTEGER NOT NULL, slot TEXT, data TEXT NOT NULL, PRIMARY KEY (class, seq), UNIQUE (class, source, n)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX slots ON events (class, by, slot) WHERE slot IS NOT NULL;`,
];

/** Classes in one file, or in memory with `:memory:`. One process at a time. */
export class SqliteStore implements Store {
  readonly #database: DatabaseSync;

  /** @throws where the file cannot be opened, is another process's, or a newer version's. */
  constructor(file: string) {
    if (file !== ':memory:') {
      closeSync(openSync(file, 'a', 0o600));
      chmodSync(file, 0o600); // trainers' keys are in it
    }
    this.#database = new DatabaseSync(file, { enableForeignKeyConstraints: true });
    // Exclusive: two hubs on one file would each think that they know its state. What is deleted is overwritten.
    this.#database.exec(`PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                         PRAGMA secure_delete = ON; BEGIN IMMEDIATE; COMMIT;`);
    this.#migrate();
  }

  async classes(): Promise<readonly ClassRecord[]> {
    return this.#all('SELECT id, name, code, key FROM classes ORDER BY opened, id') as unknown as ClassRecord[];
  }

  async open(record: ClassRecord): Promise<ClassRecord> {
    this.#database
      .prepare('INSERT INTO classes (id, name, code, key, opened) VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING')
      .run(record.id, record.name, record.code, record.key, Date.now());
    return (await this.classes()).find(({ name }) => name === record.name)!;
  }

  async append(classId: string, events: readonly NewEvent[]): Promise<boolean> {
    return this.#transaction(() => {
      const [row] = this.#all('SELECT seq FROM classes WHERE id = ?', classId);
      if (!row) return false; // it has ended
      let seq = Number(row.seq);
      const at = Date.now();
      // Left to itself, SQLite goes through all events of the class.
      const superseded = this.#database.prepare(
        'DELETE FROM events INDEXED BY slots WHERE class = ? AND by = ? AND slot = ?',
      );
      const had = this.#database.prepare('SELECT 1 FROM events WHERE class = ? AND source = ? AND n = ?');
      const insert = this.#database.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
      for (const { by, source, n, data } of events) {
        if (had.get(classId, source, n)) continue;
        const slot = slotOf(data);
        if (slot !== null) superseded.run(classId, by, slot);
        insert.run(classId, ++seq, at, by, source, n, slot, JSON.stringify(data));
      }
      this.#database.prepare('UPDATE classes SET seq = ? WHERE id = ?').run(seq, classId);
      return true;
    });
  }

  async since(classId: string, seq: number): Promise<readonly ClassEvent[]> {
    const rows = this.#all(
      'SELECT seq, at, by, source, n, data FROM events WHERE class = ? AND seq > ? ORDER BY seq',
      classId,
      seq,
    );
    return rows.map((row) => ({ ...row, data: JSON.parse(String(row.data)) }) as unknown as ClassEvent);
  }

  async newest(classId: string): Promise<number> {
    const [row] = this.#all(
      'SELECT coalesce((SELECT max(at) FROM events WHERE class = id), opened) AS at FROM classes WHERE id = ?',
      classId,
    );
    return Number(row?.at ?? 0);
  }

  async delete(classId: string): Promise<void> {
    this.#database.prepare('DELETE FROM classes WHERE id = ?').run(classId);
    // Nor in the log, nor in pages that are free.
    this.#database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE);');
  }

  now(): number {
    return Date.now();
  }

  onForeign(): void {
    // The file is this process's alone.
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  #migrate(): void {
    const [row] = this.#all('PRAGMA user_version');
    const version = Number(row!.user_version);
    if (version > migrations.length)
      throw new Error(`it was written by a newer version of Leak Lab (${version}, here ${migrations.length})`);
    for (const [i, sql] of migrations.slice(version).entries())
      this.#transaction(() => this.#database.exec(`${sql} PRAGMA user_version = ${version + i + 1};`));
  }

  #transaction<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      // SQLite may have rolled back by itself, as it does on a full disk.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  #all(sql: string, ...values: (string | number)[]): Record<string, SQLOutputValue>[] {
    return this.#database.prepare(sql).all(...values);
  }
}

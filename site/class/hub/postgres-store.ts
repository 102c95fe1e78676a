import { Socket } from 'node:net';
import postgres, { type Options, type Sql } from 'postgres';
import { slotOf, type ClassEvent } from '../state.ts';
import { newId } from './access.ts';
import type { ClassRecord, NewEvent, Store } from './store.ts';

/** Each brings a database from the version before to its own, which `leak_lab_version` tells. Only ever added to. */
const migrations = [
  `CREATE TABLE leak_lab_classes (
     id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, code TEXT NOT NULL UNIQUE, key TEXT NOT NULL, opened BIGINT NOT NULL,
     seq INTEGER NOT NULL DEFAULT 0
   );
   CREATE TABLE leak_lab_events (
     class TEXT NOT NULL REFERENCES leak_lab_classes ON DELETE CASCADE, seq INTEGER NOT NULL, at BIGINT NOT NULL, by TEXT NOT NULL,
     source TEXT NOT NULL, n INTEGER NOT NULL, slot TEXT, data TEXT NOT NULL, PRIMARY KEY (class, seq), UNIQUE (class, source, n)
   );
   CREATE INDEX leak_lab_slots ON leak_lab_events (class, by, slot) WHERE slot IS NOT NULL;`,
];
/** Held while the schema changes: replicas start together. Any number that nobody else's lock has. */
const migrationLock = 7_542_021;
const channel = 'leak_lab';
const longestWait = 1; // s, before a connection is tried again

/**
 * Classes in a PostgreSQL database, for several hubs at once. Each write of a class locks its row, so that its events are seen in the order of
 * their numbers, and none appears below one that was read.
 */
export class PostgresStore implements Store {
  readonly #sql: Sql<{ bigint: number }>;
  /** This hub's, so that it does not hear itself. */
  readonly #self = newId();
  #listener: (classId: string | null) => void = () => undefined;
  #clock = { at: Date.now(), read: performance.now() };

  private constructor(address: string) {
    this.#sql = postgres(address, {
      max: 4,
      connect_timeout: 10, // s
      fetch_types: false,
      backoff: () => longestWait,
      ...({ socket: connect } as Options<Record<string, never>>), // not in the library's types
      connection: { application_name: 'leak-lab' },
      types: { bigint: { to: 20, from: [20], serialize: String, parse: Number } },
      onnotice: () => undefined,
    });
  }

  /** @throws where the database cannot be reached, or is a newer version's. */
  static async open(address: string): Promise<PostgresStore> {
    const store = new PostgresStore(address);
    try {
      await store.#migrate();
      await store.#sql.listen(
        channel,
        (notice) => store.#hear(notice),
        () => store.#listener(null), // the connection is new: what was said before was not heard
      );
    } catch (error) {
      await store.close();
      throw error;
    }
    return store;
  }

  async classes(): Promise<readonly ClassRecord[]> {
    return [...(await this.#sql<ClassRecord[]>`SELECT id, name, code, key FROM leak_lab_classes ORDER BY opened, id`)];
  }

  async open({ id, name, code, key }: ClassRecord): Promise<ClassRecord> {
    const sql = this.#sql;
    const opened = await sql`
      INSERT INTO leak_lab_classes (id, name, code, key, opened) VALUES (${id}, ${name}, ${code}, ${key}, ${now(sql)})
      ON CONFLICT (name) DO NOTHING`;
    if (opened.count) await this.#tell(null);
    return (await this.classes()).find((record) => record.name === name)!;
  }

  async append(classId: string, events: readonly NewEvent[]): Promise<boolean> {
    return this.#sql.begin('ISOLATION LEVEL READ COMMITTED', async (sql) => {
      const [row] = await sql<{ seq: number; at: number }[]>`
        SELECT seq, ${now(sql)} AS at FROM leak_lab_classes WHERE id = ${classId} FOR UPDATE`;
      if (!row) return false; // it has ended
      this.#clock = { at: row.at, read: performance.now() };
      const given = JSON.stringify(events.map(({ source, n }) => ({ source, n })));
      const had = await sql<{ source: string; n: number }[]>`
        SELECT source, n FROM leak_lab_events JOIN json_to_recordset(${given}::text::json) AS given (source text, n int) USING (source, n)
        WHERE class = ${classId}`;
      const rows = numbered(events, row.seq, new Set(had.map(nameOf)));
      await sql`
        WITH given AS (
          SELECT * FROM json_to_recordset(${JSON.stringify(rows.kept)}::text::json)
            AS given (seq int, by text, source text, n int, slot text, data text)
        ), superseded AS (
          DELETE FROM leak_lab_events old USING given WHERE old.class = ${classId} AND old.by = given.by AND old.slot = given.slot
        ), counted AS (
          UPDATE leak_lab_classes SET seq = ${rows.seq} WHERE id = ${classId}
        )
        INSERT INTO leak_lab_events (class, seq, at, by, source, n, slot, data)
        SELECT ${classId}, seq, ${row.at}::bigint, by, source, n, slot, data FROM given`;
      // One notice for all of them; it is heard when this is committed.
      await sql`SELECT pg_notify(${channel}, ${`${this.#self} ${classId}`})`;
      return true;
    });
  }

  async since(classId: string, seq: number): Promise<readonly ClassEvent[]> {
    const rows = await this.#sql<(Omit<ClassEvent, 'data'> & { data: string })[]>`
      SELECT seq, at, by, source, n, data FROM leak_lab_events WHERE class = ${classId} AND seq > ${seq} ORDER BY seq`;
    return rows.map((row) => ({ ...row, data: JSON.parse(row.data) }));
  }

  async newest(classId: string): Promise<number> {
    const sql = this.#sql;
    const [row] = await sql<{ at: number; now: number }[]>`
      SELECT coalesce((SELECT max(at) FROM leak_lab_events WHERE class = id), opened) AS at, ${now(sql)} AS now
      FROM leak_lab_classes WHERE id = ${classId}`;
    if (row) this.#clock = { at: row.now, read: performance.now() };
    return row?.at ?? 0;
  }

  async delete(classId: string): Promise<void> {
    const deleted = await this.#sql`DELETE FROM leak_lab_classes WHERE id = ${classId}`;
    if (!deleted.count) return; // another hub was first
    await this.#tell(null);
    await this.#sql`VACUUM leak_lab_events, leak_lab_classes`;
  }

  /** The database's clock, which all hubs share, by the time that has gone by since it was read. */
  now(): number {
    return Math.round(this.#clock.at + performance.now() - this.#clock.read);
  }

  onForeign(listener: (classId: string | null) => void): void {
    this.#listener = listener;
  }

  async close(): Promise<void> {
    this.#listener = () => undefined;
    await this.#sql.end({ timeout: 5 });
  }

  async #tell(classId: string | null): Promise<void> {
    await this.#sql.notify(channel, `${this.#self} ${classId ?? ''}`);
  }

  #hear(notice: string): void {
    const [by, classId] = notice.split(' ');
    if (by !== this.#self) this.#listener(classId || null);
  }

  async #migrate(): Promise<void> {
    await this.#sql.begin(async (sql) => {
      await sql`SELECT pg_advisory_xact_lock(${migrationLock})`;
      await sql`CREATE TABLE IF NOT EXISTS leak_lab_version (version INTEGER NOT NULL)`;
      const [row] = await sql<{ version: number; at: number }[]>`
        SELECT coalesce(max(version), 0) AS version, ${now(sql)} AS at FROM leak_lab_version`;
      const { version, at } = row!;
      this.#clock = { at, read: performance.now() };
      if (version > migrations.length)
        throw new Error(`it was written by a newer version of Leak Lab (${version}, here ${migrations.length})`);
      for (const [i, script] of migrations.slice(version).entries()) {
        await sql.unsafe(script);
        await sql`INSERT INTO leak_lab_version VALUES (${version + i + 1})`;
      }
    });
  }
}

/**
 * Connects as the library itself does, to one of several hosts after the other, but takes being hung up on for an error. Else the library would,
 * where that comes before the database's first word, as from a balancer or a container's proxy whose database is gone, try again at once and
 * without end, and fail no query.
 */
function connect({ host, port, path }: { host: string[]; port: number[]; path: string | false }): Socket {
  const socket = new Socket();
  const turn = turns++ % host.length;
  if (path) socket.connect(path);
  else socket.connect(port[turn]!, host[turn]!);
  socket.once('end', () => socket.destroy(new Error('The database hung up.')));
  return Object.assign(socket, { host: host[turn] }); // which TLS goes by
}
let turns = 0;

/** Milliseconds since the epoch, of the moment and not of the transaction's beginning. */
const now = (sql: Pick<Sql, 'unsafe'>) => sql.unsafe('(extract(epoch FROM clock_timestamp()) * 1000)::bigint');

const nameOf = ({ source, n }: { source: string; n: number }): string => `${source} ${n}`;

/** Rows for those that are not there, counted up from `seq`; of a slot, the last alone is kept. */
function numbered(events: readonly NewEvent[], seq: number, had: Set<string>) {
  const kept = new Map<string, object>();
  for (const { by, source, n, data } of events) {
    const name = nameOf({ source, n });
    if (had.has(name)) continue;
    had.add(name);
    const slot = slotOf(data);
    kept.set(slot === null ? name : `${by} ${slot}`, { seq: ++seq, by, source, n, slot, data: JSON.stringify(data) });
  }
  return { seq, kept: [...kept.values()] };
}

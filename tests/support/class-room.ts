import { ClassServer, type ClassServerOptions } from '../../site/class/hub/class-server.ts';
import { Hub } from '../../site/class/hub/hub.ts';
import { SqliteStore } from '../../site/class/hub/sqlite-store.ts';
import type { ClassRecord, Store } from '../../site/class/hub/store.ts';
import { siteFolder } from './static-site.ts';

/** A class on a port of its own, kept in memory unless a store is given. Ends on dispose. */
export async function classRoom(
  store: Store = new SqliteStore(':memory:'),
  directory = siteFolder,
  options: Partial<ClassServerOptions> = {},
): Promise<{ base: string; hub: Hub; record: ClassRecord } & AsyncDisposable> {
  const hub = await Hub.open(store);
  const record = await hub.openClass('Monday');
  const server = await ClassServer.listen(hub, {
    directory,
    host: '127.0.0.1',
    port: 0,
    tls: null,
    behindProxy: false,
    ...options,
  });
  return {
    base: `http://127.0.0.1:${server.port}`,
    hub,
    record,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await hub.close();
    },
  };
}

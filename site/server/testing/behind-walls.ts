import { afterAll, beforeAll, describe } from 'vitest';
import type { GuestMessage } from '../../sandbox/protocol/messages.ts';
import { Reaper } from '../programs/reaper.ts';
import { LocalSandbox } from '../sandbox/sandbox.ts';
import { project, wallKinds } from './support.ts';
import { permissionsOnly, type Wall } from '../walls/wall.ts';
import { warmUp } from '../sandbox/warm-up.ts';
import { createWorkspace, type Workspace } from '../sandbox/workspace.ts';

/** Sandboxes behind one wall. */
export interface Walled {
  readonly kind: Wall['kind'];
  /** Why this machine cannot show it. Where it cannot, nothing else here may be asked for. */
  readonly missing: string | undefined;
  readonly workspace: Workspace;
  readonly reaper: Reaper;
  /** All that a program says, in a sandbox of its own, until it ends. */
  run(text: string, place?: Workspace): Promise<GuestMessage[]>;
  /** The same of `client.ts` in a sandbox that is open. */
  runIn(sandbox: LocalSandbox): Promise<GuestMessage[]>;
}

/** Makes the tests that `body` names, behind each wall there is. */
export function behindEachWall(body: (walled: Walled) => void): void {
  describe.each(wallKinds)('behind $kind', ({ kind, missing }) => {
    let workspace: Workspace;
    let reaper: Reaper;

    beforeAll(async () => {
      if (missing) return;
      const found = await createWorkspace(project);
      workspace = kind === 'permissions' ? { ...found, wall: permissionsOnly } : found;
      reaper = new Reaper(workspace.root);
      await warmUp({ ...workspace, compileCache: found.compileCache }, reaper);
    });
    afterAll(() => (missing ? undefined : reaper.close()));

    async function run(text: string, place = workspace): Promise<GuestMessage[]> {
      const sandbox = new LocalSandbox(place, reaper);
      try {
        await sandbox.open({ 'client.ts': text });
        return await runIn(sandbox);
      } finally {
        await sandbox.dispose();
      }
    }

    async function runIn(sandbox: LocalSandbox): Promise<GuestMessage[]> {
      const messages: GuestMessage[] = [];
      await sandbox.run(
        1,
        'client.ts',
        { probe: 'heap' },
        (message) => messages.push(message),
        () => true,
      );
      return messages;
    }

    body({
      kind,
      missing,
      get workspace() {
        return workspace;
      },
      get reaper() {
        return reaper;
      },
      run,
      runIn,
    });
  });
}

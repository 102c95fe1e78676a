import { fileURLToPath } from 'node:url';
import { Queue } from '../sandbox/flow/queue.ts';
import type { GuestMessage } from '../sandbox/protocol/messages.ts';
import type { FileTree, Runtime, Sandbox } from '../sandbox/runtime.ts';
import { Reaper } from '../server/programs/reaper.ts';
import { LocalSandbox } from '../server/sandbox/sandbox.ts';
import { warmUp } from '../server/sandbox/warm-up.ts';
import { createWorkspace } from '../server/sandbox/workspace.ts';

/** The local runtime without a page and a server between: the same processes, flags and probe. */
export async function startNodeRuntime(): Promise<{ runtime: Runtime } & AsyncDisposable> {
  const workspace = await createWorkspace(fileURLToPath(new URL('../../', import.meta.url)));
  const reaper = new Reaper(workspace.root);
  await warmUp(workspace, reaper);
  const boot = async (files: FileTree): Promise<Sandbox> => {
    const local = new LocalSandbox(workspace, reaper);
    await local.open(files);
    return adapt(local);
  };
  return {
    runtime: { id: 'local', unavailable: async () => null, boot },
    [Symbol.asyncDispose]: () => reaper.close(),
  };
}

function adapt(local: LocalSandbox): Sandbox {
  let runs = 0;
  return {
    write: (path, text) => local.write(path, text),
    remove: (path) => local.remove(path),
    async *run(program, options, signal) {
      if (signal.aborted) return yield { type: 'exit', code: null };
      const id = ++runs;
      const messages = new Queue<GuestMessage>();
      const ended = local
        .run(
          id,
          program,
          options,
          (message) => messages.push(message),
          () => true,
        )
        .then(() => messages.end());
      const stop = () => local.stop(id);
      options.commands?.connect((command) => local.command(id, command));
      signal.addEventListener('abort', stop, { once: true });
      try {
        yield* messages;
      } finally {
        signal.removeEventListener('abort', stop);
        stop();
        await ended;
      }
    },
    dispose: () => local.dispose(),
  };
}

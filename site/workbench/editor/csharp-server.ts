import { openLanguageServer } from '../../sandbox/runtimes/csharp-compiler.ts';
import type { LanguageServer } from './language-server.ts';
import { isCsharp } from '../../sandbox/files/file-path.ts';

/** C#'s language server, in the worker that compiles for the whole page. */
export async function start(): Promise<LanguageServer> {
  const { post, listen, failed, close } = await openLanguageServer();
  const handlers = new Set<(message: string) => void>();
  listen((message) => handlers.forEach((handle) => handle(message)));
  return {
    language: 'csharp',
    transport: {
      send: post,
      subscribe: (handler) => void handlers.add(handler),
      unsubscribe: (handler) => void handlers.delete(handler),
    },
    failed,
    reads: isCsharp,
    close,
  };
}

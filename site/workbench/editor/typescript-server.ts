import workerScript from '../../language/worker.ts?worker&url';
import type { LanguageServer } from './language-server.ts';

/** TypeScript's language server in a worker of its own. `pageLanguage` is that of what it says. */
export async function start(pageLanguage: string): Promise<LanguageServer> {
  const worker = startWorker(pageLanguage);
  const listeners = new Map<(message: string) => void, (event: MessageEvent<string>) => void>();
  const failed = new Promise<never>((_resolve, reject) =>
    worker.addEventListener('error', (event) => reject(event.error ?? new Error(event.message))),
  );
  return {
    language: 'typescript',
    transport: {
      send: (message) => worker.postMessage(message),
      subscribe(handler) {
        const listener = ({ data }: MessageEvent<string>) => handler(data);
        listeners.set(handler, listener);
        worker.addEventListener('message', listener);
      },
      unsubscribe: (handler) => worker.removeEventListener('message', listeners.get(handler)!),
    },
    failed,
    reads: (path) => /\.[mc]?[jt]s$/.test(path),
    close: () => worker.terminate(),
  };
}

/** From a blob: in a page that is cross-origin isolated, a worker of an address of its own would need that page's headers from every host. */
function startWorker(name: string): Worker {
  const script = `import ${JSON.stringify(new URL(workerScript, location.href))};`;
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  try {
    return new Worker(address, { type: 'module', name });
  } finally {
    // The worker has its script once it says so; by the first answer at the latest.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }
}

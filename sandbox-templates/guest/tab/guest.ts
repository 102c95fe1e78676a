// What a sandbox's frame and its workers load, built into one file. In the frame it starts programs: one in the frame itself, whose heap
// the browser shows, others in workers.
import './early-globals.ts';
import { DotnetWorkers } from './csharp/workers.ts';
import { Loopback } from './loopback.ts';
import { prepareProgram, startProgram } from './program.ts';
import type { FromFrame, ModuleTexts, ProgramStart, ToFrame, ToWorker } from './protocol.ts';

/** Long enough for a message to arrive at a page that is not held up. */
const busyFor = 10; // ms

if (typeof document === 'undefined') {
  const take = ({ data }: MessageEvent<ToWorker>): void => {
    if (data.type === 'prepare') return prepareProgram(data.modules);
    // The program may have a listener of its own, and send itself what it likes.
    globalThis.removeEventListener('message', take);
    if (data.type === 'start') startProgram(data.start, data.messages, data.network);
  };
  globalThis.addEventListener('message', take);
} else {
  Object.assign(globalThis, { startFrame });
}

/** Called by the frame's own document with its line to the page, and the address of this file. */
function startFrame(page: MessagePort, self: string): void {
  const tell = (message: FromFrame) => page.postMessage(message);
  let loopback = new Loopback();
  const workers = new Map<number, () => void>();
  const warm = () => new Worker(self, { name: 'program' });
  // Loaded before they are needed: the server's, and the client's where the frame shows no memory of its own.
  const spare: Worker[] = [];
  const fill = () => {
    while (spare.length < (performance.memory ? 1 : 2)) spare.push(warm());
  };
  const prepareSpare = (modules: ModuleTexts) => {
    for (const worker of spare) worker.postMessage({ type: 'prepare', modules } satisfies ToWorker);
  };
  const dotnet = new DotnetWorkers();

  const inWorker = (id: number, start: ProgramStart, messages: MessagePort): void => {
    const { worker, booted } = start.dotnet
      ? dotnet.take(start.dotnet)
      : { worker: spare.pop() ?? warm(), booted: Promise.resolve() };
    const network = loopback.join();
    workers.set(id, () => {
      worker.terminate();
      network.close();
    });
    // What .NET was started with has been handed on.
    const told = start.dotnet ? { ...start, dotnet: { ...start.dotnet, boot: null } } : start;
    const message: ToWorker = { type: 'start', start: told, messages, network: network.port };
    void booted.then(() => worker.postMessage(message, [messages, network.port]));
  };

  page.onmessage = ({ data, ports }: MessageEvent<ToFrame>) => {
    if (data.type === 'probe-thread') {
      keepBusy(tell);
    } else if (data.type === 'prepare') {
      if (performance.memory) prepareProgram(data.modules);
      prepareSpare(data.modules);
    } else if (data.type === 'prepare-dotnet') {
      dotnet.prepare(data.boot);
    } else if (data.type === 'renew') {
      loopback = new Loopback();
      fill();
      prepareSpare(data.modules);
      ports[0]!.postMessage(null);
    } else if (data.type === 'stop') {
      workers.get(data.id)?.();
      workers.delete(data.id);
    } else if (data.place === 'worker') {
      inWorker(data.id, data.start, ports[0]!);
    } else {
      startProgram(data.start, ports[0]!, loopback.join().port);
    }
  };

  fill();
  tell({ type: 'ready', seesMemory: performance.memory !== undefined });
}

/** A page that hears the first message before the second was sent has a thread of its own. */
function keepBusy(tell: (message: FromFrame) => void): void {
  const now = () => performance.timeOrigin + performance.now();
  tell({ type: 'busy' });
  for (const until = now() + busyFor; now() < until; );
  tell({ type: 'was-busy', until: now() });
}

// What a worker that runs C# is made of, built into one file: .NET's host, its output, its calls and what the chart shows.
import { withoutProcess } from './globals.ts';
import './prompt-timers.ts';
import { decodeCommand } from '../../command.ts';
import { LogLimiter } from '../../../../site/sandbox/flow/log-limiter.ts';
import type { GuestMessage } from '../../../../site/sandbox/protocol/messages.ts';
import type { Reason } from '../../../../site/sandbox/errors/reason.ts';
import { onOctets } from '../../../http2/core.ts';
import { startRunClock } from '../../run-clock.ts';
import { watchOctets } from '../../watch-octets.ts';
import { joinNetwork } from '../network.ts';
import { closeConnections } from '../node/net-socket.ts';
import { process } from '../node/process.ts';
import type { ProgramStart, ToWorker } from '../protocol.ts';
import { Bridge, type Answers } from './bridge.ts';
import { LastWords } from './last-words.ts';
import { lineOf, type CodePlace } from './lines.ts';
import { HeapProbe, type Sampler } from './probe.ts';
import type { CodeLine, DotnetFiles } from './protocol.ts';
import { startDotnet } from './runtime.ts';

/** Where the heap is full, .NET ends the program. The worker is then spent. */
const heapCap = 64 * 2 ** 20; // bytes
/** A call is as fast without the traces that Mono makes WebAssembly of, and to make them takes a tenth of the first thousands of calls: what loops far more often has them. */
const runtimeOptions = ['--jiterpreter-minimum-trace-hit-count=100000'];
/** .NET says no more of an exception in what nobody awaits. */
const unawaited = 'Unhandled exception in code that nothing awaits: in async void, or in a callback.';
/** Node's code for a program that is aborted, as .NET's own on Linux. */
const aborted = 134;
/** And for one that is ended by SIGTERM. */
const terminated = 143;

interface Host extends Answers, Sampler {
  WarmUp(): Promise<void>;
  /** `variables` are names and values in turn. */
  Run(assembly: Uint8Array, variables: string[]): Promise<string>;
  /** False where the program has no say in its end. */
  Terminate(): boolean;
}

/** What a browser does not give: `Refusals.cs` tells them apart. */
type Refusal = 'one-thread' | 'held-up' | 'no-file' | 'access-denied' | 'heap-full';

type Result =
  | { code: number }
  | { code: number; type: string; message: string; text: string; refusal: Refusal | null; frames: CodePlace[] };

const lastWords = new LastWords(console);
/** The program's side of .NET: until there is a program, nothing of this is called. */
const program = {
  print: (_isError: boolean, _text: string): void => undefined,
  abort: (_what: unknown): void => undefined,
};
let booting: Promise<Host>;
let isWanted = false;

globalThis.addEventListener('message', function take({ data }: MessageEvent<ToWorker>): void {
  if (data.type === 'boot') {
    booting = boot(data.files);
    // The program's start tells of it.
    booting.catch(() => undefined);
  } else if (data.type === 'start') {
    isWanted = true;
    globalThis.removeEventListener('message', take);
    void run(data.start, data.messages, data.network);
  }
});

/** Starts .NET with the host, which may be long before there is a program for it. */
async function boot(files: DotnetFiles): Promise<Host> {
  const aborted = Promise.withResolvers<never>();
  aborted.promise.catch(() => undefined);
  const onAbort = (what: unknown): void => {
    program.abort(what);
    aborted.reject(what);
  };
  const environmentVariables = { MONO_GC_PARAMS: `max-heap-size=${heapCap / 2 ** 20}m` };
  const options = { environmentVariables, runtimeOptions, onAbort };
  const dotnet = await Promise.race([withoutProcess(() => startDotnet(files, options)), aborted.promise]);
  const bridge = new Bridge(() => host);
  dotnet.setModuleImports('bridge', {
    open: bridge.open.bind(bridge),
    write: bridge.write.bind(bridge),
    endRequest: bridge.endRequest.bind(bridge),
    cancel: bridge.cancel.bind(bridge),
    disconnect: bridge.disconnect.bind(bridge),
    print: (isError: boolean, text: string) => program.print(isError, text),
  });
  const exported = (await dotnet.getAssemblyExports('LeakLab.Host.dll')) as { LeakLab: { Host: { Exports: Host } } };
  const host = exported.LeakLab.Host.Exports;
  // Where a program has come meanwhile, its own first call does the same; and where this fails, so will that, and says so.
  await new Promise<void>((resolve) => setTimeout(resolve));
  if (!isWanted) await Promise.race([host.WarmUp(), aborted.promise]).catch(() => undefined);
  return host;
}

async function run(
  { dotnet: start, env, octets }: ProgramStart,
  messages: MessagePort,
  network: MessagePort,
): Promise<void> {
  const { assembly, lines } = start!;
  let over = false;
  let probe: HeapProbe | null = null;
  const send = (message: GuestMessage): void => {
    if (!over) messages.postMessage(message);
  };
  const output = new LogLimiter(send);
  const leave = (code: number, reason?: Reason): void => {
    if (over) return;
    process.emit('exit', code);
    output.end();
    closeConnections();
    send({ type: 'exit', code, ...(reason && { reason }) });
    over = true;
  };
  program.print = (isError, text) => output.push(isError ? 'stderr' : 'stdout', text);
  const abort = (program.abort = (what: unknown): void => {
    const cause = lastWords.cause();
    // `Environment.Exit`, or Mono's own end after what it has said.
    const { status } = (what ?? {}) as { status?: unknown };
    if (typeof status === 'number' && cause === null) return leave(status);
    const text = cause ?? (what === undefined ? unawaited : String(what));
    output.push('stderr', cause === null ? `${text}\n` : `Unhandled exception. ${text}\n`);
    // Mono's words where the cap of its heap is reached; or whoever needed room first says something else.
    const full =
      /could not allocate|out of memory|OutOfMemory/i.test(`${text} ${String(what)}`) || probe?.isFull(heapCap);
    leave(aborted, full ? { code: 'heap-full', bytes: heapCap } : { code: 'uncaught-error', message: text });
  });
  // .NET aborts in the middle of a call from here: what it throws then has its words.
  globalThis.addEventListener('error', (event) => abort((event as ErrorEvent).error ?? (event as ErrorEvent).message));
  globalThis.addEventListener('unhandledrejection', (event) => abort((event as PromiseRejectionEvent).reason));

  let host: Host;
  try {
    host = await booting;
  } catch (error) {
    return leave(1, { code: 'boot-failed', message: String(error) });
  }

  // Until .NET is there, this place is without what these are made for.
  joinNetwork(network);
  if (octets) watchOctets(onOctets, send);
  startRunClock();
  send({ type: 'started', node: '', http2: 'own', heapLimit: heapCap, buffersLimit: null });
  probe = new HeapProbe(
    host,
    (sample) => send({ type: 'sample', sample }),
    (noted) => send({ type: 'noted', noted }),
  );
  messages.onmessage = ({ data }: MessageEvent<unknown>) => {
    const command = decodeCommand(data)?.type;
    if (command === 'collect') probe?.collectSoon();
    else if (command === 'end' && !host.Terminate()) leave(terminated);
  };
  try {
    const result = JSON.parse(await host.Run(assembly, Object.entries(env).flat())) as Result;
    probe.end();
    if (!('type' in result)) return leave(result.code);
    output.push('stderr', `Unhandled exception. ${traced(result.text, result.frames, lines)}\n`);
    const place = result.frames.map((frame) => lineOf(frame, lines)).find((line) => line !== null);
    leave(result.code, {
      code: result.refusal ?? 'uncaught-error',
      ...(result.refusal === 'heap-full' && { bytes: heapCap }),
      message: `${result.type}: ${result.message}`,
      ...(place && { file: place.file, line: place.number, column: place.column }),
    });
  } catch (error) {
    abort(error);
  }
}

/** The exception's own text, and behind it where in the learner's files it came from. */
function traced(text: string, frames: readonly CodePlace[], lines: readonly CodeLine[]): string {
  const places = frames.map((frame) => lineOf(frame, lines)).filter((line) => line !== null);
  return [text, ...places.map(({ file, number }) => `   in ${file}:line ${number}`)].join('\n');
}

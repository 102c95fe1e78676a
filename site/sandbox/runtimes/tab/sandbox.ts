import { moreModules } from '../../../../sandbox-templates/guest/tab/more-modules.ts';
import type { DotnetStart } from '../../../../sandbox-templates/guest/tab/csharp/protocol.ts';
import type { ModuleText, ModuleTexts } from '../../../../sandbox-templates/guest/tab/protocol.ts';
import { Budget } from '../../flow/budget.ts';
import { decodeMessage, type GuestMessage } from '../../protocol/messages.ts';
import { Queue } from '../../flow/queue.ts';
import { unlessAborted } from '../../flow/unless-aborted.ts';
import { toReason, type Reason } from '../../errors/reason.ts';
import type { Fact, FileTree, RunOptions, Sandbox } from '../../runtime.ts';
import { importProgram } from '../csharp-program.ts';
import { compiler, given } from './compilation.ts';
import { startDotnetAhead, takeDotnet } from './dotnet-ahead.ts';
import { Frame } from './frame.ts';
import { guestScript, moreScript } from './scripts.ts';
import { isCsharp } from '../../files/file-path.ts';

/**
 * A program sends some five hundred messages a second of its output (`log-limiter.ts`); of all else some forty, and one recording of what crossed its connections, which
 * may be five hundred. Of a flood, what is beyond this is not even looked at.
 */
const mostMessages = 600; // a second

/** Whether the program may import it: then what its files wait for is followed, and no recipe has that. */
const mentionsContexts = (text: string): boolean => text.includes('async_hooks');

interface Compiled {
  text: string;
  keepsContexts: boolean;
  result: ModuleText | Reason;
}

/** The end of a program: its exit message, whatever brought it about. */
type Exit = Extract<GuestMessage, { type: 'exit' }>;

/** A sandbox in the page itself: files in memory, and for each run a frame, opened ahead so that it is there when it is needed; for runs of C#, one for all of them. */
export class TabSandbox implements Sandbox {
  #files: Record<string, string>;
  #compiled = new Map<string, Compiled>();
  #frame: Promise<Frame> | null = null;
  /** The frame that is ready for programs of the files as they are. */
  #prepared: Frame | null = null;
  /** Whether a program in C# has taken what of .NET was started in the frame. */
  #dotnetTaken = false;
  #showsHeap = false;
  #running = new Set<(exit: Exit) => void>();
  /** Ends the program that runs in the frame itself. */
  #inFrame: ((exit: Exit) => void) | null = null;
  #lifetime = new AbortController();

  private constructor(files: FileTree) {
    this.#files = { ...files };
  }

  /** @throws {SandboxError}; the signal's reason where that ended it. */
  static async boot(this: void, files: FileTree, signal: AbortSignal): Promise<TabSandbox> {
    const sandbox = new TabSandbox(files);
    sandbox.#prepareDotnet();
    const abort = () => void sandbox.dispose();
    signal.addEventListener('abort', abort, { once: true });
    try {
      const [frame] = await Promise.all([sandbox.#ahead(), sandbox.#followAll()]);
      sandbox.#showsHeap = frame.showsHeap;
      // What was edited takes the compiler, which may be long on its way: until then all can be done but run that.
      void sandbox.#compileAll().then(() => sandbox.#prepare(frame));
      await sandbox.#more();
    } finally {
      signal.removeEventListener('abort', abort);
    }
    return sandbox;
  }

  about(): readonly Fact[] {
    return [
      { id: 'http2', value: 'own' },
      { id: 'heap', value: this.#showsHeap ? 'bytes' : 'objects' },
    ];
  }

  async write(path: string, text: string): Promise<void> {
    this.#files[path] = text;
    this.#prepared = null;
  }

  expectEdits(): void {
    // A failure shows at Run.
    compiler().catch(() => undefined);
  }

  async remove(path: string): Promise<void> {
    delete this.#files[path];
    this.#prepared = null;
    this.#compiled.delete(path);
  }

  async *run(program: string, options: RunOptions, signal: AbortSignal): AsyncGenerator<GuestMessage, void, undefined> {
    let frame: Frame;
    let more: Blob | null;
    let dotnet: DotnetStart | undefined;
    const queue = new Queue<GuestMessage>();
    try {
      signal.throwIfAborted();
      // All of this may be on its way through a network that stands still.
      const opening = this.#ahead();
      const ready = Promise.all([opening, this.#compileAll().then(() => this.#more()), this.#dotnet(program, opening)]);
      const [opened, modules, prepared] = await unlessAborted(ready, signal);
      [frame, more, dotnet] = [opened, modules, prepared?.program ?? undefined];
      if (prepared?.output) queue.push({ type: 'log', stream: 'stderr', text: prepared.output, dropped: 0 });
      if (prepared?.program === null) {
        queue.push({ type: 'exit', code: 1, reason: prepared.reason });
        queue.end();
        return yield* queue;
      }
    } catch (error) {
      return void (yield exitOf(signal.aborted ? null : error));
    }
    if (signal.aborted || this.#lifetime.signal.aborted) return void (yield exitOf(null));
    // The end of a program in it took the frame meanwhile.
    if (frame.closed) return yield* this.run(program, options, signal);

    const { port1, port2 } = new MessageChannel();
    const end = (exit: Exit): void => {
      this.#running.delete(end);
      queue.push(exit);
      queue.end();
    };
    this.#running.add(end);
    // Whatever it prints costs it neither samples nor answers.
    const [output, others] = [new Budget(mostMessages, 1000), new Budget(mostMessages, 1000)];
    port1.onmessage = ({ data }: MessageEvent<{ type?: unknown } | null>) => {
      const budget = data?.type === 'log' ? output : others;
      if (!budget.take() && data?.type !== 'exit') return;
      const message = decodeMessage(data);
      if (message?.type === 'exit') end(message);
      else if (message) queue.push(message);
    };
    const inFrame = options.probe === 'heap' && !dotnet && frame.showsHeap && !this.#inFrame;
    if (inFrame) this.#inFrame = end;
    const id = frame.start(
      {
        program,
        modules: dotnet ? {} : this.#modules(),
        env: options.env ?? {},
        probe: options.probe,
        octets: options.octets ?? false,
        more,
        dotnet,
      },
      inFrame ? 'frame' : 'worker',
      port2,
    );
    // The program that comes next is to find its modules there.
    if (!inFrame) this.#prepare(frame);
    options.commands?.connect((command) => port1.postMessage(command));
    const abort = () => {
      queue.clear();
      end({ type: 'exit', code: null });
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
      yield* queue;
    } finally {
      signal.removeEventListener('abort', abort);
      this.#running.delete(end);
      options.commands?.connect(null);
      port1.close();
      if (!inFrame) frame.stop(id);
      // Who has seen a run is likely to change something.
      this.expectEdits();
      // Nothing ends a program in the frame but the end of the frame.
      if (inFrame) this.#renew(frame);
      else if (frame.isFree) await this.#leave(frame);
    }
  }

  async dispose(): Promise<void> {
    this.#lifetime.abort();
    const frame = this.#frame;
    this.#frame = null;
    this.#endAll();
    await frame?.then(
      (opened) => opened.close(),
      () => undefined,
    );
  }

  #endAll(): void {
    for (const end of [...this.#running]) end({ type: 'exit', code: null });
  }

  /** The frame of the run under way, or of the next. */
  #ahead(): Promise<Frame> {
    if (!this.#frame) {
      const { signal } = this.#lifetime;
      const opening = guestScript().then((guest) => Frame.open(guest, signal));
      this.#frame = opening;
      opening.then(
        (frame) => void frame.lost.then((reason) => this.#lose(frame, reason)),
        () => {
          if (this.#frame === opening) this.#frame = null;
        },
      );
    }
    return this.#frame;
  }

  /** The program in the frame itself brought it about, if there is one; the others only go with it. */
  #lose(frame: Frame, reason: Reason): void {
    if (frame.closed) return;
    // It was ahead of its run: the next has another.
    if (this.#running.size === 0) return this.#renew(frame);
    const exit: Exit = { type: 'exit', code: null, reason };
    if (this.#inFrame) this.#inFrame(exit);
    else for (const end of [...this.#running]) end(exit);
  }

  /** A run of C# takes the frame of the one before: its workers are gone, and what the browser has compiled and made fast for .NET is there. */
  async #leave(frame: Frame): Promise<void> {
    if (frame.closed) return;
    if (!this.#dotnetTaken || !(await frame.renew(this.#modules()))) return this.#renew(frame);
    this.#dotnetTaken = false;
    this.#prepareDotnet();
  }

  #renew(spent: Frame): void {
    if (spent.closed) return;
    spent.close();
    this.#inFrame = null;
    this.#frame = null;
    this.#dotnetTaken = false;
    this.#endAll();
    if (this.#lifetime.signal.aborted) return;
    void this.#ahead().then(
      (frame) => this.#prepare(frame),
      () => undefined,
    );
    this.#prepareDotnet();
  }

  #prepare(frame: Frame): void {
    if (frame.closed || frame === this.#prepared) return;
    this.#prepared = frame;
    frame.prepare(this.#modules());
  }

  /** Fetches .NET, and starts it, for a program of the files as they are; a failure shows at Run. */
  #prepareDotnet(): void {
    if (!__CSHARP__ || !Object.keys(this.#files).some(isCsharp)) return;
    const opening = this.#ahead();
    startDotnetAhead(opening, this.#files, () => this.#frame === opening && !this.#dotnetTaken).catch(() => undefined);
  }

  /** .NET's program of the files; null of one in TypeScript. */
  async #dotnet(program: string, opening: Promise<Frame>) {
    if (!__CSHARP__ || !isCsharp(program)) return null;
    const { prepare } = await importProgram();
    return prepare(this.#files, async (set) => {
      const frame = await opening;
      // A run that was stopped while it compiled takes nothing of the frame that came after its own.
      if (this.#frame === opening) this.#dotnetTaken = true;
      return takeDotnet(frame, set);
    });
  }

  #modules(): ModuleTexts {
    const withoutCompiler: Reason = { code: 'no-compiler' };
    return Object.fromEntries(
      this.#scripts().map((path) => [path, this.#compiled.get(path)?.result ?? withoutCompiler]),
    );
  }

  #scripts(): string[] {
    return Object.keys(this.#files).filter((path) => !isCsharp(path));
  }

  /** The modules that few programs import, where one of the files does. */
  async #more(): Promise<Blob | null> {
    const wanted =
      this.#keepsContexts() ||
      Object.values(this.#modules()).some(
        (file) => 'imports' in file && file.imports.some(({ specifier }) => moreModules.includes(specifier)),
      );
    return wanted ? moreScript() : null;
  }

  /** Readies what needs no compiler. File by file, so that the page can do something else in between. */
  async #followAll(): Promise<void> {
    if (this.#keepsContexts()) return;
    for (const path of this.#notCompiled()) {
      const text = this.#files[path];
      const result = text === undefined ? null : given(text);
      if (text === undefined || !result) continue;
      this.#compiled.set(path, { text, keepsContexts: false, result });
      await nextTask();
    }
  }

  /** Without the compiler, a file that needs it is none that can be run; the next run tries again. */
  async #compileAll(): Promise<void> {
    await this.#followAll();
    for (const path of this.#notCompiled()) {
      const compile = await compiler().catch(() => null);
      const text = this.#files[path];
      if (text === undefined) continue;
      const keepsContexts = this.#keepsContexts();
      const result = compile?.(path, text, keepsContexts);
      if (result) this.#compiled.set(path, { text, keepsContexts, result });
      else this.#compiled.delete(path);
      await nextTask();
    }
  }

  #notCompiled(): string[] {
    const keepsContexts = this.#keepsContexts();
    return this.#scripts().filter((path) => {
      const compiled = this.#compiled.get(path);
      return compiled?.text !== this.#files[path] || compiled?.keepsContexts !== keepsContexts;
    });
  }

  #keepsContexts(): boolean {
    return this.#scripts().some((path) => mentionsContexts(this.#files[path]!));
  }
}

const exitOf = (error: unknown): Exit => ({
  type: 'exit',
  code: null,
  ...(error !== null && { reason: toReason(error) }),
});

const nextTask = () => new Promise((resolve) => setTimeout(resolve));

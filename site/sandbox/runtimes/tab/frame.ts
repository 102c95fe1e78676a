import { buffersOf, type DotnetBoot } from '../../../../sandbox-templates/guest/tab/csharp/protocol.ts';
import type {
  FromFrame,
  ModuleTexts,
  ProgramStart,
  ToFrame,
} from '../../../../sandbox-templates/guest/tab/protocol.ts';
import { SandboxError, type Reason } from '../../errors/reason.ts';
import { openEnclosure, outOfTheWay } from './enclosure.ts';
import { innerDocument, outerDocument } from './frame-documents.ts';

/** Long for a frame that takes a quarter of a second, for a machine that has other things to do. */
const bootLimitSeconds = 15;
/** Long for an answer of a frame with nothing to do: where seven programs want each core, it takes 45 ms. */
const answerLimit = 500; // ms
/** How often it is looked whether the frame's process is still there: a property of the page's own, so it costs nothing. */
const watchEvery = 500; // ms

/**
 * The place of a run: an isolated frame, with workers in it. A program that runs in the frame itself is ended by closing the frame, and
 * with it all others. Those in workers leave it as it was.
 */
export class Frame {
  /** Whether the browser shows the bytes of the frame's heap, and it is the frame's own. */
  readonly showsHeap: boolean;
  /** Resolves when the frame is empty: the program tried to leave it and the browser blocked that, or the browser has ended the frame's process. */
  readonly lost: Promise<Reason>;
  readonly #element: HTMLIFrameElement;
  readonly #line: MessagePort;
  readonly #watch: ReturnType<typeof setInterval>;
  #lastId = 0;
  readonly #started = new Set<number>();
  #closed = false;

  private constructor(
    element: HTMLIFrameElement,
    line: MessagePort,
    lost: PromiseWithResolvers<Reason>,
    showsHeap: boolean,
  ) {
    [this.#element, this.#line, this.lost, this.showsHeap] = [element, line, lost.promise, showsHeap];
    // No event tells of it, not even of the ports; but the outer frame no longer has the inner one in it.
    this.#watch = setInterval(() => {
      if (element.contentWindow?.length === 0)
        lost.resolve({ code: 'ended-by-browser', message: 'The browser ended the frame that the program ran in.' });
    }, watchEvery);
  }

  /** @throws {SandboxError} where it does not come up in time; the signal's reason where that ended it. */
  static async open(guest: Blob, signal: AbortSignal): Promise<Frame> {
    const enclosure = await openEnclosure();
    signal.throwIfAborted();
    const line = new MessageChannel();
    const blocked = new MessageChannel();
    const element = createElement(enclosure);
    const ready = Promise.withResolvers<boolean>();
    const lost = Promise.withResolvers<Reason>();

    const abort = () => ready.reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    const timer = setTimeout(
      () => ready.reject(new SandboxError({ code: 'boot-timeout', seconds: bootLimitSeconds })),
      bootLimitSeconds * 1000,
    );
    const thread = new ThreadProbe(() => line.port1.postMessage({ type: 'probe-thread' } satisfies ToFrame));
    line.port1.onmessage = ({ data }: MessageEvent<FromFrame>) => {
      if (data.type !== 'ready') thread.take(data);
      else if (!data.seesMemory) ready.resolve(false);
      else thread.isOwn().then(ready.resolve, ready.reject);
    };
    blocked.port1.onmessage = ({ data }: MessageEvent<unknown>) => {
      lost.resolve({ code: 'access-denied', message: `The program tried to leave its frame for ${String(data)}.` });
    };

    element.addEventListener(
      'load',
      () => element.contentWindow!.postMessage({ guest, inner: innerDocument }, '*', [line.port2, blocked.port2]),
      { once: true },
    );
    enclosure.body.append(element);
    try {
      return new Frame(element, line.port1, lost, await ready.promise);
    } catch (error) {
      element.remove();
      throw error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    }
  }

  /** Readies its places for programs of these files, as far as they are free. */
  prepare(modules: ModuleTexts): void {
    this.#line.postMessage({ type: 'prepare', modules } satisfies ToFrame);
  }

  /** Starts .NET ahead of a program, in place of what was started; with null, only ends that. */
  prepareDotnet(boot: DotnetBoot | null): void {
    this.#line.postMessage({ type: 'prepare-dotnet', boot } satisfies ToFrame, boot ? buffersOf(boot.files) : []);
  }

  /** Starts a program whose messages come over the port. Returns what `stop` wants. */
  start(start: ProgramStart, place: 'frame' | 'worker', messages: MessagePort): number {
    const id = ++this.#lastId;
    this.#started.add(id);
    const boot = start.dotnet?.boot;
    const buffers = boot ? buffersOf(boot.files) : [];
    this.#line.postMessage({ type: 'start', id, place, start } satisfies ToFrame, [messages, ...buffers]);
    return id;
  }

  /** Ends a program that runs in a worker. */
  stop(id: number): void {
    this.#started.delete(id);
    this.#line.postMessage({ type: 'stop', id } satisfies ToFrame);
  }

  /** Whether all programs that were started in it have been stopped. */
  get isFree(): boolean {
    return this.#started.size === 0;
  }

  /** Readies a free frame for the next programs, of these files. False where it does not answer in time, as under a flood of what a program sent it. */
  async renew(modules: ModuleTexts): Promise<boolean> {
    const { port1, port2 } = new MessageChannel();
    const answered = new Promise<boolean>((resolve) => {
      port1.onmessage = () => resolve(true);
      setTimeout(() => resolve(false), answerLimit);
    });
    this.#line.postMessage({ type: 'renew', modules } satisfies ToFrame, [port2]);
    const isRenewed = await answered;
    port1.close();
    return isRenewed;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Ends everything in it at once, a loop without end too. */
  close(): void {
    this.#closed = true;
    clearInterval(this.#watch);
    this.#line.close();
    this.#element.remove();
  }
}

/** A page that is busy itself may miss the frame's messages though it has another thread: it is asked again. */
const mostProbes = 20;

/** Finds out whether a frame has a thread, and with it a heap, of its own: a browser may put it in the page's. */
class ThreadProbe {
  /** It is the same for all frames of a page. */
  static #known: boolean | null = null;
  readonly #ask: () => void;
  #heardAt = Infinity;
  #probes = 0;
  #resolve: (isOwn: boolean) => void = () => undefined;

  constructor(ask: () => void) {
    this.#ask = ask;
  }

  async isOwn(): Promise<boolean> {
    return (ThreadProbe.#known ??= await new Promise<boolean>((resolve) => {
      this.#resolve = resolve;
      this.#ask();
    }));
  }

  take(message: Exclude<FromFrame, { type: 'ready' }>): void {
    if (message.type === 'busy') this.#heardAt = performance.timeOrigin + performance.now();
    else if (this.#heardAt < message.until) this.#resolve(true);
    else if (++this.#probes === mostProbes) this.#resolve(false);
    else this.#ask();
  }
}

function createElement(enclosure: Document): HTMLIFrameElement {
  const element = enclosure.createElement('iframe');
  element.setAttribute('sandbox', 'allow-scripts');
  element.allow = 'cross-origin-isolated';
  element.style.cssText = outOfTheWay;
  element.srcdoc = outerDocument;
  return element;
}

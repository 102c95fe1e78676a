import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import { print } from '../output.ts';
import { heapUsed } from '../heap.ts';
import { codedError, notHere, wrongType } from './errors.ts';
import { nextTick } from './next-tick.ts';

/** The release of Node whose modules these are modelled on, and that there is no Node here. */
const version = 'v24.0.0-tab';

/** Thrown to leave the program's code when it has called `process.exit`: there, Node never comes back from it. */
export class ProcessExit extends Error {
  constructor() {
    super('The program called process.exit.');
    this.name = 'ProcessExit';
  }
}

class OutputStream extends Writable {
  readonly fd: number;
  readonly isTTY = false;
  #name: 'stdout' | 'stderr';
  #decoder = new TextDecoder();

  constructor(name: 'stdout' | 'stderr') {
    // Without a 'close', who waits for its end waits for 'finish'.
    super({ decodeStrings: false, autoDestroy: false });
    this.#name = name;
    this.fd = name === 'stdout' ? 1 : 2;
  }

  override _write(chunk: string | Uint8Array, _encoding: string, callback: () => void): void {
    print(this.#name, typeof chunk === 'string' ? chunk : this.#decoder.decode(chunk, { stream: true }));
    callback();
  }

  /** Nor do they go with what failed to be piped into them. */
  override destroy(): this {
    nextTick(() => this.emit('close'));
    return this;
  }

  /** Node's do not end with what is piped into them; who pipes waits for it to be written. */
  override end(...args: unknown[]): this {
    const [chunk, encoding] = args;
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) this.write(chunk, encoding as BufferEncoding);
    nextTick(() => {
      this.emit('finish');
      args.findLast((arg): arg is () => void => typeof arg === 'function')?.();
    });
    return this;
  }
}

const started = performance.now();

type ExitCode = number | string | null | undefined;

/** What is to be kept as exit code. @throws {TypeError | RangeError} for what is none. */
function checkExitCode(given: ExitCode): ExitCode {
  if (given === undefined || given === null) return undefined;
  const code = typeof given === 'string' && Number.isInteger(Number(given || NaN)) ? Number(given) : given;
  if (Number.isInteger(code)) return code;
  throw typeof code === 'number'
    ? codedError(
        RangeError,
        'ERR_OUT_OF_RANGE',
        `The value of "code" is out of range. It must be an integer. Received ${code}`,
      )
    : wrongType('code', 'of type number', code);
}

interface WarningOptions {
  type?: string;
  code?: string;
  detail?: string;
}

class Process extends EventEmitter {
  readonly title = 'node';
  readonly version = version;
  readonly versions = { node: version.slice(1) };
  readonly arch = 'wasm32';
  readonly platform = 'linux';
  readonly release = { name: 'node' };
  readonly pid = 1;
  readonly ppid = 0;
  readonly execPath = '/node';
  readonly execArgv: string[] = [];
  readonly features = { typescript: 'strip' };
  readonly stdout = new OutputStream('stdout');
  readonly stderr = new OutputStream('stderr');
  argv: string[] = ['/node'];
  env: Record<string, string | undefined> = {};
  #exitCode: ExitCode;

  /** Ends the program; set by whoever runs it. */
  leave: (code: number) => void = () => undefined;

  cwd(): string {
    return '/';
  }

  chdir(): never {
    throw notHere('A directory to change to');
  }

  get exitCode(): ExitCode {
    return this.#exitCode;
  }
  set exitCode(code: ExitCode) {
    this.#exitCode = checkExitCode(code);
  }

  exit(code?: ExitCode): never {
    if (code !== undefined && code !== null) this.exitCode = code;
    this.leave(Number(this.exitCode ?? 0));
    throw new ProcessExit();
  }

  abort(): never {
    this.leave(134);
    throw new ProcessExit();
  }

  nextTick = nextTick;

  uptime(): number {
    return (performance.now() - started) / 1000;
  }

  hrtime = Object.assign(
    (since?: [number, number]): [number, number] => {
      const nanoseconds = this.hrtime.bigint() - (since ? BigInt(since[0]) * 1_000_000_000n + BigInt(since[1]) : 0n);
      return [Number(nanoseconds / 1_000_000_000n), Number(nanoseconds % 1_000_000_000n)];
    },
    { bigint: (): bigint => BigInt(Math.round(performance.now() * 1e6)) },
  );

  /** The bytes that the browser tells. @throws where it tells none: no figure is made up. */
  memoryUsage = Object.assign(
    () => {
      const used = heapUsed();
      if (used === null) throw notHere('A figure for the heap');
      const { totalJSHeapSize } = performance.memory!;
      return { rss: totalJSHeapSize, heapTotal: totalJSHeapSize, heapUsed: used, external: 0, arrayBuffers: 0 };
    },
    { rss: () => this.memoryUsage().rss },
  );

  cpuUsage(): never {
    throw notHere('A figure for the processor time');
  }

  kill(): never {
    throw notHere('Another process');
  }

  emitWarning(warning: string | Error, options?: string | WarningOptions, code?: string): void {
    if (options === null) throw wrongType('type', 'of type string', options);
    const { type: name = 'Warning', ...more } = typeof options === 'object' ? options : { type: options, code };
    const given = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
    const error: Error & WarningOptions =
      warning instanceof Error ? warning : Object.assign(new Error(warning), { name, ...given });
    nextTick(() => {
      const [before, after] = [error.code ? `[${error.code}] ` : '', error.detail ? `\n${error.detail}` : ''];
      print('stderr', `(node:1) ${before}${String(error)}${after}\n`);
      this.emit('warning', error);
    });
  }

  getBuiltinModule(_id: string): unknown {
    return undefined;
  }

  setUncaughtExceptionCaptureCallback(): never {
    throw codedError(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', "Listen to 'uncaughtException' instead.");
  }
}

export const process = new Process();

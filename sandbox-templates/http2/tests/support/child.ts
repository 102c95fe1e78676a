import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

interface Question {
  id: number;
  name: string;
  values: unknown[];
}
interface Answer {
  id: number;
  value?: unknown;
  error?: string;
}

/** A program in a process of its own that answers questions. */
export interface Child extends AsyncDisposable {
  /** Rejects where the program's handler throws, or where the process ends before it answers. */
  ask<T>(name: string, ...values: unknown[]): Promise<T>;
  /** All that the program has written to its standard output and error so far. */
  output(): string;
  /** Ends the process without warning. */
  kill(): Promise<void>;
  /** Resolves when the process has ended by itself. */
  exited: Promise<void>;
}

export interface ChildOptions {
  env?: Record<string, string>;
  nodeOptions?: string[];
}

/** Starts a TypeScript program, given by its URL, that calls {@link answerQuestions}. */
export function startChild(program: URL, { env = {}, nodeOptions = [] }: ChildOptions = {}): Child {
  const child: ChildProcess = fork(fileURLToPath(program), {
    env: { ...process.env, ...env },
    execArgv: nodeOptions,
    silent: true,
  });
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (reason: Error) => void }>();
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  child.on('message', ({ id, value, error }: Answer) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(value as never);
    else asked?.reject(new Error(error));
  });
  const exited = once(child, 'exit').then(([code, signal]: unknown[]) => {
    for (const { reject } of waiting.values())
      reject(new Error(`the process ended (${String(code ?? signal)}) before it answered: ${output}`));
    waiting.clear();
  });
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  let questions = 0;
  return {
    ask<T>(name: string, ...values: unknown[]): Promise<T> {
      const question: Question = { id: ++questions, name, values };
      return new Promise<T>((resolve, reject) => {
        waiting.set(question.id, { resolve, reject });
        child.send(question, (error) => {
          if (error) reject(error);
        });
      });
    },
    output: () => output,
    kill,
    exited,
    [Symbol.asyncDispose]: kill,
  };
}

type Handler = (...values: never[]) => unknown;
const handlersOf: Record<string, Handler> = {};
let answered = 0;

async function answer({ id, name, values }: Question): Promise<void> {
  const said: Answer = { id };
  try {
    said.value = await handlersOf[name]!(...(values as never[]));
  } catch (error) {
    said.error = `${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
  process.send?.(said);
  // What it has compiled is kept for the next where the environment says so, though most are killed.
  if (answered++ === 0) module.flushCompileCache?.();
}

/** The child's side: answers each question by the handler of its name. Ends with the parent. */
export function answerQuestions(handlers: Record<string, Handler>): void {
  if (process.listenerCount('disconnect') === 0) {
    process.on('message', answer);
    process.on('disconnect', () => process.exit());
  }
  Object.assign(handlersOf, handlers);
}

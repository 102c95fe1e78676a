import { expect, type Page, type Request } from '@playwright/test';
import type { SandboxPage } from './sandbox-page.ts';
import { run, works } from './tab-page.ts';
import { clientHead as client } from './templates.ts';

interface Told {
  /** The cause that the page should name. */
  reason: string;
  /** A word of what it says. */
  says: RegExp;
}

export interface FailingProgram extends Told {
  name: string;
  text: string;
  /** Where a browser shows no bytes, the program runs in a worker and has no document. */
  inWorker?: Told;
}

/** Programs that go wrong. */
export const failingPrograms: readonly FailingProgram[] = [
  {
    name: 'a syntax error',
    text: 'let x: number = 1;\nconst = 1;',
    reason: 'syntax-error',
    says: /client\.ts, line 2, column 7/,
  },
  { name: 'TypeScript that cannot be stripped', text: 'enum Colour { Red }', reason: 'syntax-error', says: /enum/ },
  {
    name: 'a name that a module does not export',
    text: "import { connection } from 'node:net';",
    reason: 'syntax-error',
    says: /connection/,
  },
  {
    name: 'an uncaught throw',
    text: `${client}\nfunction fail(): never {\n  throw new Error('no more sums');\n}\nfail();`,
    reason: 'uncaught-error',
    says: /client\.ts, line 6, column 9/,
  },
  {
    name: 'an unhandled rejection',
    text: `${client}\nvoid Promise.reject(new Error('left alone'));\nfor (;;) await client.sumAsync(1, 2);`,
    reason: 'uncaught-error',
    says: /left alone/,
  },
  {
    name: 'process.exit',
    text: `${client}\nawait client.sumAsync(1, 2);\nprocess.exit(7);`,
    reason: 'exited',
    says: /7/,
  },
  {
    name: 'a program that comes to its end',
    text: `${client}\nconsole.log(await client.sumAsync(1, 2));\nprocess.exit();`,
    reason: 'exited',
    says: /0/,
  },
  {
    name: 'an endless loop',
    text: `${client}\nawait client.sumAsync(1, 2);\nfor (;;);`,
    reason: 'unresponsive',
    says: /loop/i,
  },
  {
    name: 'an endless chain of promises',
    text: `${client}\nawait client.sumAsync(1, 2);\nfor (;;) await null;`,
    reason: 'unresponsive',
    says: /loop/i,
  },
  {
    name: 'a full heap',
    text: `${client}\nconst kept = [];\nfor (;;) { kept.push(new Array(10000).fill(kept.length)); if (kept.length % 100 === 0) await client.sumAsync(1, 2); }`,
    reason: 'heap-full',
    says: /MB/,
    inWorker: { reason: 'heap-vast', says: /gigabyte/ },
  },
  {
    name: 'a module that a tab has not',
    text: `import fs from 'node:fs';\nconsole.log(fs.readFileSync('/etc/hostname'));`,
    reason: 'missing-module',
    says: /node:fs/,
  },
  { name: 'a package that is not there', text: `import 'left-pad';`, reason: 'missing-module', says: /left-pad/ },
  {
    name: 'the page around it',
    text: 'console.log(parent.document.title);',
    reason: 'access-denied',
    says: /parent|frame/i,
    inWorker: { reason: 'uncaught-error', says: /parent is not defined/ },
  },
  {
    name: "the site's storage",
    text: 'console.log(localStorage.length);',
    reason: 'access-denied',
    says: /localStorage/,
    inWorker: { reason: 'uncaught-error', says: /localStorage is not defined/ },
  },
  {
    name: 'a database',
    text: "indexedDB.open('x');",
    reason: 'access-denied',
    says: /IndexedDB|Indexed Database|IDBFactory/i,
  },
  { name: 'the network', text: "await fetch('http://127.0.0.1:9/?secret');", reason: 'access-denied', says: /network/ },
  { name: 'WebRTC', text: 'new RTCPeerConnection();', reason: 'access-denied', says: /network/ },
  {
    name: 'top navigation',
    text: "top.location.href = 'http://127.0.0.1:9/?secret'; await new Promise((resolve) => setTimeout(resolve, 3000));",
    reason: 'access-denied',
    says: /navigate/,
    inWorker: { reason: 'uncaught-error', says: /top is not defined/ },
  },
  {
    name: 'a fragment of its own frame’s address',
    text: "location.hash = '#mine'; await new Promise((resolve) => setTimeout(resolve, 3000));",
    reason: 'access-denied',
    says: /leave its frame for #mine/,
    inWorker: { reason: 'uncaught-error', says: /TypeError/ },
  },
  {
    name: 'an error thrown by a handler of errors',
    text: "process.on('uncaughtException', (error) => { throw error; });\nthrow new Error('again');",
    reason: 'uncaught-error',
    says: /again/,
  },
  {
    name: 'an exit in an exit handler',
    text: "process.on('exit', () => process.exit(5));\nprocess.exit(4);",
    reason: 'exited',
    says: /5/,
  },
  {
    name: 'brackets without end',
    text: `export const deep = ${'['.repeat(3000)}${']'.repeat(3000)};`,
    reason: 'syntax-error',
    says: /nested too deeply/,
  },
  {
    name: 'navigation of its own frame',
    text: "location.href = 'http://127.0.0.1:9/?secret'; await new Promise((resolve) => setTimeout(resolve, 3000));",
    reason: 'access-denied',
    says: /leave its frame/,
    inWorker: { reason: 'uncaught-error', says: /TypeError/ },
  },
];

/** It is told by its cause, no request leaves, and the page goes on. `place` is where the browser has clients run. */
export async function failsAndGoesOn(
  sandbox: SandboxPage,
  program: FailingProgram,
  place: 'frame' | 'worker' = 'frame',
): Promise<void> {
  const { page } = sandbox;
  const { reason, says } = (place === 'worker' && program.inWorker) || program;
  const url = page.url();
  const outside: string[] = [];
  const look = (request: Request) => {
    if (request.url().includes('secret')) outside.push(request.url());
  };
  page.on('request', look);
  const slowDown = reason === 'unresponsive' ? await quickSeconds(page) : null;
  await run(sandbox, program.text);
  const trouble = await sandbox.trouble();
  await slowDown?.();
  expect(trouble.text).toMatch(says);
  expect(trouble.reason).toBe(reason);
  await sandbox.state('idle');
  expect(page.url()).toBe(url);
  page.off('request', look);
  expect(outside).toEqual([]);
  await works(sandbox);
}

/** Until it is taken back, a second is to the page two fifths of one: a loop takes a core until it is told as ten seconds of silence. */
async function quickSeconds(page: Page): Promise<() => Promise<void>> {
  const takeBack = await page.evaluateHandle(() => {
    const { setInterval } = globalThis;
    const quick = (act: () => void, ms: number) => setInterval(act, ms === 1000 ? 400 : ms);
    globalThis.setInterval = quick as typeof setInterval;
    return () => {
      globalThis.setInterval = setInterval;
    };
  });
  return () => takeBack.evaluate((takeBack) => takeBack());
}

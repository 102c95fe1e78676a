import { expect } from '@playwright/test';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { SandboxPage } from './support/sandbox-page.ts';
import { sharingSandbox } from './support/shared-sandbox.ts';
import { startSite } from './support/served-site.ts';
import { clientHead as client, solutionOf } from './support/templates.ts';

const test = sharingSandbox(async (browser, baseURL, use) => {
  const page = await browser.newPage({ baseURL });
  await use(await SandboxPage.open(page, 'method-caching'));
  await page.close();
});

/** Programs that go wrong, the cause that the page should name, and a word of its advice. */
const programs: { name: string; text: string; reason: string; says: RegExp }[] = [
  { name: 'a syntax error', text: 'const = 1;', reason: 'syntax-error', says: /client\.ts/ },
  {
    name: 'TypeScript that cannot be stripped',
    text: 'enum Colour { Red }',
    reason: 'syntax-error',
    says: /client\.ts/,
  },
  {
    name: 'an uncaught throw',
    text: `${client}\nthrow new Error('no more sums');`,
    reason: 'uncaught-error',
    says: /no more sums/,
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
    // It sleeps between its turns: until it is told, it would take a core.
    name: 'an endless loop',
    text: `${client}\nawait client.sumAsync(1, 2);\nconst still = new Int32Array(new SharedArrayBuffer(4));\nfor (;;) Atomics.wait(still, 0, 0, 1000);`,
    reason: 'unresponsive',
    says: /loop/i,
  },
  {
    name: 'a full heap',
    text: `${client}\nconst kept = [];\nfor (;;) { kept.push(new Array(10000).fill(kept.length)); if (kept.length % 100 === 0) await client.sumAsync(1, 2); }`,
    reason: 'heap-full',
    says: /MB/,
  },
  {
    name: 'a file outside the sandbox',
    text: `import fs from 'node:fs';\nconsole.log(fs.readFileSync('/etc/hostname'));`,
    reason: 'access-denied',
    says: /sandbox/i,
  },
  {
    name: 'a child process',
    text: `import { execSync } from 'node:child_process';\nexecSync('id');`,
    reason: 'access-denied',
    says: /sandbox/i,
  },
  { name: 'a module that is not there', text: `import 'left-pad';`, reason: 'missing-module', says: /left-pad/ },
];

for (const { name, text, reason, says } of programs) {
  test(`${name} is told by its cause, and the page goes on`, async ({ sandbox }) => {
    const trouble = await sandbox.endOf(text);
    expect(trouble.reason).toBe(reason);
    expect(trouble.text).toMatch(says);
    await expect(sandbox.editor).toContainText(text.trim().split('\n').at(-1)!.slice(0, 20));

    await sandbox.write(solutionOf('method-caching'));
    await sandbox.press('Run');
    await sandbox.called();
    await sandbox.press('Stop');
    await sandbox.state('idle');
  });
}

test('a port that is taken is named', async ({ page }) => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  const sandbox = await SandboxPage.open(page, 'method-caching');
  await sandbox.root.getByRole('tab', { name: 'server.ts', exact: true }).click();
  await sandbox.write(`import { Server, ServerCredentials } from '@grpc/grpc-js';
new Server().bindAsync('127.0.0.1:${port}', ServerCredentials.createInsecure(), (error) => { if (error) throw error; });`);
  await sandbox.press('Run');
  const trouble = await sandbox.trouble();
  taken.close();
  expect(trouble.reason).toBe('port-in-use');
  expect(trouble.text).toContain(String(port));
});

test('a flood of a million lines leaves the page usable and says how many it left out', async ({ sandbox }) => {
  await sandbox.write(
    `${client}\nfor (let line = 1; line <= 1e6; line++) console.log('line ' + line);\nfor (;;) await client.sumAsync(1, 2);`,
  );
  await sandbox.press('Run');
  await sandbox.called(0, 60_000);
  await expect(sandbox.root.getByRole('log', { name: /client/i })).toContainText(/left out/);
  await sandbox.press('Stop');
  await sandbox.state('idle');
});

test('a client that floods the server with calls can be stopped', async ({ sandbox }) => {
  await sandbox.write(
    `${client}\nfor (;;) await Promise.all(Array.from({ length: 1000 }, () => client.sumAsync(1, 2)));`,
  );
  await sandbox.press('Run');
  await sandbox.called(1000, 60_000);
  await sandbox.press('Stop');
  await sandbox.state('idle');
});

test('two tabs run the same lesson at once, apart from each other', async ({ page, context }) => {
  const one = await SandboxPage.open(page, 'method-caching');
  const two = await SandboxPage.open(await context.newPage(), 'method-caching');
  await one.press('Run');
  await two.press('Run');
  for (const sandbox of [one, two]) await sandbox.called();
  await one.press('Stop');
  await one.state('idle');
  await expect(two.root).toHaveAttribute('data-state', 'running');
});

test('a server that goes in the middle of a run is told, the edits stay, and Run works once it is back', async ({
  page,
}) => {
  const port = 4398;
  let server = await startSite(port);
  const base = `http://localhost:${port}`;
  const sandbox = await SandboxPage.open(page, 'method-caching', '', base);
  await sandbox.write(`${client}\nfor (;;) await client.sumAsync(20, 22);`);
  await sandbox.press('Run');
  await sandbox.called();

  server.kill('SIGKILL');
  const trouble = await sandbox.trouble();
  expect(trouble.reason).toBe('connection-lost');
  expect(trouble.text).toContain('npm start');
  await expect(sandbox.editor).toContainText('sumAsync(20, 22)');

  server = await startSite(port);
  await sandbox.press('Run');
  await sandbox.state('running');
  await sandbox.called();
  server.kill();
  await once(server, 'exit');
});

import { expect, test, type FrameLocator } from '@playwright/test';
import { unzipSync } from 'fflate';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { strings } from '../site/strings/en.ts';
import { FakeLrs } from './support/fake-lrs.ts';
import { root } from './support/templates.ts';

// What `npm run package:scorm` made, as a learning platform serves it: below a path of its own, and without a folder's page.
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const zipOf = (kind: string) => path.join(root, `release/leak-lab-${version}-${kind}.zip`);
test.skip(!existsSync(zipOf('scorm12')), 'there are no packages: npm run package:scorm');

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  json: 'application/json',
  wasm: 'application/wasm',
};

async function platform(kind: string, player = '') {
  const files = unzipSync(readFileSync(zipOf(kind)));
  const missing: string[] = [];
  const server = createServer((request, response) => {
    const address = decodeURIComponent(request.url!.split(/[?#]/)[0]!);
    const name = address.replace('/pluginfile/12/content/1/', '');
    const body = address === '/player' ? player : address === '/scorm12.js' ? scormAgain : files[name];
    if (body === undefined || (name === address && typeof body !== 'string')) {
      missing.push(address);
      return void response.writeHead(404).end();
    }
    const type = address === '/player' ? types.html! : (types[name.split('.').at(-1)!] ?? 'application/octet-stream');
    response.writeHead(200, { 'Content-Type': type }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    missing,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
const scormAgain = readFileSync(path.join(root, 'node_modules/scorm-again/dist/scorm12.js'), 'utf8');
const player = `<!doctype html><script src="/scorm12.js"></script>
<script>
  window.API = new Scorm12API({ autocommit: false, logLevel: 5 });
  API.loadFromFlattenedJSON({ 'cmi.core.student_id': 'ann' }, '');
</script>
<iframe src="/pluginfile/12/content/1/launch.html" style="width: 1200px; height: 800px"></iframe>`;

/** From the first page to a lesson's end, and a program run there. */
async function study(course: FrameLocator): Promise<void> {
  await course.getByRole('link', { name: 'Method caching' }).first().click();
  await expect(course.getByRole('heading', { level: 1, name: 'Method caching' })).toBeVisible();
  const sandbox = course.locator('[data-sandbox="method-caching"]');
  await sandbox.getByRole('button', { name: strings.closed.open, exact: true }).click();
  await sandbox.getByRole('button', { name: strings.actions.run, exact: true }).click();
  await expect(sandbox).toHaveAttribute('data-runtime', 'tab');
  await expect(sandbox).toHaveAttribute('data-verdict', 'leaking', { timeout: 60_000 });
}

test('the SCORM package tells its player of a lesson @on-demand', async ({ page }) => {
  await using lms = await platform('scorm12', player);
  await page.goto(`${lms.base}/player`);
  const course = page.frameLocator('iframe').frameLocator('iframe');
  await study(course);
  const objective = () =>
    page.evaluate(() => {
      const { API } = window as never as { API: { LMSGetValue(name: string): string } };
      const ids = Array.from({ length: Number(API.LMSGetValue('cmi.objectives._count')) }, (_, i) => i);
      const i = ids.find((i) => API.LMSGetValue(`cmi.objectives.${i}.id`) === 'method-caching');
      return API.LMSGetValue(`cmi.objectives.${i}.status`);
    });
  await expect.poll(objective).toBe('incomplete');

  // The other language, by Starlight's own choice; and the search.
  await course.locator('starlight-lang-select select').first().selectOption({ label: '简体中文' });
  await expect(course.getByRole('heading', { level: 1, name: '方法缓存' })).toBeVisible();
  await course.locator('site-search button[data-open-modal]').click();
  await course.locator('.pagefind-ui__search-input').fill('WithOptions');
  await course.locator('.pagefind-ui__result-link').first().click();
  await expect(course.getByRole('heading', { level: 1 })).toBeVisible();
  expect(lms.missing.filter((address) => address !== '/favicon.ico')).toEqual([]);
});

test('the cmi5 package tells its platform of a lesson @on-demand', async ({ page }) => {
  await using lms = await platform('cmi5');
  await using lrs = await FakeLrs.start({ launchMode: 'Normal', contextTemplate: {}, moveOn: 'CompletedOrPassed' });
  await page.goto(`${lms.base}/pluginfile/12/content/1/launch.html${lrs.launch()}`);
  await study(page.frameLocator('iframe'));
  const said = () =>
    lrs.statements.map(({ verb, object }) => `${verb.id.split('/').at(-1)} ${object.id.split('/').at(-1)}`);
  await expect.poll(said).toEqual(['initialized 7', 'progressed method-caching']);
  await page.goto('about:blank');
  await expect.poll(said).toEqual(['initialized 7', 'progressed method-caching', 'terminated 7']);
  expect(lms.missing.filter((address) => address !== '/favicon.ico')).toEqual([]);
});

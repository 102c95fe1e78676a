import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { buildForTheTab } from './build-for-the-tab.ts';

afterEach(() => void vi.unstubAllEnvs());

test('what is handed on is built for no address, whatever the shell has of the site that its builder publishes', () => {
  const project = mkdtempSync(path.join(tmpdir(), 'leak-lab-release-'));
  onTestFinished(() => rmSync(project, { recursive: true }));
  const bin = path.join(project, 'node_modules/astro/bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(
    path.join(bin, 'astro.mjs'),
    "import { writeFileSync } from 'node:fs'; writeFileSync('told.json', JSON.stringify(process.env));",
  );
  vi.stubEnv('SITE_URL', 'https://lab.example');
  vi.stubEnv('SITE_BASE', '/lab');
  vi.stubEnv('SITE_WEBCONTAINER_CLIENT_ID', 'ours');
  const told = (): object => JSON.parse(readFileSync(path.join(project, 'told.json'), 'utf8'));
  const ofAddress = ['SITE_URL', 'SITE_BASE', 'SITE_WEBCONTAINER_CLIENT_ID'];

  buildForTheTab(project, 'out');
  expect(Object.keys(told()).filter((name) => ofAddress.includes(name))).toEqual([]);
  expect(told()).toMatchObject({ SITE_RUNTIMES: 'tab' });
  buildForTheTab(project, 'out', { SITE_BASE: './' });
  expect(told()).toMatchObject({ SITE_BASE: './' });
});

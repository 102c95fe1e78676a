import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { expect, test } from 'vitest';
import { defineSettings, readSettings } from './settings.ts';

const entry = fileURLToPath(new URL('../sandbox/runtimes/index.ts', import.meta.url));

/** The modules that a page with these settings can reach, by their paths. */
async function reachable(env: Record<string, string>): Promise<string[]> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    define: defineSettings(readSettings(env)),
    build: { write: false, minify: false, lib: { entry, formats: ['es'] }, rolldownOptions: { external: /^virtual:/ } },
  });
  const [output] = built as [Rolldown.RolldownOutput];
  return output.output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
}

const ofWebContainers = (modules: string[]) =>
  modules.filter((path) => /runtimes\/webcontainer|@webcontainer/.test(path));

test('a site that leaves WebContainers out has none of their code', async () => {
  const modules = await reachable({ SITE_RUNTIMES: 'local,tab' });
  expect(modules.some((path) => path.includes('runtimes/tab/'))).toBe(true);
  expect(ofWebContainers(modules)).toEqual([]);
});

test('a site that has them has their code apart, to be fetched when it is wanted', async () => {
  expect(ofWebContainers(await reachable({})).length).toBeGreaterThan(0);
});

import { execFileSync } from 'node:child_process';

/**
 * Builds the site to be handed on: into a folder of its own, for no address that is known, and for the tab alone, which needs no other host.
 * @param environment what else of `SITE_…` is so and not as this process has it
 */
export function buildForTheTab(project: string, folder: string, environment: Record<string, string> = {}): void {
  execFileSync(process.execPath, ['node_modules/astro/bin/astro.mjs', 'build', '--outDir', folder], {
    cwd: project,
    env: {
      ...process.env,
      SITE_RUNTIMES: 'tab',
      // What a builder's shell has of the site that they publish themselves.
      SITE_WEBCONTAINER_CLIENT_ID: undefined,
      SITE_URL: undefined,
      SITE_BASE: undefined,
      ASTRO_TELEMETRY_DISABLED: '1',
      ...environment,
    },
    stdio: 'inherit',
  });
}

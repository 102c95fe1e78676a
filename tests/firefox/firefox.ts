import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LaunchOptions } from '@playwright/test';

/**
 * The path of a Firefox on this machine: `FIREFOX` where it is set, else what is installed.
 * @throws with what to do, where there is none.
 */
function requireFirefox(): string {
  const { FIREFOX } = process.env;
  if (FIREFOX && existsSync(FIREFOX)) return FIREFOX;
  for (const name of FIREFOX ? [] : ['firefox-esr', 'firefox']) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
        .trim()
        .split('\n')[0]!;
    } catch {
      // Not on the path under this name.
    }
  }
  const mac = '/Applications/Firefox.app/Contents/MacOS/firefox';
  if (!FIREFOX && existsSync(mac)) return mac;
  throw new Error(
    `These tests need Firefox, and ${FIREFOX ? `there is none at ${FIREFOX} (FIREFOX)` : 'none was found'}.\n` +
      'Install it (on Debian: sudo apt-get install firefox-esr), or set FIREFOX to its path, and run npm run test:firefox again.',
  );
}

/** How Playwright comes to a Firefox that is not its own build. */
export const firefoxOptions = (): LaunchOptions => ({
  channel: 'moz-firefox',
  executablePath: fileURLToPath(new URL('relay.ts', import.meta.url)),
  // The relay is a program of this Node, not of another that the system may have.
  env: {
    ...process.env,
    FIREFOX: requireFirefox(),
    PATH: dirname(process.execPath) + delimiter + process.env.PATH,
  } as Record<string, string>,
});

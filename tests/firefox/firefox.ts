import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * The path of a Firefox on this machine: `FIREFOX` where it is set, else what is installed.
 * @throws with what to do, where there is none.
 */
export function requireFirefox(): string {
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

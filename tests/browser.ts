import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** Debian's package of a Chromium without windows, and its program. It has less to begin: a test takes a seventh less of a core. */
const windowless = 'chromium-headless-shell';
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Parts of Chromium's that no test is about. It loads two pages into each window for what its address bar unfolds, which takes 0.8 s of a core
 * before the window has shown anything, and for each page that is gone to it starts a process for the next, which takes a twelfth of what going there and
 * asking axe does. Of this switch a browser heeds the last alone, so Playwright's own features (1.65) are here too.
 */
const unused = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'SpareRendererForSitePerProcess',
  'TcpPortRandomizationWin',
  'ThirdPartyStoragePartitioning',
];

/** Flags that keep a test browser to itself: no sandbox of its own (containers lack what it needs), no calls home. */
export const browserFlags = [
  '--no-sandbox',
  // As Chromium does by itself where there is memory enough: one without windows has to be told.
  '--site-per-process',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${unused.join()}`,
];

/** The path of a Chromium on this machine: `CHROMIUM` where it is set, else what is installed; null where there is none. */
export function findBrowser(): string | null {
  const { CHROMIUM } = process.env;
  if (CHROMIUM) return existsSync(CHROMIUM) ? CHROMIUM : null;
  for (const name of names) {
    const path = onPath(name);
    if (path) return path;
  }
  return places.find((place) => existsSync(place)) ?? null;
}

/**
 * Finds a Chromium, or installs Debian's where this is Debian and we are root.
 * @throws with what to do, where neither is possible.
 */
export function requireBrowser(): string {
  const found = findBrowser();
  if (found) return found;
  if (process.platform === 'linux' && existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    console.log('No Chromium found; installing it with apt-get …');
    aptGet('update', '-q');
    aptGet('install', '-y', '-q', 'chromium');
    try {
      aptGet('install', '-y', '-q', windowless);
    } catch {
      // Not every system has it.
    }
    const installed = findBrowser();
    if (installed) return installed;
  }
  throw new Error(
    'The tests in the browser need Chromium or Chrome, and none was found.\n' +
      'Install one (on Debian or Ubuntu: sudo apt-get install chromium), or set CHROMIUM to its path, and run npm test again.',
  );
}

/**
 * A Chromium without windows where there is one, else a whole one. It keeps no page for who goes back, no storage from other sites' frames, and tests
 * of these start a whole one.
 */
export const quickBrowser = (): string => (process.env.CHROMIUM ? null : onPath(windowless)) ?? requireBrowser();

function onPath(name: string): string | null {
  try {
    const found = execFileSync(process.platform === 'win32' ? 'where' : 'which', [name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return found.trim().split('\n')[0]!;
  } catch {
    return null;
  }
}

function aptGet(...args: string[]): void {
  execFileSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

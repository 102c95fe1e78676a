// npm run lighthouse [page …]: Lighthouse's mobile audit of each kind of page of the built site, served as a static host does.
// Lighthouse brings two hundred packages along, so it is no dependency: npm fetches this version when the command is run.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserFlags, requireBrowser } from './browser.ts';
import { compressedSite } from './support/compressed-site.ts';

const version = '13.5.0';
const english = [
  '/',
  '/lessons/method-caching/',
  '/lessons/find-it-yourself/',
  '/cheat-sheet/',
  '/glossary/',
  '/sandboxes/',
  '/trainers/',
  '/webcontainer-hosts/',
  '/webcontainer-licence/',
];
const everyKind = [...english, ...english.map((path) => `/zh-cn${path}`), '/404.html'];
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;

interface Report {
  categories: Record<
    (typeof categories)[number],
    { score: number | null; auditRefs: { id: string; weight: number }[] }
  >;
  audits: Record<string, { title: string; score: number | null; numericValue?: number }>;
}

async function audit(url: string, folder: string): Promise<Report> {
  const file = join(folder, 'report.json');
  const chromeFlags = ['--headless=new', ...browserFlags].join(' ');
  const command = [
    'exec',
    '--yes',
    `--package=lighthouse@${version}`,
    '--',
    'lighthouse',
    url,
    '--quiet',
    '--output=json',
    `--output-path=${file}`,
    `--chrome-flags=${chromeFlags}`,
  ];
  const child = spawn('npm', command, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, CHROME_PATH: requireBrowser() },
    shell: process.platform === 'win32',
  });
  const [code] = await once(child, 'exit');
  if (code !== 0)
    throw new Error(
      `Lighthouse ended with ${code} on ${url}. Where npm could not fetch it, it needs its registry once.`,
    );
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}

const score = (value: number | null) => (value === null ? '–' : String(Math.round(value * 100))).padStart(4);

function print(path: string, { categories: found, audits }: Report): void {
  const milliseconds = (id: string) => `${Math.round(audits[id]?.numericValue ?? NaN)}`.padStart(6);
  console.log(
    path.padEnd(34),
    ...categories.map((name) => score(found[name].score)),
    milliseconds('first-contentful-paint'),
    milliseconds('largest-contentful-paint'),
    milliseconds('total-blocking-time'),
    (audits['cumulative-layout-shift']?.numericValue ?? NaN).toFixed(3).padStart(6),
  );
  const short = categories
    .slice(1)
    .flatMap((name) => found[name].auditRefs.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1));
  for (const { id } of short) console.log(`    ${id}: ${audits[id]!.title}`);
}

const wanted = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'leak-lab-lighthouse-'));
await using site = await compressedSite();
console.log('page'.padEnd(34), 'perf a11y best  seo    FCP    LCP    TBT    CLS');
try {
  for (const path of wanted.length ? wanted : everyKind) print(path, await audit(site.base + path, folder));
} finally {
  rmSync(folder, { recursive: true });
}

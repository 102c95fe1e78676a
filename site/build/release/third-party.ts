import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** A package that a release carries. */
export interface Package {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** What the site's own scripts are made of, beside what a sandbox's programs use: the build of pages does not say. */
const ofPages = [
  '@astrojs/starlight',
  '@codemirror/autocomplete',
  '@codemirror/commands',
  '@codemirror/lang-javascript',
  '@codemirror/language',
  '@codemirror/lint',
  '@codemirror/lsp-client',
  '@codemirror/merge',
  '@codemirror/search',
  '@codemirror/state',
  '@codemirror/view',
  '@lezer/highlight',
  '@noble/hashes',
  '@pagefind/default-ui',
  '@preact/signals',
  '@sveltejs/acorn-typescript',
  '@typescript/vfs',
  '@xterm/addon-fit',
  '@xterm/xterm',
  'acorn',
  'anser',
  'buffer',
  'events',
  'fflate',
  'pagefind',
  'path-browserify',
  'preact',
  'readable-stream',
  'typescript-6',
  'uplot',
];
/** They do their work at the build, and leave nothing of themselves in the pages but what they write there. */
const notFollowed = new Set(['@astrojs/starlight', 'pagefind', '@typescript/vfs', 'typescript-6']);

/** The packages that bundled modules come from, those of the pages, and what they depend on, by name. */
export async function packagesOf(project: string, modules: readonly string[]): Promise<Package[]> {
  const { dependencies } = JSON.parse(await readFile(path.join(project, 'package.json'), 'utf8'));
  const bundled = modules.flatMap(
    (module) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(module.replaceAll('\\', '/'))?.[1] ?? [],
  );
  const found = new Map<string, Package>();
  const wanted = [...new Set([...bundled, ...ofPages, ...Object.keys(dependencies)])];
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (found.has(name)) continue;
    const folder = path.join(project, 'node_modules', name);
    // One that is nested below another is of the same name and licence as a rule; an optional one may not be there.
    const text = await readFile(path.join(folder, 'package.json'), 'utf8').catch(() => null);
    if (text === null) continue;
    const read = JSON.parse(text);
    found.set(name, { folder, name: read.name, version: read.version, license: read.license ?? 'see its files' });
    if (!notFollowed.has(name)) wanted.push(...Object.keys(read.dependencies ?? {}));
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** One that came by NuGet: `sandbox-templates/csharp/Build/Packages.cs` reads them. */
export interface NugetPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** Whose it is, and the texts that lie with it. */
  readonly notice: string;
}

const permission = 'Permission is hereby granted';

/** Each package with the text of its licence. A package of NuGet may name MIT and bring no text: then it is that of our own, which is the same. */
export async function noticesOf(packages: readonly Package[], nuget: readonly NugetPackage[] = []): Promise<string> {
  const own = await readFile(new URL('../../../LICENSE', import.meta.url), 'utf8');
  const mit = own.slice(own.indexOf(permission));
  const notices = await Promise.all(
    packages.map(async ({ folder, name, version, license }) => {
      const entries = await readdir(folder, { withFileTypes: true });
      const files = entries
        .filter((entry) => entry.isFile() && /^(licen[cs]e|copying|notice)/i.test(entry.name))
        .map(({ name }) => name);
      const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
      return `${name} ${version}: ${license}\n\n${texts.join('\n\n').trim()}\n`;
    }),
  );
  notices.push(
    ...nuget.map(({ name, version, license, notice }) => {
      const given = license === 'MIT' && !notice.includes(permission) ? `${notice.trim()}\n\n${mit}` : notice;
      return `${name} ${version}: ${license}\n\n${given.trim()}\n`;
    }),
  );
  return notices.join(`\n${'-'.repeat(80)}\n\n`);
}

/** A CycloneDX 1.6 bill of materials. */
export function sbomOf(version: string, packages: readonly Package[], nuget: readonly NugetPackage[] = []): object {
  const purl = (name: string, version: string) => `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const all = [
    ...packages.map((one) => ({ ...one, address: purl(one.name, one.version) })),
    ...nuget.map((one) => ({ ...one, address: `pkg:nuget/${one.name}@${one.version}` })),
  ];
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', name: 'leak-lab', version, purl: purl('leak-lab', version) } },
    components: all.map(({ name, version, license, address }) => ({
      type: 'library',
      'bom-ref': address,
      name,
      version,
      purl: address,
      licenses: [
        /\s/.test(license)
          ? { expression: license.replace(/^see its files$/, 'NOASSERTION') }
          : { license: { id: license } },
      ],
    })),
  };
}

// npm run release: what people without this checkout get. `release/leak-lab-<version>.zip` and `.tar.gz` hold the built site and one script
// that serves it and a class, without packages to install; the second is also an npm package.
import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildForTheTab } from './build-for-the-tab.ts';
import { checksum } from './checksums.ts';
import { buildCsharp } from '../csharp/build.ts';
import { oldestNode, writeScripts } from './release-scripts.ts';
import { noticesOf, packagesOf, sbomOf, type NugetPackage } from './third-party.ts';
import { zipFolder } from './zip-folder.ts';

const project = fileURLToPath(new URL('../../../', import.meta.url));
const output = path.join(project, 'release');
const { version, license } = JSON.parse(await readFile(path.join(project, 'package.json'), 'utf8'));
const name = `leak-lab-${version}`;
const stage = path.join(output, name);

// And nothing besides: the learning packages lie there too.
for (const made of [name, `${name}.zip`, `${name}.tar.gz`])
  await rm(path.join(output, made), { recursive: true, force: true });
await mkdir(stage, { recursive: true });

buildForTheTab(project, path.join(stage, 'site'));

const modules = await writeScripts(project, stage);
const start = (ending: string) => `cd "$(dirname "$0")" && exec node serve.mjs "$@"${ending}`;
for (const file of ['start.sh', 'start.command']) await writeFile(path.join(stage, file), `#!/bin/sh\n${start('\n')}`);
await writeFile(
  path.join(stage, 'start.cmd'),
  '@echo off\r\ncd /d "%~dp0"\r\nnode serve.mjs %*\r\nif errorlevel 1 pause\r\n',
);
for (const file of ['start.sh', 'start.command']) await chmod(path.join(stage, file), 0o755);

await writeFile(
  path.join(stage, 'package.json'),
  `${JSON.stringify({ name: 'leak-lab', version, description: 'An interactive course on one real memory leak, offline, alone or in a class.', license, type: 'module', bin: { 'leak-lab': 'serve.mjs' }, engines: { node: `>=${oldestNode}` } }, null, 2)}\n`,
);
await writeFile(
  path.join(stage, 'README.md'),
  `# Leak Lab ${version}

You need Node ${oldestNode} or newer, and no network. \`node serve.mjs\` (or a \`start\` script) serves the course, and a class, to this machine, and prints
where. \`node serve.mjs --help\` has what else it does: \`--host 0.0.0.0\` for a room, \`--pages-only\` for the course alone. \`node serve.mjs dump earlier.gcdump later.gcdump\` reads heap dumps, of .NET or of V8,
and says what grew and what holds it; \`npx ./${name}.tar.gz dump\` does so without unpacking.

\`docker build -f Containerfile -t leak-lab .\` makes an image of it; \`compose.yaml\` runs a class on two of those and PostgreSQL.

To update, unpack the next version beside this one. To remove it, delete this folder, and \`leak-lab/class.sqlite\` under \`~/.local/state\` (on Windows
\`%LOCALAPPDATA%\`) if a class was not ended.

What is bundled, and under which licences: \`THIRD-PARTY.txt\`, and \`sbom.cdx.json\` (CycloneDX).
`,
);
await cp(path.join(project, 'LICENSE'), path.join(stage, 'LICENSE'));
for (const file of ['Containerfile', 'compose.yaml'])
  await cp(path.join(project, 'site/deploy', file), path.join(stage, file));
const packages = await packagesOf(project, modules);
// What the site's build has made is taken again.
const csharp = await buildCsharp(() => undefined);
const nuget: NugetPackage[] = csharp ? JSON.parse(await readFile(path.join(csharp, 'packages.json'), 'utf8')) : [];
await writeFile(path.join(stage, 'THIRD-PARTY.txt'), await noticesOf(packages, nuget));
await writeFile(path.join(stage, 'sbom.cdx.json'), `${JSON.stringify(sbomOf(version, packages, nuget), null, 2)}\n`);

execFileSync('npm', ['pack', stage, '--pack-destination', output, '--silent'], {
  cwd: output,
  shell: process.platform === 'win32',
  stdio: ['ignore', 'ignore', 'inherit'],
});
await cp(path.join(output, `leak-lab-${version}.tgz`), path.join(output, `${name}.tar.gz`));
await rm(path.join(output, `leak-lab-${version}.tgz`));
await writeFile(
  path.join(output, `${name}.zip`),
  await zipFolder(stage, `${name}/`, (file) => /^[\w-]+\.(sh|command|mjs)$/.test(file)),
);
const sums = await checksum(output, [`${name}.zip`, `${name}.tar.gz`]);
console.log(
  `\nMade in release/:\n${sums}${packages.length + nuget.length} packages are bundled${csharp ? ', with C# in the tab' : ', without C#'}.`,
);

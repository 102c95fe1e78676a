// npm run package:scorm: the course for learning platforms, as `release/leak-lab-<version>-scorm12.zip` and `-cmi5.zip`. Both hold the built site in the tab
// runtime, and the page that tells the platform what was done.
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { Lesson } from '../../learning-platform/report.ts';
import { buildForTheTab } from './build-for-the-tab.ts';
import { checksum } from './checksums.ts';
import { cmi5Structure, scormManifest } from './learning-manifests.ts';
import { exercisesIn } from '../lessons/lesson-exercises.ts';
import { lessonIds } from '../lessons/lesson-order.ts';
import { noticesOf, packagesOf } from './third-party.ts';
import { zipFolder } from './zip-folder.ts';

const project = fileURLToPath(new URL('../../../', import.meta.url));
const output = path.join(project, 'release');
const source = path.join(project, 'site/learning-platform');
const { version } = JSON.parse(await readFile(path.join(project, 'package.json'), 'utf8'));
const stage = path.join(output, 'learning-platform');

await rm(stage, { recursive: true, force: true });
await mkdir(stage, { recursive: true });

// Platforms have limits: C# would be 34 MB more.
buildForTheTab(project, path.join(stage, 'course'), { SITE_CSHARP: '0', SITE_BASE: './' });
// What servers send compressed, a platform does not look at; and the headers are a host's.
for (const file of await readdir(path.join(stage, 'course'), { recursive: true }))
  if (/\.(br|gz)$/.test(file) || file === '_headers') await rm(path.join(stage, 'course', file));

await build({
  configFile: false,
  root: project,
  logLevel: 'warn',
  build: {
    outDir: stage,
    emptyOutDir: false,
    copyPublicDir: false,
    lib: { entry: path.join(source, 'launch.ts'), formats: ['es'], fileName: () => 'launch.js' },
  },
});
const page = await readFile(path.join(source, 'launch.html'), 'utf8');
await writeFile(
  path.join(stage, 'launch.html'),
  page.replace('data-lessons=""', `data-lessons='${JSON.stringify(await lessonsWithExercises())}'`),
);
await cp(path.join(project, 'LICENSE'), path.join(stage, 'LICENSE'));
await writeFile(path.join(stage, 'THIRD-PARTY.txt'), await noticesOf(await packagesOf(project, [])));

const files = (await readdir(stage, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative(stage, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
  .sort();
for (const [kind, name, text] of [
  ['scorm12', 'imsmanifest.xml', scormManifest(version, files)],
  ['cmi5', 'cmi5.xml', cmi5Structure()],
] as const) {
  await writeFile(path.join(stage, name), text);
  const file = path.join(output, `leak-lab-${version}-${kind}.zip`);
  const zip = await zipFolder(stage);
  await writeFile(file, zip);
  await checksum(output, [path.basename(file)]);
  await rm(path.join(stage, name));
  console.log(`${path.relative(project, file)}: ${(zip.length / 1e6).toFixed(1)} MB`);
}

async function lessonsWithExercises(): Promise<Lesson[]> {
  return Promise.all(
    lessonIds().map(async (id) => {
      return { id, exercises: exercisesIn(await readFile(path.join(project, `lessons/en/${id}.mdx`), 'utf8')) };
    }),
  );
}

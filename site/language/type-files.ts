import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript-6';
import type { Plugin } from 'vite';
import { briefComments } from './brief-comments.ts';
import { compilerOptionsOf } from './project.ts';

const root = fileURLToPath(new URL('../../', import.meta.url)).replaceAll('\\', '/');
const templates = `${root}sandbox-templates/`;
const id = 'virtual:type-files';
/** Made once: each worker's build has a plugin of its own. */
let text: string | undefined;

/**
 * Gives the language service what a sandbox's programs are written against: exactly those declaration files, of TypeScript, Node and the
 * packages, that the course's own programs take in. As text, since a service reads files, not modules.
 */
export function typeFiles(): Plugin {
  return {
    name: 'leak-lab:type-files',
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load(source) {
      if (source !== `\0${id}`) return null;
      text ??= JSON.stringify(JSON.stringify(collect()));
      return `export default JSON.parse(${text})`;
    },
  };
}

/** Their texts, by the paths that the service finds them at: TypeScript's own at the top, packages in `/node_modules`. */
export function collect(): Record<string, string> {
  const programs = readdirSync(templates, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /^(sum|exercises\/[^/]+\/(start|solution))\/.*(?<!\.test|\.d)\.ts$/.test(file));
  const program = ts.createProgram(
    programs.map((file) => templates + file),
    { ...compilerOptionsOf(ts), lib: compilerOptionsOf(ts).lib!, typeRoots: [`${root}node_modules/@types`] },
  );
  const files: Record<string, string> = {};
  const packages = new Set<string>();
  for (const { fileName, text } of program.getSourceFiles()) {
    const name = fileName.replaceAll('\\', '/');
    const [, inPackages] = name.split(`${root}node_modules/`);
    if (program.isSourceFileDefaultLibrary(program.getSourceFile(fileName)!))
      files[`/${name.split('/').at(-1)}`] = text;
    else if (inPackages) {
      files[`/node_modules/${inPackages}`] = inPackages.startsWith('@types/node/') ? briefComments(text) : text;
      packages.add(/^(@[^/]+\/)?[^/]+/.exec(inPackages)![0]);
    }
  }
  for (const name of packages)
    files[`/node_modules/${name}/package.json`] = readFileSync(`${root}node_modules/${name}/package.json`, 'utf8');
  files['/package.json'] = '{"type":"module"}';
  return files;
}

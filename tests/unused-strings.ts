// Part of npm run check: sentences of the interface that no page says. The compiler knows who reads a name of `site/strings/`; Astro's
// components, which it does not read, are searched for it.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  isInterfaceDeclaration,
  isLiteralTypeNode,
  isMethodSignatureDeclaration,
  isPropertySignatureDeclaration,
  isStringLiteral,
  isTypeLiteralNode,
  isTypeReferenceNode,
  isUnionTypeNode,
} from 'typescript/unstable/ast/is';
import type { Node, SourceFile } from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';

const root = fileURLToPath(new URL('..', import.meta.url));
const own = 'site/strings/';

/** What may say a sentence; a test alone is nobody who does. */
const speakers = globSync('site/**/*.{ts,tsx,astro}', { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !file.startsWith(own) && !/\.test\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
const partOf = (file: string) => file.split('/', 2).join('/');

using api = Object.assign(new API({ cwd: root }), {
  [Symbol.dispose]() {
    api.close();
  },
});
const project = api.updateSnapshot({ openProject: join(root, 'tsconfig.json') }).getProjects()[0]!;
const spoken = new Set(speakers.map(({ file }) => join(root, file).replaceAll('\\', '/')));

/** The names that are read as `.name` somewhere, by their symbols. To ask of each name who reads it takes ten times as long. */
const read = new Set<number>();
for (const { file, text } of speakers) {
  const path = join(root, file);
  if (!project.program.getSourceFile(path)) continue;
  const positions = [...text.matchAll(/\.(?=[a-zA-Z])/g)].map(({ index }) => index + 1);
  for (const symbol of project.checker.getSymbolAtPosition(path, positions)) if (symbol) read.add(symbol.id);
}

/** A member of an interface, or a key of a record in one: its name, and that of the member it is in. */
function isUsed(name: string, of: string, declared: Node | null, source: SourceFile): boolean {
  if (declared) {
    const symbol = project.checker.getSymbolAtLocation(declared);
    if (symbol && read.has(symbol.id)) return true;
    const found = project.checker.getReferencedSymbolsForNode(declared, declared.getStart(source));
    if (found.some(({ references }) => references.some(({ path }) => spoken.has(path)))) return true;
  }
  // `.name`, and `{ name } =`.
  const inAstro = new RegExp(`\\.${name}\\b|\\{[^{}()]*\\b${name}\\b[^{}()]*\\}\\]? = `);
  if (speakers.some(({ file, text }) => file.endsWith('.astro') && text.includes('/strings/') && inAstro.test(text)))
    return true;
  // `of[key]`, where the key is given as text in the same part of the site; of a record also `of.name`, which the compiler cannot follow.
  const saying = (pattern: RegExp) => speakers.filter(({ text }) => pattern.test(text)).map(({ file }) => partOf(file));
  const indexed = new Set(saying(new RegExp(`\\b${of}\\[`)));
  if (indexed.size && saying(new RegExp(`'${name}'`)).some((part) => !declared || indexed.has(part))) return true;
  if (declared) return false;
  // Or all of it is said.
  return saying(new RegExp(`\\b${of}\\b[^]*\\.${name}\\b|\\bObject\\.\\w+\\([\\w.]*\\.${of}\\)`)).length > 0;
}

const unused: string[] = [];

function look(node: Node, of: string, source: SourceFile): void {
  const check = (name: string, at: Node, declared: Node | null) => {
    if (isUsed(name, of, declared, source)) return true;
    const line = source.text.slice(0, at.getStart(source)).split('\n').length;
    unused.push(`${source.fileName.slice(root.length)}:${line}: nothing says ${of ? `${of}.` : ''}${name}`);
    return false;
  };
  const visitMembers = (members: readonly Node[]) => {
    for (const member of members) {
      if (isMethodSignatureDeclaration(member)) check(member.name.getText(source), member, member.name);
      if (!isPropertySignatureDeclaration(member)) continue;
      const name = member.name.getText(source);
      if (check(name, member, member.name) && member.type) look(member.type, name, source);
    }
  };
  if (isInterfaceDeclaration(node) || isTypeLiteralNode(node)) visitMembers(node.members);
  // Record<'these' | 'keys', …>
  else if (isTypeReferenceNode(node) && node.typeName.getText(source) === 'Record') {
    const keys = node.typeArguments![0]!;
    for (const key of isUnionTypeNode(keys) ? keys.types : [keys])
      if (isLiteralTypeNode(key) && isStringLiteral(key.literal)) check(key.literal.text, key, null);
  }
}

for (const file of globSync(`${own}**/*.ts`, { cwd: root })) {
  const source = project.program.getSourceFile(join(root, file))!;
  for (const statement of source.statements)
    if (isInterfaceDeclaration(statement) && statement.name.text.endsWith('Strings')) look(statement, '', source);
}
if (unused.length) console.error(unused.join('\n'));
process.exitCode = unused.length ? 1 : 0;

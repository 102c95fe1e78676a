import {
  usualWays,
  type ModuleImport,
  type ModuleText,
  type Ways,
} from '../../../../sandbox-templates/guest/tab/protocol.ts';
import type { Reason } from '../../errors/reason.ts';
import { parse } from './parser.ts';
import { blank } from './recipe.ts';
import { TypeBlanks, UnsupportedSyntax, type AnyNode, type Blank } from './type-blanks.ts';
import { Waits } from './waits.ts';

/**
 * Turns one of the learner's files into what the tab can run, or says why not: the rules are those of Node's type stripping.
 * `keepsContexts`: for a program that imports `node:async_hooks`, and so for all of its files.
 */
export function compile(path: string, text: string, keepsContexts = false): ModuleText | Reason {
  try {
    return path.endsWith('.json') ? compileJson(text) : compileCode(text, keepsContexts);
  } catch (error) {
    if (error instanceof UnsupportedSyntax) return syntaxError(path, text, error.message, error.offset);
    if (error instanceof SyntaxError) {
      const message = error.message
        .replace(/ \(\d+:\d+\)$/, '')
        .replace(/^Not enough stack space.*/, 'The code is nested too deeply to be read');
      return syntaxError(path, text, message, (error as { pos?: number }).pos ?? 0);
    }
    throw error;
  }
}

function compileJson(text: string): ModuleText {
  return { code: `export default ${JSON.stringify(JSON.parse(text))};`, imports: [], exports: ['default'] };
}

function compileCode(text: string, keepsContexts: boolean): ModuleText {
  const program = parse(text);
  const ways = waysThrough(text);
  const links = new Links(text, ways);
  links.visit(program);
  const types = new TypeBlanks(text);
  types.visit(program);
  const waits = new Waits(text, ways.kept);
  if (keepsContexts) waits.visit(program);
  endAfter(waits.insertions, types.blanks);
  const code = apply(text, [...waits.insertions, ...types.blanks, ...links.replacements]);
  const imports = links.imports.map((site) => moved(site, waits.insertions));
  return { code, imports, exports: [...links.exports], ...(ways !== usualWays && { ways }) };
}

/** Names that the text does not have. */
function waysThrough(text: string): Ways {
  const { dynamicImport, importMeta, kept } = usualWays;
  if (![dynamicImport, importMeta, kept].some((name) => text.includes(name))) return usualWays;
  return { dynamicImport: free(dynamicImport, text), importMeta: free(importMeta, text), kept: free(kept, text) };
}

/** A name of the same length. */
function free(name: string, text: string): string {
  let other = name;
  for (let i = 0; text.includes(other); i++) other = name.slice(0, -String(i).length) + i;
  return other;
}

/** What ends a statement in the place of a type ends it after what is inserted behind the type. */
function endAfter(insertions: Blank[], blanks: readonly Blank[]): void {
  for (const blank of blanks) {
    const { end } = blank;
    if (blank.with !== ';' || !insertions.some(({ start }) => start === end)) continue;
    blank.with = undefined;
    insertions.push({ start: end, end, with: ';' });
  }
}

/** Where an import stands in the code. */
function moved(site: ModuleImport, insertions: readonly Blank[]): ModuleImport {
  const by = insertions.reduce((by, { start, with: code }) => (start <= site.start ? by + code!.length : by), 0);
  return { ...site, start: site.start + by, end: site.end + by };
}

/** Puts spaces (and the line breaks that were there) in the place of each part; what is inserted comes before what begins there. */
export function apply(text: string, parts: readonly Blank[]): string {
  const result: string[] = [];
  let at = 0;
  const inserts = ({ start, end }: Blank) => Number(start === end);
  const order = (a: Blank, b: Blank) => a.start - b.start || inserts(b) - inserts(a) || b.end - a.end;
  for (const { start, end, with: beginning = '' } of parts.toSorted(order)) {
    if (start < at) continue;
    result.push(text.slice(at, start), beginning, blank(text.slice(start + beginning.length, end)));
    at = end;
  }
  return result.join('') + text.slice(at);
}

/** How a file hangs together with others: what it imports and exports, once its types are out. */
class Links {
  readonly imports: ModuleImport[] = [];
  readonly exports = new Set<string>();
  readonly replacements: Blank[] = [];
  readonly #text: string;
  readonly #ways: Ways;

  constructor(text: string, ways: Ways) {
    [this.#text, this.#ways] = [text, ways];
  }

  visit(node: AnyNode): void {
    this.#look(node);
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (typeof child?.type === 'string' && typeof child.start === 'number') this.visit(child);
      }
    }
  }

  #look(node: AnyNode): void {
    switch (node.type) {
      case 'ImportDeclaration':
        if (node.importKind === 'type') return;
        this.#attributes(node);
        return this.#import(
          node.source,
          node.specifiers
            .filter(isValue)
            .map(importedName)
            .filter((name: unknown) => name !== null),
        );
      case 'ExportAllDeclaration':
        if (node.exportKind === 'type') return;
        this.#attributes(node);
        if (node.exported) this.exports.add(nameOf(node.exported));
        return this.#import(node.source, node.exported ? [] : null);
      case 'ExportNamedDeclaration':
        if (node.exportKind === 'type') return;
        for (const specifier of node.specifiers.filter(isValue)) this.exports.add(nameOf(specifier.exported));
        if (node.declaration && !node.declaration.declare)
          for (const name of declaredNames(node.declaration)) this.exports.add(name);
        if (node.source) {
          this.#attributes(node);
          this.#import(
            node.source,
            node.specifiers.filter(isValue).map(({ local }: AnyNode) => named(local)),
          );
        }
        return;
      case 'ExportDefaultDeclaration':
        if (!node.declaration.type.startsWith('TS')) this.exports.add('default');
        return;
      case 'ImportExpression':
        this.replacements.push({
          start: node.start,
          end: node.start + this.#ways.dynamicImport.length,
          with: this.#ways.dynamicImport,
        });
        return;
      case 'MetaProperty':
        if (node.meta.name === 'import')
          this.replacements.push({ start: node.start, end: node.end, with: this.#ways.importMeta });
        return;
    }
  }

  #import(source: AnyNode, names: Named[] | null): void {
    const { start, end, value: specifier } = source;
    const placed = names?.map(({ name, node }) => ({ name, ...place(this.#text, node.start) })) ?? null;
    this.imports.push({ specifier, start, end, ...place(this.#text, start), names: placed });
  }

  /** `with { type: 'json' }`: what is imported is a module by then. */
  #attributes({ source, attributes }: AnyNode): void {
    if (attributes?.length)
      this.replacements.push({ start: source.end, end: this.#text.indexOf('}', attributes.at(-1).end) + 1 });
  }
}

interface Named {
  name: string;
  node: AnyNode;
}

const isValue = ({ importKind, exportKind }: AnyNode): boolean => importKind !== 'type' && exportKind !== 'type';
const nameOf = (node: AnyNode): string => node.name ?? node.value;
const named = (node: AnyNode): Named => ({ name: nameOf(node), node });

/** What a specifier asks of the module; null for all of it. */
function importedName(specifier: AnyNode): Named | null {
  if (specifier.type === 'ImportNamespaceSpecifier') return null;
  return specifier.type === 'ImportDefaultSpecifier' ? { name: 'default', node: specifier } : named(specifier.imported);
}

function declaredNames(node: AnyNode): string[] {
  if (node.type.startsWith('TS')) return [];
  return node.type === 'VariableDeclaration'
    ? node.declarations.flatMap(({ id }: AnyNode) => boundNames(id))
    : [node.id.name];
}

function boundNames(pattern: AnyNode | null): string[] {
  switch (pattern?.type) {
    case undefined:
      return []; // a hole
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property: AnyNode) =>
        boundNames(property.type === 'RestElement' ? property.argument : property.value),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap(boundNames);
    case 'AssignmentPattern':
      return boundNames(pattern.left);
    default:
      return boundNames(pattern!.argument);
  }
}

/** Line and column, counted from 1. */
function place(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|[\n\r\u2028\u2029]/);
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

const syntaxError = (file: string, text: string, message: string, offset: number): Reason => ({
  code: 'syntax-error',
  message: `SyntaxError: ${message}`,
  file,
  ...place(text, offset),
});

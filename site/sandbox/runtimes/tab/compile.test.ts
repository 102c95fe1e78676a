import { stripTypeScriptTypes } from 'node:module';
import { readFileSync, globSync } from 'node:fs';
import { parse } from 'acorn';
import { describe, expect, test } from 'vitest';
import type { ModuleText } from '../../../../sandbox-templates/guest/tab/protocol.ts';
import { compile } from './compile.ts';

const root = new URL('../../../../', import.meta.url).pathname;
const templates = globSync('sandbox-templates/{sum,exercises}/**/*.ts', { cwd: root });

/** The parsed program with every place in it: two texts that have the same are the same to whoever runs them. */
const tree = (code: string): unknown =>
  JSON.parse(
    JSON.stringify(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), (key, value) =>
      typeof value === 'bigint'
        ? String(value)
        : // Where a type was, Node may leave an empty statement; a node may begin or end in what is blank.
          Array.isArray(value)
          ? value.filter((node) => node?.type !== 'EmptyStatement')
          : key === 'end'
            ? undefined
            : value,
    ),
  );

/** Our code for a file, without what the tab puts in for `import()` and `import.meta`. */
function compiled(text: string): string {
  const result = compile('file.ts', text);
  if (!('code' in result && 'imports' in result))
    throw new Error(`${result.message} (${result.line}:${result.column})`);
  return result.code.replaceAll('$importMeta', 'import.meta').replaceAll('$imprt', 'import');
}

test.each(templates)('%s becomes what Node makes of it', (path) => {
  const text = readFileSync(root + path, 'utf8');
  expect(tree(compiled(text))).toEqual(tree(stripTypeScriptTypes(text)));
});

const cases = [
  'let x!: number;',
  'let x: number = 1, y: string',
  'const {a, b}: {a: number, b: string} = o, [c]: number[] = d',
  'function f(this: X, a?: number, b: string = "", ...r: string[]): asserts a is string {}',
  'function f(this: void) {}',
  'function o(a: string): void;\nfunction o(a: number): void;\nfunction o(a: any) {}',
  'export function o(a: string): void;\nexport function o(a: any) {}',
  'class A<T> extends B<T> implements C<D>, E.F { }',
  'abstract class A { abstract m(): void; abstract x: number; n() {} }',
  'class A { private static readonly x?: number = 1; declare y: string; [k: string]: any; m?(): void; m() {} p!: number; readonly = 1; public() {} static async *g<T>(a?: T): AsyncGenerator<T> {} get q(): number { return 1 } }',
  'class A extends B { override p!: number; protected override async m(): Promise<void> {} }',
  'class A { constructor(a: string);\n constructor(a: any) {} }',
  'const A = class<T> implements B {}',
  'class A { public [key]: string = 1; readonly ["x"]?: number; #p?: number; private *g() {} }',
  'class A {\n  x = 1\n  private [y] = 2\n}',
  'class A { accessor = 1; static { let x: number; } }',
  'const y = <T,>(a: T): a is T => a as T;',
  'const y = async <T>(a?: T): Promise<T> => a!;',
  'const y = (a: number): {\n  b: number;\n} => ({ b: a })',
  'const f = (a?, b?: number) => a',
  'g<number>(1); new G<X>(); new G<X>; h!.i!(); h!?.j![0]!; x satisfies Y; tag<T>`x`; const inst = id<string>;',
  'a?.b<string>(); import.meta.url!',
  'let a = b as const; (c as any) = 1; for (const a of b as any[]) {}',
  '(a as B).c = (e as D).f!; ((x)) as Y; ((await z) /* ) */) satisfies W',
  'const x = y as any\n(foo)',
  'const x = y!\n[0]',
  'let x: any\n(foo)',
  'const a = 1\ntype T = number\n[1].map(f)',
  'foo()\ninterface I {}\n(bar)()',
  'const a = b satisfies C\n`x`',
  'interface I { a: number }\ntype T<U> = U extends string ? 1 : 2;\ndeclare const q: number;\ndeclare function r(): void;\ndeclare class S { x: number }\ndeclare module "x" {}\ndeclare global { var s: number }\ndeclare enum E { A }\ndeclare namespace N { const a: number }',
  'export type { D } from "d"; export { type E, f, type G } from "./f.ts"; export type T = 1; export interface I {}; export declare const c: number; export type * from "x"',
  'import { type A, b, type C } from "./a.ts"; import type D from "c"; import type * as E from "e"; import f, { type G } from "g"; import {} from "h"; import "i"',
  'export default interface I {}',
  'export default abstract class A {}',
  'export default function <T>(a: T): T { return a }',
  'export const a = 1, {b, c: [d = 1, ...e]}: X = f; export class K {}; export { a as default, b as "x y" }',
  'try {} catch (e: unknown) {}',
  'if (x) type = 1; let type = 2, declare, abstract, namespace, as, satisfies, readonly: number; type\n= 3',
  'label: for (const x of y!) break label',
  'const o = { m<T>(this: T, a?: number): void {}, get p(): string { return "" }, async *[x]<T>() {} }',
  'type X = {\n  a: string; // comment ; } \n  b: `t${string}`\n}\nlet after = 1',
  'let s = `${a as string} ${c!}`',
  '#!/usr/bin/env node\nlet x: number',
  'let x /* a */ ! /* b */ : /* c */ number /* d */ = 1',
  'function f(a /* why */ ? /* not */ : number, /* and */ this_: string,) {}',
  'let fn: (a: string) => asserts a; let c: new () => X; let u: unique symbol; let k: keyof typeof x["y"]; let t: [a: string, b?: number, ...c: any[]]',
  'const r = a < b > (c)',
  'const t = a ? (b): c => d : e',
  'x = y as any as string; z = (a, b as c)',
  'using res = f() as X; await using b: Y = g()',
  'let v = "日本" as string, w: string = "🎉"; /* 🎉 */ const n: number = 1',
];

/** Where TypeScript's syntax and JavaScript's look alike until much later in the text. */
const tricky = [
  // Whose colon it is, the condition's or a return type's.
  'const t = c ? (x) : a => b',
  'const t = c ? (x) : (a) => b',
  'const t = c ? (x, y) : a => b',
  'const t = c ? (x) : a => b ? (d) : e => f',
  'const t = c ? (x) : a => (b as number)',
  'const t = c ? async (x) : a => b',
  'const t = c ? (x): number => x : a => b',
  'const t = c ? (x): a => b : d',
  'const t = c ? (x) : a => b;\nconst u = c ? (y): a => b : d',
  'f(c ? (x) : a => b, 1 as number)',
  'const t = c ? f((x): number => x) : a => b',
  'const t = c ? (x) : y => ({ z: c ? (q) : r => s })',
  'const t = c ? (x ? (y) : z => w) : a => b',
  'const t = c ? (x) : a =>\n{ return b; }',
  'const t = c ? ({ x }) : a => b',
  'const t = c ? (x = 1) : a => b',
  'const t = c ? (x) : <T,>(a: T) => b',
  'const s = c ? (a, b): A => (d) : (e): F => g',
  'const y = <T extends object = {}>(a: T): T => a',
  'const y = async <const T,>(a: T) => a',
  'const o = { a: 1 } satisfies { a: number } as const',
  'a?.[0]!.b?.(c as D)',
  'const r = a < (b >> (c))',
  'const r = f<A, B>(c)',
  'f(a<b,c>d)',
  'new A<B>\n(c)',
  'import { type as as } from "a"',
  'import { type as } from "a"',
  'import type from "e"',
  'import type a = require("b")',
  'namespace A { type B = 1; namespace C { interface D {} } }',
  'using x = f()',
  '{ await using y = g() as B }',
  'for (using x of y) {}',
  'const using = 1; using\n= 2',
  'if (a) /b/.test(c)',
  'const d = (a) / b / c',
  'const r = x! / 2 / y',
  'const r = (x as number) / 2 / y',
  'const s = `a${(b as string)}c${`d${e!}`}`',
  'const s = tag<A>`x${b as C}`',
  'type T = `a${string}`\nconst x = `b${c satisfies D}`',
  'const a = 1\ntype T = number\n(b)()',
  'const a = b\ntype T = { x: 1 }\n`t`',
  'const a = b\ninterface I {}\n+c',
  'const a = b\nimport type { X } from "x"\n(c)',
  'const a = b\nexport type X = 1\n[c]',
  'const a = b\n/* why */ type T = 1 // note\n/re/.test(d)',
  'function f(a: string): void\nfunction f(a: any) {}\n(g)()',
  'x = a as B ? c as D : e as F',
  'a as B\n++c',
  'const f = (a: number):\n  number => a',
  'const f = (a: number)\n  : Promise<\n  number\n  > => a',
  'const f = async (a): Promise<{\n  b: number;\n}> => a',
  'const f = (a /* x */) /* y */ : /* z\n */ number => a',
  'const f = (a, ): A\n| B => a',
];

describe('has the same program in the same places as Node', () => {
  test.each([...cases, ...tricky])('%s', (text) => {
    expect(tree(compiled(text)), compiled(text)).toEqual(tree(stripTypeScriptTypes(text)));
    expect(compiled(text)).toHaveLength(text.length);
  });
});

describe('refuses what Node refuses, and says where', () => {
  test.each([
    ['enum E { A }', 1, 1],
    ['\n  const enum E { A }', 2, 3],
    ['namespace N { export const a = 1 }', 1, 1],
    ['class A {\n  constructor(private x: number) {}\n}', 2, 15],
    ['import x = require("x")', 1, 1],
    ['export = 1', 1, 1],
    ['let x: number = ;', 1, 17],
    ['const a = 1;\nconst b = (', 2, 12],
    ['const z = <any>foo', 1, 11],
    ['await = 1', 1, 7],
  ])('%s', (text, line, column) => {
    expect(() => stripTypeScriptTypes(text)).toThrow();
    expect(compile('folder/file.ts', text)).toMatchObject({
      code: 'syntax-error',
      file: 'folder/file.ts',
      line,
      column,
      message: expect.stringMatching(/^SyntaxError: /),
    });
  });

  // Node's stripping passes them on to V8, which does not know them; a browser would not say where.
  test.each([
    ['@dec class A {}', 1, 1],
    ['class A {\n  @dec m() {}\n}', 2, 3],
  ])('%s', (text, line, column) => {
    expect(compile('file.ts', text)).toMatchObject({
      code: 'syntax-error',
      line,
      column,
      message: 'SyntaxError: Decorators are not supported',
    });
  });
});

test('tells what a module imports, from where, and what it exports', () => {
  const text =
    'import a, { b as c, type D } from "./x.ts";\nimport * as e from \'node:net\';\nexport * from "y";\nexport { f as g } from "z";\nexport default class {}\nexport let [h] = i;';
  const result = compile('file.ts', text);
  expect(result).toMatchObject({
    imports: [
      {
        specifier: './x.ts',
        line: 1,
        column: 35,
        names: [
          { name: 'default', line: 1, column: 8 },
          { name: 'b', line: 1, column: 13 },
        ],
      },
      { specifier: 'node:net', line: 2, names: [] },
      { specifier: 'y', names: null },
      { specifier: 'z', names: [{ name: 'f', line: 4, column: 10 }] },
    ],
    exports: ['g', 'default', 'h'],
  });
  for (const { start, end, specifier } of (result as { imports: { start: number; end: number; specifier: string }[] })
    .imports)
    expect(text.slice(start + 1, end - 1)).toBe(specifier);
});

test('has none of its own names where a program has them', () => {
  const text = 'const $kept = 1, $kep0 = 2, $imprt = 3;\nawait $kept; import("./x.ts"); import.meta.url;';
  expect(compile('file.ts', text, true)).toMatchObject({
    code: 'const $kept = 1, $kep0 = 2, $imprt = 3;\nawait $kep1($kept); $impr0("./x.ts"); $importMeta.url;',
    ways: { dynamicImport: '$impr0', importMeta: '$importMeta', kept: '$kep1' },
  });
  expect(compile('file.ts', 'await 1;', true)).not.toHaveProperty('ways');
});

describe('has a program that keeps contexts come back in its own after each wait', () => {
  const keeping = (text: string): string => (compile('file.ts', text, true) as { code: string }).code;

  test.each([
    ['await f(x as T) as U;', 'await $kept(f(x     ))     ;'],
    ['await (a, b);', 'await $kept((a, b));'],
    ['await(a!);', 'await $kept((a ));'],
    ['await await a;', 'await $kept(await $kept(a));'],
    ['for await (const a of (b, c)) d;', 'for await (const a of ($keptAll((b, c)))) d;'],
    ['for await (const a of await b) await c;', 'for await (const a of $keptAll((await $kept(b)))) await $kept(c);'],
    ['for (const a of b) c;', 'for (const a of b) c;'],
    [
      'async function* f() { yield a; yield; yield* b; return (c); }',
      'async function* f() { yield $kept(a); yield $kept(); yield* $keptAll(b); return $kept((c)); }',
    ],
    [
      'async function* f() { function* g() { yield a; return b } const h = async () => { return c }; return }',
      'async function* f() { function* g() { yield a; return b } const h = async () => { return c }; return }',
    ],
    [
      '{ await using a = b, c = await d; }',
      '{ await using $kept1 = $keptUsing(), a = b, $kept1$ = $kept1?.leaving, $kept2 = $keptUsing(), c = await $kept(d), $kept2$ = $kept2?.leaving; }',
    ],
    ['for await (const a of[b]) c;', 'for await (const a of $keptAll(([b]))) c;'],
    [
      'async function* f() { a(yield ); yield/* * */* b; while (c) yield }',
      'async function* f() { a(yield $kept() ); yield/* * */* $keptAll(b); while (c) yield $kept() }',
    ],
    ['async function* f() { yield a as T\n(b()) }', 'async function* f() { yield $kept(a     );\n(b()) }'],
    [
      '{ await using a = b as T\n(c()) }',
      '{ await using $kept1 = $keptUsing(), a = b     , $kept1$ = $kept1?.leaving;\n(c()) }',
    ],
  ])('%s', (text, code) => expect(keeping(text)).toBe(code));

  test.each(templates)('%s: lines and imports are where they were', (path) => {
    const text = `await 0; ${readFileSync(root + path, 'utf8')}`;
    const { code, imports } = compile(path, text, true) as ModuleText;
    expect(code.split('\n')).toHaveLength(text.split('\n').length);
    parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
    for (const { start, end, specifier } of imports) expect(code.slice(start + 1, end - 1)).toBe(specifier);
  });
});

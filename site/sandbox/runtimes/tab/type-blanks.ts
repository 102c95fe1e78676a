import type { Node } from 'acorn';

/** A part of the text that is only for the type checker. `with` is what stands at its beginning instead of a space, or in its place where it has no length. */
export interface Blank {
  start: number;
  end: number;
  with?: string;
}

/** Why a file is not TypeScript that can be run by leaving its types out. */
export class UnsupportedSyntax extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** A node of acorn's tree, TypeScript's kinds among them: what each holds is looked at where its kind is known. */
export type AnyNode = Node & Record<string, any>;

/** Statements that hold nothing but types. */
const typeStatements: ReadonlySet<string> = new Set([
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'TSDeclareFunction',
  'TSNamespaceExportDeclaration',
]);

/** Syntax that becomes code of its own, which Node does not make either (its documentation, "TypeScript features"). */
const unsupported: Readonly<Record<string, string>> = {
  TSEnumDeclaration: 'TypeScript enum is not supported in strip-only mode',
  TSModuleDeclaration: 'TypeScript namespace declaration is not supported in strip-only mode',
  TSTypeAssertion:
    "The angle-bracket syntax for type assertions, `<T>expr`, is not supported in type strip mode. Instead, use the 'as' syntax: `expr as T`.",
  TSParameterProperty: 'TypeScript parameter property is not supported in strip-only mode',
  TSImportEqualsDeclaration: 'TypeScript import equals declaration is not supported in strip-only mode',
  // Node leaves them in; no browser knows them, and none says where they are.
  Decorator: 'Decorators are not supported',
  TSExportAssignment: 'TypeScript export assignment is not supported in strip-only mode',
};

const modifiers: ReadonlySet<string> = new Set([
  'public',
  'private',
  'protected',
  'readonly',
  'override',
  'abstract',
  'declare',
]);

/** Finds the parts to leave out of a parsed file, by Node's rules for TypeScript. @throws {UnsupportedSyntax} */
export class TypeBlanks {
  readonly blanks: Blank[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  visit(node: AnyNode): void {
    if (unsupported[node.type] && !isTypeOnly(node)) throw new UnsupportedSyntax(unsupported[node.type]!, node.start);
    if (isTypeOnly(node)) return this.#statement(node);
    switch (node.type) {
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
        this.visit(node.expression);
        return this.#blank({
          start: this.#closing(node.expression.end),
          end: node.end,
          with: this.#wouldJoin(node.end) ? ';' : undefined,
        });
      case 'TSNonNullExpression':
        this.visit(node.expression);
        return this.#blank({ start: node.end - 1, end: node.end });
      case 'TSInstantiationExpression':
      case 'TSExpressionWithTypeArguments':
        this.visit(node.expression);
        return this.#blank({ start: this.#closing(node.expression.end), end: node.end });
    }
    if (node.type.startsWith('TS')) return this.#blank(node);
    this.#parts(node);
    this.#children(node);
  }

  #children(node: AnyNode): void {
    for (const [key, value] of Object.entries(node)) {
      if (key === 'implements' || key === 'typeAnnotation' || key === 'returnType') continue;
      if (Array.isArray(value)) value.forEach((child) => isNode(child) && this.visit(child));
      else if (isNode(value)) this.visit(value);
    }
  }

  /** What is TypeScript's in a node that is JavaScript's. */
  #parts(node: AnyNode): void {
    switch (node.type) {
      case 'ClassDeclaration':
      case 'ClassExpression':
        if (node.abstract) this.#word('abstract', node.decorators?.at(-1)?.end ?? node.start);
        if (node.implements?.length) {
          const before =
            node.superTypeParameters?.end ??
            node.superClass?.end ??
            node.typeParameters?.end ??
            node.id?.end ??
            node.start;
          this.#blank({ start: this.#text.indexOf('implements', before), end: node.implements.at(-1).end });
        }
        break;
      case 'PropertyDefinition':
      case 'AccessorProperty':
      case 'MethodDefinition':
        this.#modifiers(node);
        if (node.optional || node.definite) this.#mark(node.computed ? this.#after(node.key.end) + 1 : node.key.end);
        break;
      case 'VariableDeclarator':
        if (node.definite)
          this.#mark(node.id.typeAnnotation ? this.#before(node.id.typeAnnotation.start) : node.id.end - 1);
        break;
      case 'ImportDeclaration':
      case 'ExportNamedDeclaration':
        for (const specifier of node.specifiers) {
          if (specifier.importKind === 'type' || specifier.exportKind === 'type') this.#withComma(specifier);
        }
        break;
    }
    if (node.params) this.#parameters(node);
    if (node.optional === true && isPattern(node))
      this.#mark(node.typeAnnotation ? this.#before(node.typeAnnotation.start) : node.end - 1);
    if (node.typeAnnotation) this.#blank(node.typeAnnotation);
    if (node.returnType) this.#returnType(node);
  }

  #parameters(node: AnyNode): void {
    const [first] = node.params as AnyNode[];
    if (first?.type === 'Identifier' && first.name === 'this') {
      node.params = node.params.slice(1);
      this.#withComma(first);
    }
  }

  /** An arrow must stand on the line of its closing parenthesis: where the type between them has lines, that goes to its end. */
  #returnType(node: AnyNode): void {
    const { start, end } = node.returnType as AnyNode;
    if (node.type !== 'ArrowFunctionExpression' || !this.#text.slice(start, end).includes('\n'))
      return this.#blank({ start, end });
    const parenthesis = this.#before(start);
    this.blanks.push(
      { start: parenthesis, end: parenthesis + 1 },
      { start, end: end - 1 },
      { start: end - 1, end, with: ')' },
    );
  }

  #statement(node: AnyNode): void {
    this.#blank({
      start: node.start,
      end: node.end,
      with: this.#wouldJoin(node.end) || this.#isBody(node) ? ';' : undefined,
    });
  }

  #isBody(node: AnyNode): boolean {
    return /(?:\)|\belse|\bdo)\s*$/.test(this.#text.slice(0, node.start));
  }

  /** Whether what follows would, with nothing before it, go on with the statement that ends before. */
  #wouldJoin(end: number): boolean {
    if (this.#text[end - 1] === ';') return this.#isHazard(end);
    return this.#text.slice(end, this.#after(end)).includes('\n') && this.#isHazard(end);
  }

  #isHazard(end: number): boolean {
    return /^[([`+\-/*,.]/.test(this.#text.slice(this.#after(end)));
  }

  #modifiers(member: AnyNode): void {
    let at = this.#after(member.decorators?.at(-1)?.end ?? member.start);
    const last = member.computed ? this.#text.lastIndexOf('[', member.key.start) : member.key.start;
    let joins = false;
    while (at < last) {
      const word = /^[\w$]+|^./su.exec(this.#text.slice(at))![0];
      if (modifiers.has(word)) this.#blank({ start: at, end: at + word.length });
      joins ||= modifiers.has(word);
      at = this.#after(at + word.length);
    }
    // A computed or generated member after a blanked word would go on with a field that has no semicolon.
    const first = this.blanks.at(-1);
    if (
      joins &&
      first &&
      /^[[*]/.test(this.#text.slice(this.#after(first.end))) &&
      !/[;{}]\s*$/.test(this.#text.slice(0, member.start))
    )
      first.with = ';';
  }

  #word(word: string, from: number): void {
    const start = this.#text.indexOf(word, from);
    this.#blank({ start, end: start + word.length });
  }

  /** Blanks the one-character mark (`?` or `!`) at or after an offset. */
  #mark(at: number): void {
    const start = this.#after(at);
    if (this.#text[start] === '?' || this.#text[start] === '!') this.#blank({ start, end: start + 1 });
  }

  #withComma({ start, end }: AnyNode): void {
    const comma = this.#after(end);
    this.#blank({ start, end });
    if (this.#text[comma] === ',') this.#blank({ start: comma, end: comma + 1 });
  }

  #blank(blank: Blank): void {
    this.blanks.push({ start: blank.start, end: blank.end, with: blank.with });
  }

  /** The offset after the parentheses, if any, that close around what ends here. */
  #closing(end: number): number {
    for (let next = this.#after(end); this.#text[next] === ')'; next = this.#after(end)) end = next + 1;
    return end;
  }

  /** The first offset from here on that is neither space nor comment. */
  #after(at: number): number {
    const gap = /(?:\s|\/\/.*|\/\*[^]*?\*\/)*/y;
    gap.lastIndex = at;
    gap.exec(this.#text);
    return gap.lastIndex;
  }

  /** The last offset before here that is neither space nor comment. */
  #before(at: number): number {
    const text = this.#text.slice(0, at).replace(/(?:\s|\/\*(?:(?!\*\/)[^])*\*\/)+$/, '');
    return text.length - 1;
  }
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && typeof (value as AnyNode).type === 'string';

const isPattern = ({ type }: AnyNode): boolean =>
  type === 'Identifier' ||
  type === 'ObjectPattern' ||
  type === 'ArrayPattern' ||
  type === 'AssignmentPattern' ||
  type === 'RestElement';

function isTypeOnly(node: AnyNode): boolean {
  if (typeStatements.has(node.type) || node.declare === true) return true;
  if (node.abstract === true && /^(?:PropertyDefinition|MethodDefinition|TSAbstract)/.test(node.type)) return true;
  if (node.type === 'TSIndexSignature' || node.type === 'TSDeclareMethod') return true;
  if (node.type === 'MethodDefinition' && !node.value?.body) return true;
  switch (node.type) {
    case 'ImportDeclaration':
    case 'TSImportEqualsDeclaration':
      return node.importKind === 'type';
    case 'TSModuleDeclaration':
      return isTypeOnly(node.body);
    case 'TSModuleBlock':
      return node.body.every(isTypeOnly);
    case 'ExportAllDeclaration':
      return node.exportKind === 'type';
    case 'ExportNamedDeclaration':
      return node.exportKind === 'type' || (node.declaration !== null && isTypeOnly(node.declaration));
    case 'ExportDefaultDeclaration':
      return typeStatements.has(node.declaration.type);
    default:
      return false;
  }
}

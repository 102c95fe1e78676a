import type { AnyNode, Blank } from './type-blanks.ts';

/**
 * Where an engine would tell its `AsyncLocalStorage` of a wait, what tells the tab's (`guest/tab/node/async-context.ts`): `await $kept(value)`.
 * Lines stay; what follows on the same line moves to the right.
 */
export class Waits {
  readonly insertions: Blank[] = [];
  readonly #text: string;
  /** Its name, and the beginning of the others. */
  readonly #kept: string;
  #usings = 0;

  constructor(text: string, kept: string) {
    [this.#text, this.#kept] = [text, kept];
  }

  /** `generates`: in an asynchronous generator, `yield` and `return` wait, too. */
  visit(node: AnyNode, generates = false): void {
    if (isFunction(node)) return this.#children(node, node.async && node.generator);
    switch (node.type) {
      case 'AwaitExpression':
        return this.#operand(node, 'await', generates);
      case 'YieldExpression':
        if (!generates) break;
        return this.#operand(node, 'yield', generates);
      case 'ReturnStatement':
        if (!generates || !node.argument) break;
        return this.#operand(node, 'return', generates);
      case 'ForOfStatement':
        if (isUsing(node.left)) node.left.declarations.forEach((each: AnyNode) => this.visit(each, generates));
        else this.visit(node.left, generates);
        // Of `of[…]`, not to join what stands before.
        if (node.await)
          this.#insert(
            node.right.start,
            `${/\w/.test(this.#text[node.right.start - 1]!) ? ' ' : ''}${this.#kept}All((`,
          );
        this.visit(node.right, generates);
        if (node.await) this.#insert(node.right.end, '))');
        return this.visit(node.body, generates);
      case 'VariableDeclaration':
        if (isUsing(node)) return this.#using(node, generates);
    }
    this.#children(node, generates);
  }

  #children(node: AnyNode, generates: boolean): void {
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value])
        if (typeof child?.type === 'string' && typeof child.start === 'number') this.visit(child, generates);
    }
  }

  /** Its parentheses included: all from the keyword to the end. */
  #operand(node: AnyNode, keyword: string, generates: boolean): void {
    const all = node.type === 'YieldExpression' && node.delegate;
    const at = node.start + (all ? delegating.exec(this.#text.slice(node.start))![0] : keyword).length;
    const call = `${this.#kept}${all ? 'All' : ''}(`;
    if (!node.argument) return this.#insert(at, ` ${call})`);
    // Not to join what stands before.
    if (this.#text[at] === ' ') this.#insert(at + 1, call);
    else this.#insert(at, ` ${call}`);
    this.#children(node, generates);
    this.#insert(this.#text[node.end - 1] === ';' ? node.end - 1 : node.end, ')');
  }

  /** The first to be declared is the last to be disposed of. Around each, as the engine waits for each. */
  #using(node: AnyNode, generates: boolean): void {
    for (const each of node.declarations as AnyNode[]) {
      const name = `${this.#kept}${++this.#usings}`;
      this.#insert(each.start, `${name} = ${this.#kept}Using(), `);
      this.visit(each, generates);
      this.#insert(each.end, `, ${name}$ = ${name}?.leaving`);
    }
  }

  #insert(at: number, code: string): void {
    this.insertions.push({ start: at, end: at, with: code });
  }
}

/** With what may stand between. */
const delegating = /^yield(?:\s|\/\/.*|\/\*[^]*?\*\/)*\*/;
const isUsing = ({ type, kind }: AnyNode): boolean => type === 'VariableDeclaration' && kind === 'await using';
const isFunction = ({ type }: AnyNode): boolean => /^(?:Arrow)?Function/.test(type);

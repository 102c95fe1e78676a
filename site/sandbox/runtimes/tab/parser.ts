import { tsPlugin } from '@sveltejs/acorn-typescript';
import { Parser, tokTypes, type Node, type Position } from 'acorn';
import type { AnyNode } from './type-blanks.ts';

/** What is used here of the plugin's parser, which its types do not show. */
interface Parts {
  start: number;
  type: unknown;
  next(): void;
  expect(type: unknown): void;
  startNodeAt(start: number, at: Position): AnyNode;
  finishNode(node: AnyNode, type: string): Node;
  parseMaybeAssign(forInit?: unknown): AnyNode;
  /** Goes back to where it was when `read` throws, or calls `abort`. */
  tryParse(read: (abort: () => never) => AnyNode): { node: AnyNode | null; error: Error | null; aborted: boolean };
  parseConditional(test: AnyNode, start: number, at: Position, forInit: unknown, errors: unknown): Node;
  shouldParseArrow(parameters: unknown): boolean;
  shouldParseAsyncArrow(): boolean;
}

const TypeScript = Parser.extend(tsPlugin()) as unknown as new (...options: unknown[]) => Parts;

/**
 * Reads `a ? (b) : c => d` as TypeScript does. Where no `:` is left over for the condition, the one after the parentheses was its own, not the
 * beginning of the arrow function's return type, as the plugin takes it.
 */
class WithConditions extends TypeScript {
  /** Where a `:` begins no return type. Made when first needed: acorn's constructor reads the first token before fields are there. */
  #colons: Set<number> | undefined;

  override parseConditional(test: AnyNode, start: number, at: Position, forInit: unknown, errors: unknown): Node {
    if (this.type !== tokTypes.question) return super.parseConditional(test, start, at, forInit, errors);
    const node = this.startNodeAt(start, at);
    node.test = test;
    node.consequent = this.#consequent();
    this.expect(tokTypes.colon);
    node.alternate = this.parseMaybeAssign(forInit);
    return this.finishNode(node, 'ConditionalExpression');
  }

  /** Each time round, one more `:` is out of the question. */
  #consequent(): AnyNode {
    for (;;) {
      let colon: number | undefined;
      const { node, error, aborted } = this.tryParse((abort) => {
        this.next();
        const consequent = this.parseMaybeAssign();
        colon = this.type === tokTypes.colon ? undefined : returnTypeAtEnd(consequent)?.start;
        return colon === undefined ? consequent : abort();
      });
      if (node) return node;
      if (!aborted) throw error;
      (this.#colons ??= new Set()).add(colon!);
    }
  }

  #isConditions(): boolean {
    return this.type === tokTypes.colon && this.#colons?.has(this.start) === true;
  }

  override shouldParseArrow(parameters: unknown): boolean {
    return !this.#isConditions() && super.shouldParseArrow(parameters);
  }

  override shouldParseAsyncArrow(): boolean {
    return !this.#isConditions() && super.shouldParseAsyncArrow();
  }
}

/** The return type of the arrow function that an expression ends with, the outermost; what is in parentheses has ended before. */
function returnTypeAtEnd(node: AnyNode): AnyNode | undefined {
  if (node.type === 'ArrowFunctionExpression') return node.returnType ?? returnTypeAtEnd(node.body);
  const last: AnyNode | undefined =
    node.type === 'ConditionalExpression'
      ? node.alternate
      : node.type === 'AssignmentExpression'
        ? node.right
        : undefined;
  return last && returnTypeAtEnd(last);
}

/** Parses a module of TypeScript. @throws {SyntaxError} with the offset in `pos`. */
export const parse = (text: string): AnyNode =>
  (WithConditions as unknown as typeof Parser).parse(text, {
    ecmaVersion: 'latest',
    sourceType: 'module',
    allowHashBang: true,
  }) as AnyNode;

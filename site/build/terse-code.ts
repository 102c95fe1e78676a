import type { ShikiTransformer } from 'shiki';

type CodeHook = NonNullable<ShikiTransformer['code']>;
type Nodes = Parameters<CodeHook>[0]['children'];

/**
 * Writes highlighted code in less than half of the HTML: a class in place of each inline style, and no element around what has the
 * colour of plain code, nor around lines. A lesson shows a dozen files, and most readers never open more than one.
 * `site/styles/sandbox.css` gives the classes their colours.
 */
export const terseCode: ShikiTransformer = {
  name: 'leak-lab:terse-code',
  code(code) {
    code.children = code.children.flatMap((line) => (line.type === 'element' ? line.children.flatMap(shorten) : [line]));
  },
};

function shorten(token: Nodes[number]): Nodes {
  if (token.type !== 'element') return [token];
  const kind = /var\(--astro-code-token-([a-z-]+)\)/.exec(String(token.properties.style))?.[1];
  return kind === undefined ? (token.children as Nodes) : [{ ...token, properties: { class: kind } }];
}

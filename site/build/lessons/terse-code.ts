import type { ShikiTransformer } from 'shiki';

type CodeHook = NonNullable<ShikiTransformer['code']>;
type Nodes = Parameters<CodeHook>[0]['children'];

/**
 * Writes highlighted code in less than half of the HTML and a third of the elements: a class in place of each inline style, and no element
 * around lines, around what has the colour of plain code, and around mere signs, which Shiki has look like keywords and the editor does not.
 * A lesson shows a dozen files, and most readers never open more than one; scripts that look through the page go past every element.
 * `site/styles/code.css` gives the classes their colours.
 */
export const terseCode: ShikiTransformer = {
  name: 'leak-lab:terse-code',
  code(code) {
    code.children = code.children.flatMap((line) =>
      line.type === 'element' ? line.children.flatMap(shorten) : [line],
    );
  },
};

const signs = /^[^\p{L}\p{N}'"`]*$/u;

function shorten(token: Nodes[number]): Nodes {
  if (token.type !== 'element') return [token];
  const kind = /var\(--astro-code-token-([a-z-]+)\)/.exec(String(token.properties.style))?.[1];
  const [text] = token.children;
  const plain = kind === undefined || (kind !== 'comment' && text?.type === 'text' && signs.test(text.value));
  return plain ? (token.children as Nodes) : [{ ...token, properties: { class: kind } }];
}

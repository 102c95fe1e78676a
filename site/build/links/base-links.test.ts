import { createSatteriMarkdownProcessor } from '@astrojs/markdown-satteri';
import { expect, test } from 'vitest';
import { prefixLinks } from './base-links.ts';

test.each([
  ['[x](/glossary/#heap)', '/lab/glossary/#heap'],
  ['[x](https://example.org/)', 'https://example.org/'],
  ['[x](//example.org/)', '//example.org/'],
  ['[x](#heap)', '#heap'],
])('%s leads to %s', async (markdown, href) => {
  const processor = await createSatteriMarkdownProcessor({ hastPlugins: [prefixLinks('/lab')] });
  expect((await processor.render(markdown)).code).toContain(`href="${href}"`);
});

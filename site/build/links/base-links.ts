import { isSatteriProcessor, type SatteriMarkdownProcessorOptions } from '@astrojs/markdown-satteri';
import type { AstroIntegration } from 'astro';

type Plugin = NonNullable<SatteriMarkdownProcessorOptions['hastPlugins']>[number];

/** Lets pages link as if the site were at the root of its address: puts the base that it is published under before their links. */
export function baseLinks(): AstroIntegration {
  return {
    name: 'leak-lab:base-links',
    hooks: {
      'astro:config:setup': ({ config }) => {
        const base = config.base.replace(/\/$/, '');
        const { processor } = config.markdown;
        if (!base) return;
        if (!isSatteriProcessor(processor))
          throw new Error(
            'Links get their base from a plugin for Sätteri, and the site has another Markdown processor.',
          );
        processor.options.hastPlugins.push(prefixLinks(base));
      },
    },
  };
}

/** `base` has no slash at its end. */
export const prefixLinks = (base: string): Plugin => ({
  name: 'leak-lab:base-links',
  element: {
    filter: ['a'],
    visit(node, context) {
      const href = node.properties?.href;
      if (typeof href === 'string' && /^\/(?!\/)/.test(href)) context.setProperty(node, 'href', base + href);
    },
  },
});

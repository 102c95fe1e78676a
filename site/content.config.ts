import { docsSchema, i18nSchema } from '@astrojs/starlight/schema';
import { glob } from 'astro/loaders';
import { defineCollection } from 'astro:content';

/** `en/method-caching.mdx` is the page `lessons/method-caching`; what lies in `en/pages/` (the home page …) is at the top. */
function pageId(file: string): string {
  const [language, ...path] = file.replace(/\.mdx$/, '').split('/');
  const page = path[0] === 'pages' ? path.slice(1) : ['lessons', ...path];
  return [...(language === 'en' ? [] : [language]), ...page].join('/').replace(/\/index$/, '');
}

export const collections = {
  docs: defineCollection({
    loader: glob({ base: './lessons', pattern: '{en,zh-cn}/**/*.mdx', generateId: ({ entry }) => pageId(entry) }),
    schema: docsSchema(),
  }),
  /** Where Starlight's own Chinese would puzzle a reader. */
  i18n: defineCollection({
    loader: () => [{ id: 'zh-CN', 'sidebarNav.accessibleLabel': '主导航', 'skipLink.label': '跳到正文' }],
    schema: i18nSchema(),
  }),
};

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
  /** Where Starlight's own Chinese would puzzle a reader, or there is none. */
  i18n: defineCollection({
    loader: () => [
      {
        id: 'zh-CN',
        'sidebarNav.accessibleLabel': '主导航',
        'skipLink.label': '跳到正文',
        // Pagefind has these in Chinese, as `zh-cn`, and does not find them for a page in `zh-CN`.
        'pagefind.clear_search': '清除',
        'pagefind.load_more': '加载更多结果',
        'pagefind.search_label': '搜索本站',
        'pagefind.zero_results': '没有找到“[SEARCH_TERM]”的相关结果',
        'pagefind.many_results': '找到 [COUNT] 条“[SEARCH_TERM]”的相关结果',
        'pagefind.one_result': '找到 [COUNT] 条“[SEARCH_TERM]”的相关结果',
        'pagefind.alt_search': '没有找到“[SEARCH_TERM]”，以下是“[DIFFERENT_TERM]”的结果',
        'pagefind.search_suggestion': '没有找到“[SEARCH_TERM]”的相关结果，不妨试试：',
        'pagefind.searching': '正在搜索“[SEARCH_TERM]”……',
      },
    ],
    schema: i18nSchema(),
  }),
};

import mdx from '@astrojs/mdx';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';

export default defineConfig({
  srcDir: './site',
  site: process.env.SITE_URL,
  base: process.env.SITE_BASE,
  trailingSlash: 'always',
  integrations: [
    starlight({
      title: 'Leak Lab',
      description: 'An interactive course on one real memory leak: gRPC clients created per request on a shared channel.',
      locales: { root: { label: 'English', lang: 'en' }, 'zh-cn': { label: '简体中文', lang: 'zh-CN' } },
      sidebar: [{ label: 'Lessons', translations: { 'zh-CN': '课程' }, items: ['lessons/channel-reuse', 'lessons/method-caching', 'lessons/with-options'] }],
      customCss: ['./site/styles/site.css'],
      // Wrapped, code needs no scrolling box of its own, which would be one more nameless region to a screen reader.
      expressiveCode: { defaultProps: { wrap: true } },
    }),
    mdx(),
  ],
});

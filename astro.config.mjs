import mdx from '@astrojs/mdx';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { anyPath, anyPathBase } from './site/build/links/any-path.ts';
import { bufferForPages } from './site/build/bundle/buffer-for-pages.ts';
import { baseLinks } from './site/build/links/base-links.ts';
import { checkLinks } from './site/build/links/check-links.ts';
import { compressedFiles } from './site/build/output/compressed-files.ts';
import { contentSecurityPolicy } from './site/build/output/content-security-policy.ts';
import { buildCsharp, clientOf } from './site/build/csharp/build.ts';
import { csharpFiles } from './site/build/csharp/files.ts';
import { csharpRegions } from './site/build/lessons/csharp-regions.ts';
import { givenFiles } from './site/build/bundle/given-files.ts';
import { glossaryTerms } from './site/build/lessons/glossary-terms.ts';
import { isolateSandboxes } from './site/build/output/isolate-sandboxes.ts';
import { leanPages, onEveryPage } from './site/build/bundle/lean-pages.ts';
import { lessonIds } from './site/build/lessons/lesson-order.ts';
import { oneLanguage } from './site/build/bundle/one-language.ts';
import { defineSettings, readSettings } from './site/build/settings.ts';
import { wholeSearchIndex } from './site/build/output/whole-search-index.ts';
import { typeFiles } from './site/language/type-files.ts';
import { tabRuntime } from './site/sandbox/runtimes/tab/build.ts';
import { webcontainerRuntime } from './site/sandbox/runtimes/webcontainer/build.ts';
import { localRuntime } from './site/server/vite-plugin.ts';

const settings = readSettings(process.env);
/** Where readers can see the sources and propose a change, such as `https://git.example/leak-lab`. */
const repository = process.env.SITE_REPOSITORY?.trim().replace(/\/+$/, '');
const csharp = await buildCsharp();
/** The build can be put under any path. */
const relative = process.env.SITE_BASE === './';

export default defineConfig({
  srcDir: './site',
  site: process.env.SITE_URL,
  base: relative ? anyPathBase : process.env.SITE_BASE,
  trailingSlash: 'always',
  // A page is fetched when it is asked for: what would fetch it sooner is a fifth of a lesson's script.
  prefetch: false,
  integrations: [
    starlight({
      title: 'Leak Lab',
      description:
        'An interactive course on one real memory leak: gRPC clients created per request on a shared channel.',
      locales: { root: { label: 'English', lang: 'en' }, 'zh-cn': { label: '简体中文', lang: 'zh-CN' } },
      sidebar: [
        { label: 'Lessons', translations: { 'zh-CN': '课程' }, items: lessonIds().map((id) => `lessons/${id}`) },
        {
          label: 'At hand',
          translations: { 'zh-CN': '随手可查' },
          items: [
            'progress',
            'dumps',
            'cheat-sheet',
            'typescript-for-csharp',
            'glossary',
            'sources',
            'sandboxes',
            'port',
          ],
        },
        {
          label: 'For organizers',
          translations: { 'zh-CN': '给组织者' },
          items: [
            'trainers',
            'company',
            'class',
            'what-your-trainer-sees',
            'webcontainer-hosts',
            'webcontainer-licence',
          ],
        },
      ],
      components: {
        Footer: './site/components/Footer.astro',
        Hero: './site/components/Hero.astro',
        TableOfContents: './site/components/TableOfContents.astro',
        ThemeProvider: './site/components/ThemeProvider.astro',
      },
      ...(repository && {
        editLink: { baseUrl: `${repository}/edit/main/` },
        social: [{ icon: 'seti:git', label: 'Git', href: repository }],
      }),
      // Ours is site/pages/404.astro.
      disable404Route: true,
      customCss: ['./site/styles/site.css', './site/styles/print.css'],
      // Wrapped, code needs no scrolling box of its own, which would be one more nameless region to a screen reader.
      expressiveCode: { defaultProps: { wrap: true }, plugins: [csharpRegions()] },
    }),
    mdx(),
    glossaryTerms(),
    baseLinks(),
    checkLinks(),
    wholeSearchIndex(),
    ...(settings.webcontainer.enabled ? [isolateSandboxes()] : []),
    // A sitemap needs the site's address. Without one, Starlight's own would only warn; this stands in its place.
    ...(process.env.SITE_URL ? [] : [{ name: '@astrojs/sitemap', hooks: {} }]),
    ...(relative ? [anyPath()] : []),
    // The last: each takes the pages as those before it left them.
    contentSecurityPolicy(settings.webcontainer.enabled),
    compressedFiles(),
  ],
  vite: {
    plugins: [
      leanPages(),
      oneLanguage(),
      bufferForPages(),
      localRuntime(),
      tabRuntime(),
      csharpFiles(csharp),
      typeFiles(),
      ...(settings.webcontainer.enabled ? [webcontainerRuntime()] : []),
    ],
    worker: { format: 'es', plugins: () => [typeFiles()] },
    define: defineSettings(settings, csharp && (await clientOf(csharp)), relative ? 'index.html' : ''),
    build: {
      // The largest chunk is the open sandbox, fetched when a reader opens one.
      chunkSizeWarningLimit: 600,
      // Astro marks its own modules with directives that the bundler has no use for.
      rolldownOptions: { checks: { moduleLevelDirective: false } },
    },
    environments: {
      client: {
        build: {
          rolldownOptions: {
            output: { codeSplitting: { groups: [{ name: 'every-page', test: onEveryPage }, givenFiles] } },
          },
        },
      },
    },
  },
});

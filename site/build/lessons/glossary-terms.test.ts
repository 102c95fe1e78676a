import { createSatteriMarkdownProcessor } from '@astrojs/markdown-satteri';
import { expect, test } from 'vitest';
import { linkTerms } from './glossary-terms.ts';

async function rendered(markdown: string, file = 'en/the-leak.mdx'): Promise<string> {
  const processor = await createSatteriMarkdownProcessor({ hastPlugins: [linkTerms()] });
  return (await processor.render(markdown, { fileURL: new URL(`file:///site/lessons/${file}`) })).code;
}
const linked = (html: string) =>
  [...html.matchAll(/class="term" href="([^"]+)"[^>]*>([^<]+)</g)].map(([, ...link]) => link);

test('a term is linked where a lesson first uses it, and nowhere else', async () => {
  const html = await rendered('Two channels and a heap snapshot.\n\nA channel, a heap.');
  expect(linked(html)).toEqual([
    ['/glossary/#channel', 'channels'],
    ['/glossary/#heap-snapshot', 'heap snapshot'],
    ['/glossary/#heap', 'heap'],
  ]);
  expect(html).toContain('title="Where a program’s objects live."');
});

test('headings, code and links keep what they are', async () => {
  expect(linked(await rendered('## A channel\n\n`channel` and [a channel](/x/) and the floor'))).toEqual([
    ['/glossary/#floor', 'floor'],
  ]);
});

test('a Chinese lesson has the Chinese words, and other pages have no links', async () => {
  expect(linked(await rendered('一个通道，一份堆快照。', 'zh-cn/the-leak.mdx'))).toEqual([
    ['/zh-cn/glossary/#channel', '通道'],
    ['/zh-cn/glossary/#heap-snapshot', '堆快照'],
  ]);
  expect(linked(await rendered('A channel.', 'en/pages/glossary.mdx'))).toEqual([]);
});

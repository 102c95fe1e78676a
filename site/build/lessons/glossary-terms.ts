import { isSatteriProcessor, type SatteriMarkdownProcessorOptions } from '@astrojs/markdown-satteri';
import type { AstroIntegration } from 'astro';
import terms from '../../../lessons/glossary.json' with { type: 'json' };

type Plugin = NonNullable<SatteriMarkdownProcessorOptions['hastPlugins']>[number];
type Language = 'en' | 'zh';
type Term = (typeof terms)[number];

/** Where a term stands on the glossary's page, in both languages. */
export const anchorOf = ({ en }: Term): string =>
  en
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/^-|-$/g, '');

/** Links a term of the glossary where a lesson first uses it, with what it means at hand. */
export function glossaryTerms(): AstroIntegration {
  return {
    name: 'leak-lab:glossary-terms',
    hooks: {
      'astro:config:setup': ({ config }) => {
        const { processor } = config.markdown;
        if (!isSatteriProcessor(processor)) throw new Error('Terms are linked by a plugin for Sätteri.');
        processor.options.hastPlugins.push(linkTerms());
      },
    },
  };
}

/** What a lesson calls a term: its words as the glossary has them, or what it names instead. Code is looked for by nobody: it stands for itself. */
function wordsOf(term: Term, language: Language): string[] {
  if ('words' in term) return term.words![language];
  return term[language]
    .replace(/[（(].*/, '')
    .split(/[,、]/)
    .map((word) => word.trim())
    .filter((word) => word && !word.includes('`'));
}

const patternOf = (term: Term, language: Language): RegExp | null => {
  const words = wordsOf(term, language);
  if (!words.length) return null;
  return language === 'en' ? new RegExp(`\\b(?:${words.join('|')})s?\\b`, 'i') : new RegExp(words.join('|'));
};

const patterns = Object.fromEntries(
  (['en', 'zh'] as const).map((language) => [
    language,
    terms.flatMap((term) => {
      const pattern = patternOf(term, language);
      return pattern ? [{ term, pattern }] : [];
    }),
  ]),
) as Record<Language, { term: Term; pattern: RegExp }[]>;

/** The first term in a text that is not among `seen`; of two at one place, the longer. */
function firstIn(text: string, language: Language, seen: ReadonlySet<string>) {
  let first: { term: Term; index: number; word: string } | null = null;
  for (const { term, pattern } of patterns[language]) {
    const found = seen.has(term.en) ? null : pattern.exec(text);
    if (!found) continue;
    const [word] = found;
    if (!first || found.index < first.index || (found.index === first.index && word.length > first.word.length))
      first = { term, index: found.index, word };
  }
  return first;
}

/** In these a link would be one within another, or leads away from what is asked. */
const closed = new Set(['a', 'code', 'pre', 'h1', 'h2', 'h3', 'h4', 'summary', 'Predict', 'In', 'File', 'SideBySide']);
const open = new Set(['p', 'li', 'td']);

export const linkTerms = (): Plugin => ({
  name: 'leak-lab:glossary-terms',
  text(node, context) {
    const lesson = /\/lessons\/(en|zh-cn)\/[\w-]+\.mdx$/.exec(context.fileURL?.pathname ?? '');
    if (!lesson) return;
    let prose = false;
    let above: ReturnType<typeof context.parent> | undefined = context.parent(node);
    for (; above; above = context.parent(above as Parameters<typeof context.parent>[0])) {
      const name = 'tagName' in above ? above.tagName : 'name' in above ? (above.name as string) : '';
      if (closed.has(name)) return;
      prose ||= open.has(name);
    }
    if (!prose) return;
    const language: Language = lesson[1] === 'en' ? 'en' : 'zh';
    const data = context.data as { terms?: Set<string> };
    const seen = (data.terms ??= new Set());
    const parts: Parameters<typeof context.replaceNode>[1] & unknown[] = [];
    let { value } = node;
    for (let found = firstIn(value, language, seen); found; found = firstIn(value, language, seen)) {
      const { term, index, word } = found;
      seen.add(term.en);
      parts.push({ type: 'text', value: value.slice(0, index) });
      parts.push({
        type: 'element',
        tagName: 'a',
        properties: {
          className: ['term'],
          href: `${language === 'en' ? '' : '/zh-cn'}/glossary/#${anchorOf(term)}`,
          title: term.about[language].replaceAll('`', ''),
        },
        children: [{ type: 'text', value: word }],
      });
      value = value.slice(index + word.length);
    }
    if (parts.length) context.replaceNode(node, [...parts, { type: 'text', value }]);
  },
});

import { readFileSync } from 'node:fs';
import { codeToHtml, createCssVariablesTheme } from 'shiki';
import { expect, test } from 'vitest';
import { highlight } from './highlight.ts';

const theme = createCssVariablesTheme({ variablePrefix: '--astro-code-' });
const code = '// The sum.\nexport const sum = (a: number) => `${a < 1}` + "b" + 2;\n';

const text = (html: string) => html.replaceAll(/<[^>]*>/g, '');

test('the code reads the same, in less than half of the HTML, each kind of token with a class', async () => {
  const long = await codeToHtml(code, { lang: 'ts', theme });
  const short = await highlight(code);
  expect(text(short)).toBe(text(long));
  expect(short).toContain('<span class="comment">// The sum.</span>\n');
  expect(short).toContain('<span class="keyword"> const</span>');
  expect(short).not.toMatch(/>\s*=>\s*<\/span>/);
  expect(short.length).toBeLessThan(long.length / 2);
});

test('every class has its colour', async () => {
  const css = readFileSync(new URL('../../styles/code.css', import.meta.url), 'utf8');
  const html = await highlight(`${code}/a.b/u.test(this.x as string);`);
  for (const [, kind] of html.matchAll(/<span class="([a-z-]+)"/g))
    expect(css).toContain(`& .${kind} {\n    color: var(--astro-code-token-${kind});`);
});

import { codeToHtml, createCssVariablesTheme } from 'shiki';
import { terseCode } from './terse-code.ts';

const theme = createCssVariablesTheme({ variablePrefix: '--astro-code-' });
const highlighted = new Map<string, Promise<string>>();

/** A TypeScript file of a sandbox as HTML. Most files are the same in every lesson, and highlighting them is most of a page's build: each is done once. */
export function highlight(code: string): Promise<string> {
  let html = highlighted.get(code);
  if (!html) highlighted.set(code, (html = codeToHtml(code, { lang: 'ts', theme, transformers: [terseCode] })));
  return html;
}

import type { Strings } from './strings.ts';

/** The interface's sentences in the language of a page, e.g. the `lang` attribute of its root. */
export async function loadStrings(language: string): Promise<Strings> {
  return language.toLowerCase().startsWith('zh')
    ? (await import('./zh-cn.ts')).strings
    : (await import('./en.ts')).strings;
}

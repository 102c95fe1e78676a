import type { Language } from '../../sandbox/language.ts';

/** What an exercise's work in a language is kept as: each has its own. */
export const keptAs = (exercise: string, language: Language = 'typescript') =>
  language === 'csharp' ? `${exercise}.csharp` : exercise;

/** Where that is kept in the browser's storage. Apart from the rest, which an unopened page does without. */
export const keyOf = (kept: string) => `leak-lab:sandbox:${kept}`;

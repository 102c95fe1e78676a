import { languagesOf } from '../../sandbox/exercises/exercises.ts';
import type { Language } from '../../sandbox/language.ts';
import type { Storage } from './storage.ts';

/** Where the language that a learner picked is kept, for all sandboxes of the site. */
const key = 'leak-lab:language';

/** What this exercise opens in: the learner's language, where it has a side in it. */
export function pickedLanguage(exercise: string, storage: Storage): Language {
  return languagesOf(exercise).find((language) => language === storage.get(key)) ?? 'typescript';
}

export const pickLanguage = (language: Language, storage: Storage): boolean => storage.set(key, language);

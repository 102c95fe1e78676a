import { getCollection } from 'astro:content';
import { exercisesIn } from './lesson-exercises.ts';

export interface Lesson {
  readonly id: string;
  /** In the page's language, with the site's base. */
  readonly href: string;
  readonly title: string;
  readonly description?: string;
  readonly exercises: readonly string[];
}

interface Entry {
  id: string;
  body?: string;
  data: { title: string; description?: string; sidebar: { order?: number } };
}

/** Every lesson in its order, in a language's words; in English where the translation is still to come. */
export async function lessons(locale: string | undefined): Promise<Lesson[]> {
  const entries: Entry[] = await getCollection('docs');
  const base = import.meta.env.BASE_URL.replace(/\/$/, '');
  const prefix = locale ? `${locale}/` : '';
  return entries
    .filter(({ id }) => id.startsWith('lessons/'))
    .sort((a, b) => a.data.sidebar.order! - b.data.sidebar.order!)
    .map((english) => {
      const { title, description } = (entries.find(({ id }) => id === prefix + english.id) ?? english).data;
      const id = english.id.replace('lessons/', '');
      const exercises = exercisesIn(english.body ?? '');
      return { id, href: `${base}/${prefix}${english.id}/`, title, description, exercises };
    });
}

import { sitePage } from '../../workbench/place/site-page.ts';

/** A lesson as its own page has it, in the trainer's language. */
export interface Lesson {
  readonly id: string;
  readonly title: string;
  readonly href: string;
  readonly exercises: readonly string[];
}
export interface LessonDetail {
  readonly questions: readonly { text: string; choices: readonly { text: string; right: boolean; why: string }[] }[];
  /** HTML of the notes for trainers, from the site's own page. */
  readonly notes: string | null;
}

const pages = new Map<string, Promise<Document>>();
function page(name: string): Promise<Document> {
  const loaded = pages.get(name) ?? fetchPage(sitePage(name));
  pages.set(name, loaded);
  loaded.catch(() => pages.delete(name));
  return loaded;
}
async function fetchPage(address: string): Promise<Document> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`);
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

/** Its questions with their answers, and what the notes for trainers say of it. */
export async function loadDetail(lesson: Lesson): Promise<LessonDetail> {
  const [own, trainers] = await Promise.all([page(`lessons/${lesson.id}`), page('trainers')]);
  const textOf = (element: Element | null) => element?.textContent.trim() ?? '';
  const questions = [...own.querySelectorAll('aside.predict')].filter((question) => question.querySelector('.choice'));
  return {
    questions: questions.map((question) => ({
      text: textOf(question.querySelector('.question')),
      choices: [...question.querySelectorAll<HTMLElement>('.choice')].map((choice) => ({
        text: textOf(choice.querySelector('summary')),
        right: choice.dataset.right !== undefined,
        why: textOf(choice.querySelector(':scope > div')),
      })),
    })),
    notes: notesOf(trainers, lesson.title),
  };
}

/** The section under the lesson's own title. */
function notesOf(trainers: Document, title: string): string | null {
  const heading = [...trainers.querySelectorAll('h2')].find((one) => one.textContent.trim() === title);
  // Starlight wraps a heading together with its link.
  let next = (heading?.closest('.sl-heading-wrapper') ?? heading)?.nextElementSibling ?? null;
  let html = '';
  for (; next && !next.matches('h2, :has(> h2)'); next = next.nextElementSibling) html += next.outerHTML;
  return html || null;
}

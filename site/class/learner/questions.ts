import { questionKey, type Tally } from '../answers.ts';

/** The page's questions that have answers to choose from, in its order. */
const questions = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>('aside.predict')].filter((question) => question.querySelector('.choice'));
const choices = (question: HTMLElement): HTMLElement[] => [...question.querySelectorAll<HTMLElement>('.choice')];

/** Calls back with the number of a question and of the answer that the reader opens. */
export function onAnswer(answered: (question: number, choice: number) => void): void {
  document.addEventListener(
    'toggle',
    ({ target }) => {
      if (!(target instanceof HTMLDetailsElement) || !target.open || !target.matches('.choice')) return;
      const all = questions();
      const question = all.findIndex((one) => one.contains(target));
      if (question >= 0) answered(question, choices(all[question]!).indexOf(target));
    },
    true, // it does not bubble
  );
}

/** Writes beside each answer of a revealed question how much of the class chose it. */
export function showTallies(
  lesson: string,
  polls: Readonly<Record<string, Tally>>,
  share: (part: number) => string,
): void {
  for (const [number, question] of questions().entries()) {
    const tally = polls[questionKey(lesson, number)];
    const sum = tally?.reduce((a, b) => a + b, 0) ?? 0;
    for (const [i, choice] of choices(question).entries()) {
      choice.querySelector('.class-share')?.remove();
      if (!tally || sum === 0) continue;
      const note = document.createElement('span');
      note.className = 'class-share';
      note.textContent = share((tally[i] ?? 0) / sum);
      choice.querySelector('summary')!.append(note);
    }
  }
}

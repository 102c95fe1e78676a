import type { Shape } from '../../strings/sandbox/lesson.ts';

/** A lesson's question that stands before a sandbox, with the answers to choose from. */
export interface Question {
  readonly text: string;
  /** How it is answered: by one of its choices, by a number, or by one of them or a curve. */
  readonly by: 'choice' | 'number' | 'curve';
  readonly choices: readonly Choice[];
}

export interface Choice {
  readonly text: string;
  readonly right: boolean;
  /** The numbers that it stands for, from the first to the last. */
  readonly numbers: readonly [number, number] | null;
  /** The curves that it stands for. */
  readonly shapes: readonly Shape[];
  /** What is said of it. */
  readonly why: string;
  /** Where it stands in the lesson's text. */
  readonly element: HTMLDetailsElement;
}

/** The question asked last before this sandbox and after any other, as the page has it; null where there is none to choose from. */
export function questionBefore(sandbox: Element): Question | null {
  const asked = [...document.querySelectorAll('aside.predict, leak-sandbox')];
  const question = asked[asked.indexOf(sandbox) - 1];
  if (!question?.matches('aside.predict')) return null;
  const choices = [...question.querySelectorAll<HTMLDetailsElement>('details.choice')].map((element) => ({
    text: textOf(element.querySelector('summary')),
    right: element.dataset.right !== undefined,
    numbers: numbersOf(element.dataset.numbers),
    shapes: (element.dataset.shapes?.split(' ') ?? []) as Shape[],
    why: textOf(element.querySelector(':scope > div')),
    element,
  }));
  if (!choices.length) return null;
  const by = choices[0]!.numbers ? 'number' : choices[0]!.shapes.length ? 'curve' : 'choice';
  return { text: textOf(question.querySelector('.question')), by, choices };
}

/** `4` is that number, `20-` is that or more, and `-` is any. */
function numbersOf(text: string | undefined): [number, number] | null {
  const [, from, range, to] = /^(\d*)(-?)(\d*)$/.exec(text ?? '?') ?? [];
  if (from === undefined) return null;
  return [from ? Number(from) : -Infinity, to ? Number(to) : range ? Infinity : Number(from)];
}

/** The place of the first choice that stands for a number, or a curve; -1 where none does. */
export const choiceOf = ({ choices }: Question, answer: number | Shape): number =>
  choices.findIndex(({ numbers, shapes }) =>
    typeof answer === 'number' ? numbers && numbers[0] <= answer && answer <= numbers[1] : shapes.includes(answer),
  );

const textOf = (element: Element | null): string => element?.textContent.trim().replaceAll(/\s+/g, ' ') ?? '';

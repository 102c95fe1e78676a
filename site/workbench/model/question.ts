/** A lesson's question that stands before a sandbox, with the answers to choose from. */
export interface Question {
  readonly text: string;
  readonly choices: readonly Choice[];
}

export interface Choice {
  readonly text: string;
  readonly right: boolean;
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
    why: textOf(element.querySelector(':scope > div')),
    element,
  }));
  return choices.length ? { text: textOf(question.querySelector('.question')), choices } : null;
}

const textOf = (element: Element | null): string => element?.textContent.trim().replaceAll(/\s+/g, ' ') ?? '';

import type { Language } from '../../sandbox/language.ts';
import { useUi } from '../ui.ts';
import { Button } from './Button.tsx';

const names: Readonly<Record<Language, string>> = { typescript: 'TypeScript', csharp: 'C#' };

/** What the learner's program is written in; nothing where there is no choice. */
export function LanguageSwitch() {
  const { bench, languages, switchTo, strings } = useUi();
  if (languages.length < 2) return null;
  const current = bench.exercise.language ?? 'typescript';
  return (
    <span class="lab-languages" role="group" aria-label={strings.language}>
      {languages.map((language) => (
        <Button
          key={language}
          pressed={language === current}
          onClick={() => language !== current && switchTo(language)}
        >
          {names[language]}
        </Button>
      ))}
    </span>
  );
}

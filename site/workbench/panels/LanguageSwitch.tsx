import { useSignal } from '@preact/signals';
import type { Language } from '../../sandbox/language.ts';
import { useUi } from '../ui.ts';
import { Button } from './Button.tsx';

const names: Readonly<Record<Language, string>> = { typescript: 'TypeScript', csharp: 'C#' };

/** What the learner's program is written in; nothing where there is no choice. */
export function LanguageSwitch() {
  const { bench, languages, switchTo, strings } = useUi();
  const failed = useSignal(false);
  if (languages.length < 2) return null;
  const current = bench.exercise.language ?? 'typescript';
  const pick = async (language: Language) => {
    failed.value = false;
    failed.value = language !== current && !(await switchTo(language));
  };
  return (
    <>
      <span class="lab-languages" role="group" aria-label={strings.language}>
        {languages.map((language) => (
          <Button key={language} pressed={language === current} onClick={() => pick(language)}>
            {names[language]}
          </Button>
        ))}
      </span>
      {failed.value && (
        <span class="lab-switch-failed" role="alert">
          {strings.closed.loadFailed}
        </span>
      )}
    </>
  );
}

import { useSignal } from '@preact/signals';
import { useTrainerUi } from './ui.ts';

/** A button that asks before it does. */
export function Sure({ label, question, onYes }: { label: string; question: string; onYes(): void }) {
  const { strings } = useTrainerUi();
  const asking = useSignal(false);
  if (!asking.value)
    return (
      <button type="button" onClick={() => (asking.value = true)}>
        {label}
      </button>
    );
  return (
    <span class="trainer-sure" role="alertdialog" aria-label={question}>
      <span>{question}</span>
      <button type="button" onClick={onYes}>
        {strings.yes}
      </button>
      <button type="button" onClick={() => (asking.value = false)}>
        {strings.no}
      </button>
    </span>
  );
}

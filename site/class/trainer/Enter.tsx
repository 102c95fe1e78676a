import { useSignal } from '@preact/signals';
import { isName } from '../messages.ts';
import type { TrainerStrings } from '../../strings/class-trainer.ts';

interface Props {
  strings: TrainerStrings;
  /** Told where the hub would not take the name. */
  noName: string;
  onEnter(name: string): void;
}

/** Asks a trainer for their name. */
export function Enter({ strings, noName, onEnter }: Props) {
  const name = useSignal('');
  const refused = useSignal(false);
  return (
    <form
      class="trainer-enter"
      onSubmit={(event) => {
        event.preventDefault();
        refused.value = !isName(name.value);
        if (!refused.value) onEnter(name.value.trim());
      }}
    >
      <label>
        <span>{strings.yourName}</span>
        <input
          required
          maxLength={40}
          autocomplete="nickname"
          value={name.value}
          onInput={({ currentTarget }) => (name.value = currentTarget.value)}
        />
      </label>
      <button type="submit">{strings.enter}</button>
      {refused.value && <p role="alert">{noName}</p>}
    </form>
  );
}

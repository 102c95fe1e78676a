import { useSignal } from '@preact/signals';
import type { ClassStrings } from '../../strings/class.ts';

/** Asks a trainer for their name. */
export function Enter({ strings, onEnter }: { strings: ClassStrings['trainer']; onEnter(name: string): void }) {
  const name = useSignal('');
  return (
    <form
      class="trainer-enter"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.value.trim()) onEnter(name.value.trim());
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
    </form>
  );
}

import { useSignal } from '@preact/signals';
import { mostLearners } from '../messages.ts';
import { NumberField } from './NumberField.tsx';
import { Sure } from './Sure.tsx';
import { useTrainerUi } from './ui.ts';

/** Names that only joined, and all who joined in the last so many minutes. */
const sweeps = [null, 2, 5, 15, 60] as const;

/** Who may join, and a way to be rid of many names at once. */
export function Door() {
  const { room, strings } = useTrainerUi();
  const { doorOpen, most, turnedAway } = room.view.value!;
  const wanted = useSignal<string | null>(null);
  const sweep = useSignal<number | null>(null);
  room.clock.value;
  const swept = [...room.members.value.values()].filter(({ met, joinedAt }) =>
    sweep.value === null ? !met : room.now() - joinedAt <= sweep.value * 60_000,
  ).length;
  const resize = (event: SubmitEvent) => {
    event.preventDefault();
    const size = Number(wanted.value ?? most);
    if (Number.isInteger(size) && size >= 1 && size <= mostLearners) room.say({ type: 'size', most: size });
    wanted.value = null;
  };
  return (
    <div class="trainer-door">
      <p role="status">{turnedAway > 0 && strings.turnedAway(turnedAway)}</p>
      <details>
        <summary>{strings.door(doorOpen, most)}</summary>
        <div class="trainer-door-parts">
          <div class="trainer-row">
            <button type="button" onClick={() => room.say({ type: 'door', open: !doorOpen })}>
              {doorOpen ? strings.closeDoor : strings.openDoor}
            </button>
          </div>
          <form onSubmit={resize}>
            <NumberField
              label={strings.most}
              most={mostLearners}
              value={wanted.value ?? most}
              onInput={(size) => (wanted.value = size)}
            />
            <button type="submit">{strings.setMost}</button>
          </form>
          <div class="trainer-row">
            <label>
              <span>{strings.sweepWhom}</span>
              <select
                value={String(sweep.value)}
                onChange={({ currentTarget }) => (sweep.value = JSON.parse(currentTarget.value))}
              >
                {sweeps.map((minutes) => (
                  <option key={minutes} value={String(minutes)}>
                    {minutes === null ? strings.neverHeard : strings.joinedWithin(minutes)}
                  </option>
                ))}
              </select>
            </label>
            {swept > 0 && (
              <Sure
                key={sweep.value}
                label={strings.sweep(swept)}
                question={strings.sureSweep(swept)}
                onYes={() => room.say({ type: 'sweep', minutes: sweep.value })}
              />
            )}
          </div>
        </div>
      </details>
    </div>
  );
}

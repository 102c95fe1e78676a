import { useSignal } from '@preact/signals';
import { minutesAndSeconds, useSecondsLeft } from '../countdown.ts';
import { saveFile } from '../../save-file.ts';
import { Door } from './Door.tsx';
import { NumberField } from './NumberField.tsx';
import { toCsv } from './save-results.ts';
import { Sure } from './Sure.tsx';
import { useTrainerUi } from './ui.ts';

/** What a trainer says to the class: a message, the timer, and at last the results and the end. */
export function Controls({ to, onToAll }: { to: { id: string; name: string } | null; onToAll(): void }) {
  const { room, strings } = useTrainerUi();
  const text = useSignal('');
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    if (!text.value.trim()) return;
    room.say({ type: 'say', to: to?.id ?? null, text: text.value.trim() });
    text.value = '';
  };
  return (
    <div class="trainer-controls">
      <form onSubmit={send}>
        <label>
          <span>{to ? strings.to(to.name) : strings.toAll}</span>
          <input
            maxLength={500}
            value={text.value}
            onInput={({ currentTarget }) => (text.value = currentTarget.value)}
          />
        </label>
        <button type="submit">{strings.send}</button>
        {to && (
          <>
            <button type="button" onClick={onToAll}>
              {strings.toAllAgain}
            </button>
            <Sure
              key={to.id}
              label={strings.remove(to.name)}
              question={strings.sureRemove(to.name)}
              onYes={() => {
                room.say({ type: 'remove', member: to.id });
                onToAll();
              }}
            />
          </>
        )}
      </form>
      <Timer />
      <Door />
      <Ends />
    </div>
  );
}

function Timer() {
  const { room, strings } = useTrainerUi();
  const minutes = useSignal('10');
  const left = useSecondsLeft(room.view.value?.timer ?? null, () => room.now());
  const start = (event: SubmitEvent) => {
    event.preventDefault();
    const seconds = Math.round(Number(minutes.value) * 60);
    if (seconds > 0 && seconds <= 24 * 3600) room.say({ type: 'timer', seconds });
  };
  return (
    <form onSubmit={start}>
      <NumberField
        label={strings.timer}
        most={24 * 60}
        value={minutes.value}
        onInput={(time) => (minutes.value = time)}
      />
      <button type="submit">{strings.startTimer}</button>
      {left !== null && (
        <>
          <output>{minutesAndSeconds(left)}</output>
          <button type="button" onClick={() => room.say({ type: 'timer', seconds: null })}>
            {strings.stopTimer}
          </button>
        </>
      )}
    </form>
  );
}

function Ends() {
  const { room, strings, lessons } = useTrainerUi();
  const day = () => new Date().toISOString().slice(0, 10);
  const csv = () =>
    room.export((results) => {
      const others = results.learners.flatMap(({ solved }) => solved);
      const exercises = [...new Set([...lessons.flatMap(({ exercises }) => exercises), ...others])];
      saveFile(`leak-lab-class-${day()}.csv`, toCsv(results, exercises), 'text/csv');
    });
  const json = () =>
    room.export((results) =>
      saveFile(`leak-lab-class-${day()}.json`, JSON.stringify(results, null, 2), 'application/json'),
    );
  return (
    <div class="trainer-row" title={strings.exportTold}>
      <button type="button" onClick={csv}>
        {strings.csv}
      </button>
      <button type="button" onClick={json}>
        {strings.json}
      </button>
      <Sure label={strings.end} question={strings.sureEnd} onYes={() => room.say({ type: 'end' })} />
    </div>
  );
}

import { useSignal } from '@preact/signals';
import { lazy, Suspense } from 'preact/compat';
import { Controls } from './Controls.tsx';
import type { Lesson } from './course.ts';
import { Grid } from './Grid.tsx';
import { HelpQueue } from './HelpQueue.tsx';
import { joinAddress } from './join-address.ts';
import { Lessons } from './Lessons.tsx';
import { Presenter } from './Presenter.tsx';
import { useTrainerUi } from './ui.ts';

type ViewName = 'learners' | 'lessons' | 'help' | 'presenter';
const tabs = ['learners', 'lessons', 'help'] as const;

const SharedCode = lazy(async () => ({ default: (await import('./SharedCode.tsx')).SharedCode }));

/** A class as its trainers see it. */
export function TrainerPage() {
  const { room, strings, lessons } = useTrainerUi();
  const shown = useSignal<ViewName>('learners');
  const lesson = useSignal<Lesson>(lessons[0]!);
  const picked = useSignal<string | null>(null);
  const view = room.view.value;
  if (room.gone.value) return <p role="alert">{room.gone.value === 'ended' ? strings.ended : strings.wrongKey}</p>;
  if (!view) return <p role="status">{strings.waiting}</p>;
  if (shown.value === 'presenter') return <Presenter lesson={lesson.value} onLeave={() => (shown.value = 'lessons')} />;
  const to = picked.value === null ? undefined : room.members.value.get(picked.value);
  const connected = room.connection.connected.value;
  return (
    <div class="trainer">
      <header class="trainer-head">
        <h1>{view.name}</h1>
        <p>
          {strings.joinAt} <a href={`${joinAddress()}#${view.code}`}>{joinAddress()}</a> <strong>{view.code}</strong>
        </p>
        <p>{strings.counts(room.members.value.size, room.away.value)}</p>
        <p role="status">{connected ? strings.connected : strings.waiting}</p>
        <button type="button" onClick={() => (shown.value = 'presenter')}>
          {strings.present}
        </button>
      </header>
      {!view.storing && <p role="alert">{strings.notStoring}</p>}
      <Controls to={to ?? null} onToAll={() => (picked.value = null)} />
      <nav class="trainer-tabs" aria-label={view.name}>
        {tabs.map((name) => (
          <button
            key={name}
            type="button"
            aria-current={shown.value === name ? 'page' : undefined}
            onClick={() => (shown.value = name)}
          >
            {strings.views[name]}
            {name === 'help' && room.queue.value.length > 0 && ` (${room.queue.value.length})`}
          </button>
        ))}
      </nav>
      <Code />
      {shown.value === 'learners' && (
        <>
          <Grid onPick={(member) => (picked.value = member)} />
          <details class="trainer-rules">
            <summary>{strings.rulesTitle}</summary>
            <ul>
              {strings.rules.map((rule) => (
                <li key={rule}>{rule}</li>
              ))}
            </ul>
          </details>
        </>
      )}
      {shown.value === 'lessons' && <Lessons lesson={lesson.value} onPick={(one) => (lesson.value = one)} />}
      {shown.value === 'help' && <HelpQueue />}
    </div>
  );
}

function Code() {
  const { room, strings } = useTrainerUi();
  const seen = room.code.value;
  if (!seen) return null;
  const close = () => {
    room.code.value = null;
  };
  if (!seen.code)
    return (
      <p class="trainer-row" role="status">
        {strings.codeGone}
        <button type="button" onClick={close}>
          {strings.closeCode}
        </button>
      </p>
    );
  return (
    <Suspense fallback={null}>
      <SharedCode name={room.members.value.get(seen.member)?.name ?? ''} code={seen.code} onClose={close} />
    </Suspense>
  );
}

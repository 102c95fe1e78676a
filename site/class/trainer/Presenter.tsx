import { renderSVG } from 'uqr';
import { minutesAndSeconds, useSecondsLeft } from '../countdown.ts';
import { ClassHeap } from './ClassHeap.tsx';
import type { Lesson } from './course.ts';
import { joinAddress } from './join-address.ts';
import { Poll, useDetail } from './Lessons.tsx';
import { hasSolved } from './status.ts';
import { useTrainerUi } from './ui.ts';

/** For the projector: large, and without a name. */
export function Presenter({ lesson, onLeave }: { lesson: Lesson; onLeave(): void }) {
  const { room, strings } = useTrainerUi();
  const view = room.view.value!;
  const detail = useDetail(lesson);
  const left = useSecondsLeft(view.timer, () => room.now());
  const members = [...room.members.value.values()];
  const address = joinAddress();
  return (
    <div class="presenter">
      <header>
        <p>
          {strings.joinAt} <strong>{address.replace(/^https?:\/\//, '')}</strong> <strong>{view.code}</strong>
        </p>
        {left !== null && <p class="presenter-timer">{minutesAndSeconds(left)}</p>}
        <button type="button" onClick={onLeave}>
          {strings.leavePresenter}
        </button>
      </header>
      <div class="presenter-body">
        <div>
          <h2>{lesson.title}</h2>
          <p class="presenter-counts">
            {members.filter((member) => member.lesson === lesson.id).length} {strings.here} ·{' '}
            {members.filter((member) => hasSolved(member, lesson)).length} {strings.solvedBy}
          </p>
          {lesson.exercises.map((exercise) => (
            <ClassHeap key={exercise} exercise={exercise} />
          ))}
          {detail?.questions.map((question, number) => (
            <Poll key={question.text} lesson={lesson.id} number={number} question={question} />
          ))}
        </div>
        {/* Made here of an address and a code of letters and digits. */}
        <div
          class="presenter-qr"
          role="img"
          aria-label={`${address}#${view.code}`}
          dangerouslySetInnerHTML={{ __html: renderSVG(`${address}#${view.code}`, { border: 2 }) }}
        />
      </div>
    </div>
  );
}

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { questionKey } from '../answers.ts';
import { ClassHeap } from './ClassHeap.tsx';
import { loadDetail, type Lesson, type LessonDetail } from './course.ts';
import { hasSolved, isAway } from './status.ts';
import { useTrainerUi } from './ui.ts';

/** Of each lesson how many are there, and of one all that belongs to it. */
export function Lessons({ lesson, onPick }: { lesson: Lesson; onPick(lesson: Lesson): void }) {
  const { room, strings, lessons } = useTrainerUi();
  const members = [...room.members.value.values()];
  room.clock.value;
  const now = room.now();
  return (
    <div class="trainer-lessons">
      <div class="trainer-list" role="region" aria-label={strings.views.lessons} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{strings.lesson}</th>
              <th scope="col">{strings.here}</th>
              <th scope="col">{strings.opened}</th>
              <th scope="col">{strings.solvedBy}</th>
            </tr>
          </thead>
          <tbody>
            {lessons.map((one) => (
              <tr key={one.id} data-picked={one.id === lesson.id}>
                <th scope="row">
                  <button type="button" aria-pressed={one.id === lesson.id} onClick={() => onPick(one)}>
                    {one.title}
                  </button>
                </th>
                <td>{members.filter((member) => member.lesson === one.id && !isAway(member, now)).length}</td>
                <td>{members.filter(({ work }) => one.exercises.some((exercise) => work[exercise])).length}</td>
                <td>{members.filter((member) => hasSolved(member, one)).length}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Detail key={lesson.id} lesson={lesson} />
    </div>
  );
}

/** What a lesson's page and the notes say of it; null until they are there. */
export function useDetail(lesson: Lesson): LessonDetail | null {
  const detail = useSignal<LessonDetail | null>(null);
  useEffect(() => {
    let left = false;
    loadDetail(lesson)
      .then((loaded) => {
        if (!left) detail.value = loaded;
      })
      .catch((error: unknown) => console.error(error));
    return () => {
      left = true;
    };
  }, [lesson.id]);
  return detail.value;
}

function Detail({ lesson }: { lesson: Lesson }) {
  const { room, strings } = useTrainerUi();
  const detail = useDetail(lesson);
  const offered = room.view.value?.offer === lesson.id;
  return (
    <div class="trainer-detail">
      <h2>{lesson.title}</h2>
      <p class="trainer-row">
        <a href={lesson.href} target="_blank" rel="noopener">
          {strings.lessonPage}
        </a>
        <button type="button" onClick={() => room.say({ type: 'offer', lesson: offered ? null : lesson.id })}>
          {offered ? strings.stopFollow : strings.follow}
        </button>
        <span role="status">{offered && strings.following}</span>
      </p>
      {lesson.exercises.map((exercise) => (
        <section key={exercise}>
          <h3>
            {strings.heap}: {exercise}
          </h3>
          <ClassHeap exercise={exercise} />
        </section>
      ))}
      <section>
        <h3>{strings.polls}</h3>
        {detail && detail.questions.length === 0 && <p>{strings.noPolls}</p>}
        {detail?.questions.map((question, number) => (
          <Poll key={question.text} lesson={lesson.id} number={number} question={question} controls />
        ))}
      </section>
      <section>
        <h3>{strings.notes}</h3>
        {detail && detail.notes === null && <p>{strings.noNotes}</p>}
        {/* The site's own page, from the server that this page came from. */}
        {detail?.notes && <div class="trainer-notes" dangerouslySetInnerHTML={{ __html: detail.notes }} />}
      </section>
    </div>
  );
}

interface PollProps {
  lesson: string;
  number: number;
  question: LessonDetail['questions'][number];
  /** Whether it can be revealed here, and tells which answer is right before it is. */
  controls?: boolean;
}

/** A question and how it was answered: how often only, until it is revealed. */
export function Poll({ lesson, number, question, controls = false }: PollProps) {
  const { room, strings } = useTrainerUi();
  const poll = room.view.value?.polls[questionKey(lesson, number)];
  const sum = poll?.counts.reduce((a, b) => a + b, 0) ?? 0;
  const revealed = poll?.revealed ?? false;
  return (
    <div class="trainer-poll" data-revealed={revealed}>
      <p class="trainer-question">{question.text}</p>
      <ol>
        {question.choices.map((choice, i) => {
          const count = poll?.counts[i] ?? 0;
          return (
            <li key={choice.text}>
              <span>
                {choice.text} {choice.right && (controls || revealed) && <strong>✓ {strings.right}</strong>}
              </span>
              {revealed && (
                <>
                  <meter min={0} max={Math.max(1, sum)} value={count} aria-label={choice.text} />
                  <span class="trainer-count">{count}</span>
                </>
              )}
              {controls && <small>{choice.why}</small>}
            </li>
          );
        })}
      </ol>
      <p class="trainer-row">
        <span>
          {strings.answers(sum)}
          {!revealed && sum > 0 && ` · ${strings.hidden}`}
        </span>
        {controls && (
          <button
            type="button"
            onClick={() => room.say({ type: 'reveal', lesson, question: number, shown: !revealed })}
          >
            {revealed ? strings.hide : strings.reveal}
          </button>
        )}
      </p>
    </div>
  );
}

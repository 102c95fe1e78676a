import type { Progress } from '../progress/progress.ts';

export type LessonState = 'not-attempted' | 'incomplete' | 'passed';

/** A lesson, with the exercises that stand in it. */
export interface Lesson {
  readonly id: string;
  readonly exercises: readonly string[];
}

/** How a learner stands, as a learning platform is told: no code, no failed check, no time but that of a session. */
export interface Report {
  /** In the course's order. */
  readonly lessons: readonly { readonly id: string; readonly state: LessonState }[];
  /** The part of the exercises that is solved, 0 to 1. */
  readonly score: number;
  /** Every lesson was read to its end; every exercise was solved. */
  readonly completed: boolean;
  readonly passed: boolean;
}

export function reportOf({ read, ran, solved }: Progress, lessons: readonly Lesson[]): Report {
  const stateOf = ({ id, exercises }: Lesson): LessonState => {
    if (exercises.every((exercise) => solved[exercise])) return 'passed';
    return read[id] || exercises.some((exercise) => ran[exercise] || solved[exercise]) ? 'incomplete' : 'not-attempted';
  };
  const exercises = lessons.flatMap((lesson) => lesson.exercises);
  const count = exercises.filter((exercise) => solved[exercise]).length;
  return {
    lessons: lessons.map((lesson) => ({ id: lesson.id, state: stateOf(lesson) })),
    score: count / exercises.length,
    completed: lessons.every(({ id }) => read[id]),
    passed: count === exercises.length,
  };
}

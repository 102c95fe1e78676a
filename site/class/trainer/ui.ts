import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { TrainerStrings } from '../../strings/class-trainer.ts';
import type { Lesson } from './course.ts';
import type { Room } from './room.ts';

export interface TrainerUi {
  readonly room: Room;
  readonly strings: TrainerStrings;
  readonly lessons: readonly Lesson[];
  titleOf(lesson: string | null): string;
}
const Context = createContext<TrainerUi>(null!);
export const TrainerUiProvider = Context.Provider;
export const useTrainerUi = (): TrainerUi => useContext(Context);

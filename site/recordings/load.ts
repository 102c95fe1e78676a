import { decodeRecording, type Recording } from './recording.ts';

const files = import.meta.glob<string>('../../lessons/recordings/*.json', { query: '?raw', import: 'default' });

/** An exercise's recording, at site build; null where none has been made. */
export async function loadRecording(exercise: string): Promise<Recording | null> {
  const load = files[`../../lessons/recordings/${exercise}.json`];
  return load ? decodeRecording(await load()) : null;
}

/** @throws where there is none. */
export async function requireRecording(exercise: string): Promise<Recording> {
  const recording = await loadRecording(exercise);
  if (!recording) throw new Error(`There is no lessons/recordings/${exercise}.json. Run: npm run record ${exercise}`);
  return recording;
}

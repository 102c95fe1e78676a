import { decodeDotnetRecording, type DotnetRecording, type DotnetRun } from './dotnet.ts';
import { decodeRecording, type Recording } from './recording.ts';

const files = import.meta.glob<string>('../../lessons/recordings/*.json', { query: '?raw', import: 'default' });

const decoded = new Map<string, Promise<Recording>>();

/** An exercise's recording, at site build; null where none has been made. Lessons quote it figure by figure: it is judged once. */
export async function loadRecording(exercise: string): Promise<Recording | null> {
  const load = files[`../../lessons/recordings/${exercise}.json`];
  if (!load) return null;
  let recording = decoded.get(exercise);
  if (!recording) decoded.set(exercise, (recording = load().then(decodeRecording)));
  return recording;
}

/** @throws where there is none. */
export async function requireRecording(exercise: string): Promise<Recording> {
  const recording = await loadRecording(exercise);
  if (!recording) throw new Error(`There is no lessons/recordings/${exercise}.json. Run: npm run record ${exercise}`);
  return recording;
}

const dotnetFiles = import.meta.glob<string>('../../lessons/recordings/dotnet/*.json', {
  query: '?raw',
  import: 'default',
});

/**
 * One recorded run of real .NET.
 * @param place the recording's name and the scenario's: `cures/with-options`
 * @throws where there is none.
 */
export async function requireDotnetRun(place: string): Promise<{ recording: DotnetRecording; run: DotnetRun }> {
  const [name, scenario] = place.split('/');
  const load = dotnetFiles[`../../lessons/recordings/dotnet/${name}.json`];
  if (!load)
    throw new Error(`There is no lessons/recordings/dotnet/${name}.json. Run: npm run record -- dotnet ${name}`);
  const recording = decodeDotnetRecording(await load());
  const run = recording.runs.find((run) => run.scenario === scenario);
  if (!run)
    throw new Error(`${name} has no '${scenario}'. It has: ${recording.runs.map((run) => run.scenario).join(', ')}.`);
  return { recording, run };
}

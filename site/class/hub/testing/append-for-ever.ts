// Appends events to a store until it is killed, and says each that was acknowledged: `node append-for-ever.ts <file> <round>`.
import { newClass } from '../access.ts';
import { SqliteStore } from '../sqlite-store.ts';

const [file, round] = process.argv.slice(2) as [string, string];
const store = new SqliteStore(file);
const { id } = await store.open(newClass('Monday'));
for (let n = Number(round) * 1_000_000; ; n++) {
  await store.append(id, [
    { by: 'ann', source: 'ann page', n, data: { type: 'answer', lesson: 'the-leak', question: 0, choice: 0 } },
  ]);
  await new Promise((resolve) => process.send!(n, resolve));
}

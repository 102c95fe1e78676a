// npm run sleep [seconds]: a learner's machine asleep for ten minutes, longer than all deadlines of a class. The tests make it short, with short ones.
import { setTimeout } from 'node:timers/promises';
import { sleepThrough } from './support/asleep.ts';

const seconds = Number(process.argv[2] ?? 600);
const { said, acknowledged, stored, shown, connections } = await sleepThrough(async () => {
  console.log(`The hub has given the page up, which sleeps for ${seconds} s.`);
  await setTimeout(seconds * 1000);
});
console.log(
  `Said ${said.length}, acknowledged ${acknowledged.length}, stored ${stored.length}; ${connections} connections.`,
);
console.log(`The page shows: ${shown.join(' | ')}`);
const whole =
  [said, acknowledged].every((list) => list.toSorted().join() === stored.toSorted().join()) && shown.length === 3;
console.log(whole ? 'Each is there, once.' : `Not so: ${JSON.stringify({ said, acknowledged, stored })}`);
process.exitCode = whole ? 0 : 1;

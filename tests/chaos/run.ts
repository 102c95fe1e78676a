// npm run chaos [seconds]: five minutes of misfortune for the local runtime's server. The tests make a short run of it.
import { chaos, Standing } from './chaos.ts';

const standing = new Standing();
const began = performance.now();
const tellEvery = 10_000; // ms
const telling = setInterval(async () => {
  const told = await standing.told();
  console.log(`${Math.round((performance.now() - began) / 1000)} s: ${told}`);
}, tellEvery);
const { befell, calls, longestPause, memory, faults, left } = await chaos(Number(process.argv[2] ?? 300), standing);
clearInterval(telling);
console.table(befell);
console.log(`${calls} calls of the undisturbed sandbox; its longest pause was ${Math.round(longestPause)} ms`);
const growth = memory.before && memory.after ? memory.after / memory.before : 1;
if (memory.before)
  console.log(`memory of the server: ${Math.round(memory.before / 2 ** 20)} MB before, × ${growth.toFixed(2)} after`);
for (const [what, list] of [
  ['fault', faults],
  ['left', left],
] as const)
  for (const one of list) console.log(`${what}: ${one}`);
const held = longestPause <= 2000 && growth <= 1.2 && faults.length === 0 && left.length === 0;
console.log(held ? 'It held.' : 'It did not hold.');
process.exitCode = held ? 0 : 1;

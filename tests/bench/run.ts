// npm run bench [name …]: speed as ratios, each taken within one run. Nothing here passes or fails.
import { readdirSync } from 'node:fs';

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !['run.ts', 'report.ts'].includes(file))
  .map((file) => file.slice(0, -3));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length) {
  console.error(`There is no bench '${unknown.join("', '")}'. There are: ${names.join(', ')}.`);
  process.exit(1);
}
for (const name of wanted.length ? wanted : names) {
  console.log(`\n# ${name}`);
  const { bench } = (await import(`./${name}.ts`)) as { bench(): Promise<void> };
  await bench();
}

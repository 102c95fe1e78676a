// npm run twins [page …]: says which Chinese pages are behind their English twins; for the pages named, that they no longer are.
import { markEven, pages, stateOf } from './twins.ts';

const wanted = process.argv
  .slice(2)
  .map((name) => name.replace(/^.*lessons\/(en|zh-cn)\//, '').replace(/(\.mdx)?$/, '.mdx'));
const unknown = wanted.filter((page) => !pages().includes(page) || stateOf(page) === 'missing');
if (unknown.length) {
  console.error(`No page in both languages: ${unknown.join(', ')}.`);
  process.exit(1);
}
markEven(wanted);
for (const page of pages()) {
  if (stateOf(page) !== 'even') console.log(`${stateOf(page).padEnd(8)} lessons/zh-cn/${page}`);
}

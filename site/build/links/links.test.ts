import { expect, test } from 'vitest';
import { brokenLinks } from './links.ts';

const page = (body: string) => `<!doctype html><html><body>${body}</body></html>`;
const broken = (body: string, base = '/') =>
  brokenLinks(
    new Map([
      [base, page(body)],
      [`${base}glossary/`, page('<h2 id="heap">Heap</h2><h2 id="堆">堆</h2>')],
    ]),
    new Set([`${base}favicon.svg`]),
    base,
  );

test.each([
  '<a href="/glossary/">x</a>',
  '<a class="y" href="/glossary/#heap">x</a>',
  `<a href="/glossary/#${encodeURIComponent('堆')}">x</a>`,
  '<link rel="icon" href="/favicon.svg">',
  '<a href="https://example.org/nowhere">x</a>',
  '<a id="here" href="#here">x</a>',
  '<img src="data:image/png;base64,AAAA">',
  '<code>&lt;a href=&quot;/nowhere/&quot;&gt;</code>',
])('lets %s pass', (body) => expect(broken(body)).toEqual([]));

test.each([
  '<a href="/glosary/">x</a>',
  '<a href="/glossary">x</a>',
  '<a href="/glossary/#hep">x</a>',
  '<a href=#nowhere>x</a>',
  '<script src="/gone.js"></script>',
])('finds %s', (body) => expect(broken(body)).toHaveLength(1));

test('a link has to carry the base that the site is published under', () => {
  expect(broken('<a href="/lab/glossary/">x</a>', '/lab/')).toEqual([]);
  expect(broken('<a href="/glossary/">x</a>', '/lab/')[0]).toContain('/lab/');
});

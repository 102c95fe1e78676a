import { expect, test } from 'vitest';
import { headersText, isIsolated, isolationOf } from './isolation.ts';

test.each(['/lessons/method-caching/', '/zh-cn/lessons/method-caching/'])('isolates %s', (path) => {
  expect(isIsolated(path)).toBe(true);
  expect(isolationOf(path)).toEqual({
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  });
});

test('lets an embedded sandbox stand in the frame of a page that is isolated itself', () => {
  expect(isIsolated('/embed/method-caching/')).toBe(true);
  expect(isolationOf('/zh-cn/embed/method-caching/')).toEqual({
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  });
});

test.each(['/', '/zh-cn/', '/glossary/', '/trainers/lessons/', '/lessons-learned/'])('leaves %s alone', (path) => {
  expect(isolationOf(path)).toEqual({});
});

test.each(['/pagefind/pagefind-worker.js', '/_astro/tab-enclosure.x1.html'])(
  'lets an isolated page start the search’s worker and hold the tab’s frame: %s',
  (path) => {
    expect(isolationOf(path)).toEqual({ 'Cross-Origin-Embedder-Policy': 'require-corp' });
    expect(isIsolated(path)).toBe(false);
  },
);

test('says the same to a static host, under the base that the site is published under', () => {
  expect(headersText('/lab')).toMatch(
    /^\/lab\/lessons\/\*\n {2}Cross-Origin-Opener-Policy: same-origin\n {2}Cross-Origin-Embedder-Policy: require-corp\n\n\/lab\/zh-cn\/lessons\/\*\n/,
  );
});

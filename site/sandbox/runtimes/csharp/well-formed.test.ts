import { expect, test } from 'vitest';
import { wellFormed } from './well-formed.ts';

test.each(['\ud83c', 'a\udc00\ud800\ud83c', '😀\udfff', '\\ud83c\\', '\\\ud83c', '\\\\\udbff\ud7ff', 'plain "text"\n'])(
  'is what is there with each half of a pair replaced: %j',
  (text) => expect(JSON.parse(wellFormed(JSON.stringify({ text })))).toEqual({ text: text.toWellFormed() }),
);

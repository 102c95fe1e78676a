import { expect, test } from 'vitest';
import { v8Stack } from './v8-stacks.ts';

test("words Firefox's stacks as V8's", () => {
  const stack = 'fail@client.ts:6:9\nasync*MagicOnionClient/<@magiconion/client.ts:84:11\n@client.ts:8:1\n';
  expect(v8Stack('TypeError: bad', stack)).toBe(
    'TypeError: bad\n    at fail (client.ts:6:9)\n    at MagicOnionClient (magiconion/client.ts:84:11)\n    at client.ts:8:1',
  );
});

test('an error without a stack keeps its words', () => {
  expect(v8Stack('SyntaxError: bad', '')).toBe('SyntaxError: bad');
});

import http2 from 'node:http2';
import { expect, it } from 'vitest';
import { constants } from './constants.ts';

it('has the constants of node:http2', () => {
  expect(constants).toEqual({ ...http2.constants });
});

import { expect, test } from 'vitest';
import { english } from '../../../strings/sandbox/trouble.ts';
import { formatFor } from '../../../strings/format.ts';
import { faultLine, reasonOf, type Fault } from './compiled.ts';

const fault: Fault = {
  isError: true,
  id: 'CS0029',
  message: 'Cannot convert.',
  file: 'Program.cs',
  line: 2,
  column: 11,
  endLine: 2,
  endColumn: 16,
};

test('an error is told by its place', () => {
  expect(faultLine(fault)).toBe('Program.cs(2,11): error CS0029: Cannot convert.');
  expect(reasonOf(fault)).toMatchObject({
    message: 'CS0029: Cannot convert.',
    file: 'Program.cs',
    line: 2,
    column: 11,
  });
});

test('one that lies in no place, as where every line is gone, names none', () => {
  const nowhere = { ...fault, id: 'CS5001', message: 'No Main.', file: null, line: 1, column: 1 };
  expect(faultLine(nowhere)).toBe('error CS5001: No Main.');
  const reason = reasonOf(nowhere);
  expect(reason).toEqual({ code: 'does-not-compile', message: 'CS5001: No Main.' });
  const said = english.trouble.reasons['does-not-compile']({ ...reason, program: 'Program.cs' }, formatFor('en'));
  expect(said).toBe('Program.cs does not compile. The compiler’s own words are below. Mend it and press Run.');
});

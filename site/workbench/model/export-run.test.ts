import { expect, it } from 'vitest';
import { sampleAt } from '../../sandbox/testing/fake-runtime.ts';
import { toCsv } from './export-run.ts';

it('writes a line for each sample, and nothing for what the place cannot tell', () => {
  const samples = [sampleAt(100, { calls: 1, heapUsed: null }), sampleAt(200, { calls: 2, heapAfterGc: 5 })];
  expect(toCsv({ samples }).split('\r\n')).toEqual([
    'ms,calls,clients_created,methods_cached,methods_alive,heap_used_bytes,heap_after_gc_bytes,source',
    '100,1,0,0,,,,v8',
    '200,2,0,0,,10000000,5,v8',
    '',
  ]);
});

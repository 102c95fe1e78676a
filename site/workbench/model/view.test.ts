import { signal } from '@preact/signals';
import { expect, it } from 'vitest';
import type { FileTree } from '../../sandbox/runtime.ts';
import { exercise } from './testing.ts';
import { View } from './view.ts';

it('has another file beside the one in the editor, as chosen while that is open', () => {
  const view = new View(exercise, signal<FileTree>({ ...exercise.start, 'a.ts': '' }), false);
  view.show('a.ts');
  expect(view.second.value).toBeNull();
  view.split.value = true;
  expect(view.second.value).toBe('client.ts');
  view.showBeside('server.ts');
  expect(view.second.value).toBe('server.ts');
  view.show('server.ts');
  expect(view.second.value).toBe('client.ts');
});

it('opens files in tabs, follows a renamed one, and closes what is gone', () => {
  const files = signal<FileTree>({ ...exercise.start, 'a.ts': '' });
  const view = new View(exercise, files, false);
  view.show('a.ts');
  view.show('missing.ts');
  expect([view.tab.value, view.tabs.value]).toEqual(['a.ts', ['client.ts', 'server.ts', 'a.ts']]);
  files.value = { ...exercise.start, 'b.ts': '' };
  view.renamed('a.ts', 'b.ts');
  expect(view.tab.value).toBe('b.ts');
  files.value = exercise.start;
  expect([view.tab.value, view.tabs.value]).toEqual(['client.ts', ['client.ts', 'server.ts']]);
  view.closeTab('client.ts');
  view.closeTab('server.ts');
  expect(view.tabs.value).toEqual(['client.ts']);
});

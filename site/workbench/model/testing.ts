import type { Exercise } from '../../sandbox/exercises/exercise.ts';
import type { Storage } from './storage.ts';

/** A browser's storage as several tabs see it: what one sets, the others hear of, unless they sleep. */
export class FakeStorage {
  readonly texts = new Map<string, string>();
  refuses = false;
  #tabs = new Set<{ asleep: boolean; listeners: Set<(key: string, text: string) => void> }>();

  tab(): Storage & { asleep: boolean } {
    const self = { asleep: false, listeners: new Set<(key: string, text: string) => void>() };
    this.#tabs.add(self);
    return Object.assign(self, {
      get: (key: string) => this.texts.get(key) ?? null,
      set: (key: string, text: string) => {
        if (this.refuses) return false;
        this.texts.set(key, text);
        for (const tab of this.#tabs)
          if (tab !== self && !tab.asleep) for (const listener of tab.listeners) listener(key, text);
        return true;
      },
      onForeignSet: (key: string, listener: (text: string) => void) => {
        const filtered = (changed: string, text: string) => changed === key && listener(text);
        self.listeners.add(filtered);
        return () => void self.listeners.delete(filtered);
      },
    });
  }
}

export const exercise: Exercise = {
  id: 'example',
  start: { 'client.ts': 'given', 'server.ts': 'server' },
  solution: { 'client.ts': 'solution' },
  tabs: ['client.ts', 'server.ts'],
  own: ['client.ts'],
  check: ({ served }) => [
    {
      id: 'enough-calls',
      result: (served?.calls ?? 0) >= 100 ? 'passed' : 'open',
      figures: { calls: served?.calls ?? 0 },
    },
  ],
};

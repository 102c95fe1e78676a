import { useEffect, useRef } from 'preact/hooks';
import { runtimes } from '../../sandbox/runtimes/index.ts';
import { mount } from '../../workbench/mount.tsx';
import { keyOf } from '../../workbench/model/saved-work-key.ts';
import type { Storage } from '../../workbench/model/storage.ts';
import type { SharedCode as Code } from '../messages.ts';
import { useTrainerUi } from './ui.ts';

/** A learner's code in a sandbox of this tab: it runs here when the trainer presses Run, and in no other place. */
export function SharedCode({ name, code, onClose }: { name: string; code: Code; onClose(): void }) {
  const { strings } = useTrainerUi();
  const root = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const opened = mount(root.current!, host.current!, onClose, {
      storage: holding(code),
      runtimes: runtimes.filter(({ id }) => id === 'tab'),
    });
    opened.catch((error: unknown) => console.error(error));
  }, [code]);
  return (
    <section class="trainer-code">
      <h2>{strings.codeOf(name, code.exercise)}</h2>
      <div class="sandbox not-content" ref={root} data-sandbox={code.exercise} data-open="">
        <div class="sandbox-live" ref={host} />
      </div>
    </section>
  );
}

/** Of this page's life, with the learner's files as the work that was kept. The trainer's own work is not touched. */
function holding({ exercise, files }: Code): Storage {
  const work = { version: 1, savedAt: Date.now(), edits: files, previous: null, solved: false, checked: null };
  const kept = new Map([[keyOf(exercise), JSON.stringify(work)]]);
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, text) => {
      kept.set(key, text);
      return true;
    },
    onForeignSet: () => () => undefined,
  };
}

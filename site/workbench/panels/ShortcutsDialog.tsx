import { useEffect } from 'preact/hooks';
import type { Shortcut } from '../../strings/sandbox/controls.ts';
import { useUi } from '../ui.ts';
import { Dialog } from './Dialog.tsx';

const isMac = /Mac|iP/.test(navigator.platform);
const control = isMac ? '⌘' : 'Ctrl';

/** In the order of a learner's way: into the code, through it, out of it. */
const keys: readonly (readonly [Shortcut, readonly string[]])[] = [
  ['enter', ['Enter']],
  ['leave', ['Escape']],
  ['run', [control, 'Enter']],
  ['complete', ['Ctrl', 'Space']],
  ['find', [control, 'F']],
  ['definition', ['F12']],
  ['rename', ['F2']],
  ['format', ['Shift', 'Alt', 'F']],
  ['closeTab', ['Delete']],
  ['edge', ['←', '→', '↑', '↓']],
  ['restore', ['Escape']],
  ['card', ['?']],
];

/** What can be done by keys alone. */
export function ShortcutsDialog() {
  const { bench, view, strings } = useUi();
  const { shortcuts: text } = strings;
  // C# is not formatted.
  const ours = keys.filter(([shortcut]) => shortcut !== 'format' || bench.exercise.language !== 'csharp');
  return (
    <Dialog name="shortcuts" title={text.title} onClose={() => (view.shortcuts.value = false)}>
      {() => (
        <dl class="lab-keys">
          {ours.map(([shortcut, pressed]) => (
            <div key={shortcut}>
              <dt>
                {pressed.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{text.does[shortcut]}</dd>
            </div>
          ))}
        </dl>
      )}
    </Dialog>
  );
}

/** Has `?` open the card where the focus is in the sandbox and nothing is being typed. */
export function useShortcutsKey(): void {
  const { view, live } = useUi();
  useEffect(() => {
    const host = live();
    const onKeyDown = (event: KeyboardEvent) => {
      const writes = (event.target as Element).closest(
        'input:not([type=radio], [type=checkbox]), textarea, [contenteditable=true]',
      );
      if (event.key !== '?' || writes || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      view.shortcuts.value = true;
    };
    host.addEventListener('keydown', onKeyDown);
    return () => host.removeEventListener('keydown', onKeyDown);
  }, []);
}

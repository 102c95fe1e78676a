import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { type PathFault, pathFault } from '../../sandbox/files/file-path.ts';
import { useOpener } from '../focus.ts';
import { useUi } from '../ui.ts';
import { FileTree } from './FileTree.tsx';
import { searchFiles } from './search.ts';

/** A file being named: a new one, or one that gets another path. */
type Naming = { readonly from: string | null };

/** The tree of files beside the editor: with what makes, renames and deletes the learner's, and a search through all. */
export function FilesPanel({ onChosen }: { onChosen(): void }) {
  const { bench, view, strings } = useUi();
  const { files: text } = strings;
  const naming = useSignal<Naming | null>(null);
  const path = view.tab.value;
  const fixed = !bench.work.isAdded(path) || !(path in bench.work.files.value);
  const remove = (removed: string) => {
    view.closeTab(removed);
    bench.work.remove(removed);
  };
  const action = (label: string, glyph: string, disabled: boolean, act: () => void) => (
    <button
      type="button"
      class="lab-close"
      aria-label={disabled ? label : undefined}
      title={disabled ? `${label}. ${text.given}` : label}
      aria-disabled={disabled}
      onClick={() => disabled || act()}
    >
      <span aria-hidden="true">{glyph}</span>
    </button>
  );
  return (
    <section class="lab-files" aria-label={text.label}>
      <div class="lab-files-actions" role="group" aria-label={text.label}>
        {action(text.add, '＋', false, () => (naming.value = { from: null }))}
        {action(text.rename, '✎', fixed, () => (naming.value = { from: path }))}
        {action(text.remove, '−', fixed, () => remove(path))}
      </div>
      {naming.value && (
        <NameForm key={naming.value.from ?? ''} from={naming.value.from} onDone={() => (naming.value = null)} />
      )}
      <FileTree onRename={(from) => (naming.value = { from })} onRemove={remove} onChosen={onChosen} />
      <Search onChosen={onChosen} />
    </section>
  );
}

function NameForm({ from, onDone }: { from: string | null; onDone(): void }) {
  const { bench, view, strings, prefix } = useUi();
  const { files: text } = strings;
  const { language = 'typescript' } = bench.exercise;
  const input = useRef<HTMLInputElement>(null);
  const backToOpener = useOpener();
  const fault = useSignal<PathFault | null>(null);
  useLayoutEffect(() => {
    input.current!.focus();
    // Up to the ending: the name itself is what most often changes.
    if (from) input.current!.setSelectionRange(from.lastIndexOf('/') + 1, from.lastIndexOf('.'));
  }, []);
  const leave = () => {
    backToOpener();
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // The full window stays.
    event.preventDefault();
    leave();
  };
  const save = (event: Event) => {
    event.preventDefault();
    const path = input.current!.value.trim();
    if (path === from) return leave();
    const { [from ?? '']: _renamed, ...others } = bench.work.files.value;
    fault.value = pathFault(path, others, language);
    if (fault.value) return;
    if (from) {
      bench.work.rename(from, path);
      view.renamed(from, path);
    } else bench.work.add(path);
    view.show(path, { line: 1, column: 1 });
    onDone();
  };
  return (
    <form class="lab-files-name" onSubmit={save} onKeyDown={onKeyDown}>
      <label>
        <span>{from ? text.renameTo(from) : text.path(language)}</span>
        <input
          ref={input}
          type="text"
          defaultValue={from ?? ''}
          spellcheck={false}
          autocapitalize="off"
          aria-invalid={fault.value !== null}
          aria-describedby={`${prefix}-name-fault`}
        />
      </label>
      <p id={`${prefix}-name-fault`} role="alert">
        {fault.value && text.faults[fault.value](language)}
      </p>
      <button type="submit" class="lab-button">
        {text.save}
      </button>
      <button type="button" class="lab-button" onClick={leave}>
        {text.cancel}
      </button>
    </form>
  );
}

function Search({ onChosen }: { onChosen(): void }) {
  const { view, strings, format } = useUi();
  const { files: text } = strings;
  const words = useSignal('');
  const hits = searchFiles(view.texts.value, words.value);
  return (
    <search class="lab-files-search">
      <input
        type="search"
        aria-label={text.search}
        placeholder={text.search}
        value={words.value}
        onInput={(event) => (words.value = event.currentTarget.value)}
      />
      <p class="lab-small" role="status">
        {words.value.trim() && text.found(hits.length, format)}
      </p>
      {hits.length > 0 && (
        <ul>
          {hits.map((hit) => (
            <li key={`${hit.path}:${hit.line}`}>
              <button
                type="button"
                onClick={() => {
                  view.show(hit.path, hit);
                  onChosen();
                }}
              >
                <span class="lab-small">
                  {hit.path}:{hit.line}
                </span>{' '}
                <code>{hit.text}</code>
              </button>
            </li>
          ))}
        </ul>
      )}
    </search>
  );
}
